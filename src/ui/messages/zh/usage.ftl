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

# 选择条件为什么无法识别。
usage-selector-operator = 可用的比较只有 not、has、before、after、over、under（不是、包含、早于、晚于、高于、低于）
usage-selector-range = 没有这样的档案编号，或范围的终点在起点之前
usage-selector-empty = 内容为空
usage-selector-not-a-day = 只有日期字段才能用“早于”“晚于”
usage-selector-day = 应为日期（2026-01-31）或时长（30d、6m、1y）
usage-selector-not-a-number = 只有金额或数字字段才能用“高于”“低于”
usage-selector-number = 应为金额或整数
usage-selector-choice = 该字段没有这个值
usage-selector-numbers = 已销毁的档案只能用编号指明
usage-selector-nobody = 现在和过去的操作员中都没有这个名字或编号
usage-selector-level = 信息级别是 1、2、3
usage-selector-yes = 应为 yes 或 no（是、否）
usage-selector-verb = 没有这样的操作或事项
