backup-progress = 正在复制
backup-planned = 将会复制 { $count } 份客户档案；什么都没有做
backup-done = 已复制 { $count } 份客户档案
backup-nothing-owed = 没有哪处备份还能打开已销毁的内容
backup-rehearsed = 什么都没有做
backup-not-written = 找到了 { $name }，但无法写入：{ $reason }
backup-unreachable = 无法访问 { $name }；其中没有可打开的已销毁内容
backup-gone-plan = 将签名声明副本“{ $name }”已不存在；这一点程序无从核实
