backup-progress = 正在复制
backup-planned = 将会复制 { $count } 份客户档案；什么都没有做
backup-done = 已复制 { $count } 份客户档案
