purge-none-due = 没有到期该销毁的档案
purge-plan = 将彻底销毁 { $count } 份客户档案（{ $numbers }）：{ $reason }，依据 { $basis }
purge-rehearsed = 将会销毁 { $count } 份客户档案；什么都没有做
purge-done = 已销毁 { $count } 份客户档案，并已核查、签名为证
purge-physical-rehearsed = 将会登记并签名；什么都没有做
purge-physical-done = 已登记并签名，为销毁记录第 { $line } 行；出具证明：kedang certificate show --line { $line }
