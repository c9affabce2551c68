purge-none-due = 没有到期该销毁的档案
purge-plan = 将彻底销毁 { $count } 份客户档案（{ $numbers }）：{ $reason }，依据 { $basis }
purge-rehearsed = 将会销毁 { $count } 份客户档案；什么都没有做
purge-done = 已销毁 { $count } 份客户档案，并已核查、签名为证
purge-physical-rehearsed = 将会登记并签名；什么都没有做
purge-opening = { $path } 含有本人信息：请交给请求人后将其删除；别处没有保存，也无法重新生成
purge-physical-done = 已登记并签名，为销毁记录第 { $line } 行；出具证明：kedang certificate show --line { $line }
purge-residual = 有 { $count } 处备份未能处理，其中的副本仍可打开：{ $names }；接上后请运行 `kedang backup scrub`
purge-plan-part = 将彻底销毁 { $count } 份客户档案（{ $numbers }）中的{ $what }，其余保留：{ $reason }，依据 { $basis }
purge-rehearsed-part = 将会销毁 { $count } 份客户档案中的{ $what }；什么都没有做
purge-done-part = 已销毁 { $count } 份客户档案中的{ $what }，并已核查、签名为证
purge-none-held = 这些档案都没有这项信息
purge-suppresses = 将保留手机、邮箱、身份证号的带密钥哈希值，使这些人不再被录入
purge-proposed = 建议销毁
purge-none-proposed = 没有建议销毁、且无事由阻止的档案；详情：kedang purge due --explain
purge-none-upcoming = 没有到期的档案，该期限内也没有即将到期的
purge-older-days = 保存期限的日期是按另一版本程序的内置制度算出的；“kedang policy apply --default”会重新计算
purge-residual-versioned = 有 { $count } 处备份所在的存储会保留旧版本，旧的密钥文件仍可能打开副本：{ $names }；删除旧版本之后请作出声明：`kedang backup scrub --versions-gone 名称`
purge-residual-set-aside = 有 { $count } 个恢复时移到一旁或在旁边恢复出的档案库仍可打开副本：{ $names }；请删除其目录，然后作出声明：`kedang backup scrub --gone 名称`
purge-back-up-now = 请立即备份：有 { $count } 份档案无法从此前的副本中恢复
purge-revived = 因恢复而重现：{ $what }
purge-unexplained = { $day } 的恢复（日志第 { $entry } 条）之前可能有 { $count } 次销毁，现有的任何副本都没有记载：{ $numbers } 之中可能有已经销毁而又重现的档案；请找出当时的备份目的地、destruction.log 副本或销毁证明，并再次销毁其中所列的档案
purge-whole = 整份档案
purge-told = { $name } 记载已销毁{ $known ->
    [0] {""}
   *[other] （证明 { $certificate }）
 }，却又出现：{ $what }
purge-again = 因恢复而重现的内容，--due 不会销毁；请先核对是谁的档案（此后重新发出的编号属于另一份档案，应予保留），再次销毁（如有暂停销毁，须先解除）：{ $command }
