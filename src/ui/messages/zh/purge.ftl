purge-none-due = 没有到期该销毁的档案
purge-plan = 将彻底销毁 { $count } 份客户档案（{ $numbers }）：{ $reason }，依据 { $basis }
purge-rehearsed = 将会销毁 { $count } 份客户档案；什么都没有做
purge-done = 已销毁 { $count } 份客户档案，并已核查、签名为证
purge-plan-part = 将彻底销毁 { $count } 份客户档案（{ $numbers }）中的{ $what }，其余保留：{ $reason }，依据 { $basis }
purge-rehearsed-part = 将会销毁 { $count } 份客户档案中的{ $what }；什么都没有做
purge-done-part = 已销毁 { $count } 份客户档案中的{ $what }，并已核查、签名为证
purge-none-held = 这些档案都没有这项信息
