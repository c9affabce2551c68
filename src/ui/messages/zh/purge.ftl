purge-none-due = 没有到期该销毁的档案
purge-plan = 将彻底销毁 { $count } 份客户档案（{ $numbers }）：{ $reason }，依据 { $basis }
purge-rehearsed = 将会销毁 { $count } 份客户档案；什么都没有做
purge-done = 已销毁 { $count } 份客户档案，并已核查、签名为证
purge-residual = 有 { $count } 处备份未能处理，其中的副本仍可打开：{ $names }；接上后请运行 `kedang backup scrub`
