# 出了问题但不妨碍操作的情况。
warn-lines-damaged = 备份目的地“{ $name }”的销毁记录已损坏，现已重新写出；原文件保留在旁边，名为 destruction.log.damaged-…：请与档案库自己的销毁记录比对
warn-beside = 未能在仍在使用的档案库中记下本次恢复出的副本：其他用户在那里出具的证明不会列出它；请由本用户在那里销毁，或删除此副本
warn-copy-seen = 某处备份目的地现有的内容比上次写入的旧：可能换了另一块盘，或整个目录被放回了旧的。上次写入的那一份今后登记为“{ $name }”，在再次出现并改写之前，每次销毁都会列为未了；若并无这样一块盘，请运行 `kedang backup scrub --gone { $name }`
warn-anchor = 档案库已写入，但本用户的最近状态记录未能更新；下一条命令会再试
warn-destruction-log = destruction.log 与日志不一致；请运行 `kedang check`
warn-header = 改动已经生效，但日志未能确认；下一条写入命令会补上
warn-scrub = 该销毁的已经销毁，但未能为各备份签名；请运行 `kedang backup scrub`
warn-backup-log = 备份目的地“{ $name }”的密钥已是最新，但日志副本不是；下一次备份会补上
warn-backup-header = 改动已经生效，但够不到的备份仍可用旧口令打开；接上后请对每一处运行 `kedang backup run`
warn-refusal = 这次拒绝未能记入日志
warn-segments = 管理制度已施行，但未能为检索做好准备；下次检索时会补上
warn-unread = 有档案按写下的日期已到期，但该日期由旧版本程序写下，或写下时的管理制度没有 `floor_rule` 或 `activity`，没有计入往来，或没有分清哪些是购买等交易，因此未予处理；请由能打开三级信息和事件的操作员执行本命令，或重新施行管理制度（提高 `version` 后的文件，或 `kedang policy apply --default`）
warn-anomaly = { $rule }：{ $count }，超过 { $above } 即属异常，已记入日志（kedang audit anomalies）
warn-about = 那里的 about 文件所说的目的地与密钥文件不符；已以有密钥为凭的密钥文件为准
warn-copy-in-part = 数据副本 { $name } 没有清单，说明它在这里并不完整，已改用较早的一份；如果别处有完整的，请用 --data 指明
