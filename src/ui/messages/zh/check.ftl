check-finding = { $part }：{ $what } { $where }
check-first = 日志的第一处断裂在第 { $entry } 条：{ $what }
check-trust = 第 1 至 { $entry } 条可信（末条日期 { $day }），此后未被触及的档案也可信；其后的内容须另找凭据：同事的最近状态记录、备份或销毁记录
check-trust-nothing = 日志本身没有一条可信；须另找凭据：同事的最近状态记录、备份或销毁记录
check-drilled = 最近一次恢复演练：{ $day }，来自“{ $from }”
check-not-drilled = 从未做过恢复演练：kedang backup drill
check-drill-due = 下一次最迟在 { $day }
check-drill-overdue = 恢复演练应在 { $day } 前完成，已逾期：kedang backup drill
check-sound = 一切与签署时一致
check-kept = 结果已写入日志
check-not-kept = 结果没有写入日志
check-unfinished = 有一项销毁或密钥更换已无法撤回但尚未完成，下一条写入命令会完成它
check-stranger = { $what } 不属于档案库
check-permissions = { $what } 对所有者以外的人开放
check-stale = 有 { $what } 个检索段缺失或过时；下一个检索的人会重建
check-clearance = 高于您权限级别（{ $what }）的内容只核对了哈希，没有打开
check-stray-slot = 没有销毁在进行，{ $what } 却有第二个槽被占用；下一个写入命令会清除
check-lines-missing = { $what } 末尾缺行；下一个写入命令会按日志补上
check-unfinished-line = { $what } 的最后一行没有写完；下一个写入命令会截去
check-head = 您见过第 { $seen } 条日志（链值 { $seen_head }）；这里日志的第 { $restore } 条是一次恢复，它放弃了那一条，现在日志到第 { $here } 条（链值 { $here_head }）
check-head-accepted = 从现在起，您以恢复后的日志为准
check-head-fits = 日志承接您所见过的内容，没有什么需要确认
check-accept-head = 如果有人从备份恢复了档案库：kedang check --accept-head
check-key-file = “{ $what }”的密钥文件损坏或缺失：kedang backup verify 查看详情，kedang backup run 会重新写出
check-key-file-older = “{ $what }”的密钥文件是放回来的旧文件，可能仍能打开此后已销毁的内容：kedang backup scrub 会重新写出
check-came-back = 已声明不复存在的 { $what } 又出现在那里，其中有已销毁档案的密钥：请用 kedang backup scrub 重写；重写不了的，请删除该目录
check-never-drilled = 从未演练过从“{ $what }”恢复：kedang backup drill
check-beside = 另有一个编号相同的档案库位于 { $what }（在本档案库旁边恢复而成，或者本档案库是在它旁边恢复的）：它是带有全部密钥的副本，在这里销毁时够不到它；自下一次销毁起，证明会列出它，直到它不再存在；用完请删除
check-older-days = 保存期限的日期是按另一版本程序的内置制度算出的；“kedang policy apply --default”会重新计算
check-revived = { $day } 的恢复（日志第 { $entry } 条）使 { $numbers } 回到了销毁之前，已销毁的内容又出现了：{ $what }；请再次销毁：{ $command }
check-told = { $name } 记载 { $numbers } 已经销毁{ $known ->
    [0] {""}
   *[other] （证明 { $certificate }）
 }，本档案库并不知情，内容仍在：{ $what }；请再次销毁（编号此后重新发给另一份档案的除外）：{ $command }
check-unkept = { $numbers }：本人要求不再录入，但 { $day } 的恢复（日志第 { $entry } 条）没有导入时据以拒收的哈希值，导入会重新录入此人；如有日志里载有这些哈希值的备份，请改从该备份恢复
check-returned = 备份目的地 { $destination } 记载 { $name } 已被移除，恢复之后 { $name } 又能打开档案库：kedang operator remove "{ $name }"
check-returned-since = { $day } 的恢复（日志第 { $entry } 条）得知 { $name } 已被移除，而 { $name } 又能打开档案库：kedang operator remove "{ $name }"；如应保留，请移除后重新添加
check-sound-but = 除此之外，一切与签署时一致
