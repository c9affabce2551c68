# 命令行错在哪里。
usage-unknown-option = 这里没有选项 { $option }
usage-too-many-arguments = 多了一个参数
usage-missing-value = { $argument } 后面缺少值
usage-bad-value = { $argument } 的值无法识别
usage-unknown-value = { $argument } 的值只能是：{ $known }
usage-unknown-command = 没有命令“{ $command }”
usage-missing-command = 缺少命令
usage-missing-arguments = 缺少：{ $arguments }
usage-no-equals = { $argument } 与它的值之间须有等号
usage-number-of-values = { $argument } 的值个数不对
usage-conflict = { $argument } 不能与 { $other } 同时使用
usage-twice = { $argument } 只能给一次
usage-not-utf8 = 有一个参数不是有效的 UTF-8
usage-other = 无法识别这条命令
usage-suggested = 您要找的是不是 { $suggestion }？
usage-help = { $command } --help
