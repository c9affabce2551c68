# 多个命令共用的提问。
ask-again = 请再输入一次
ask-passphrase = 档案库“{ $vault }”的口令
ask-new-passphrase = 新口令
ask-count = 如要继续，请输入数字 { $count }；直接回车则放弃
ask-recovery = 恢复码
