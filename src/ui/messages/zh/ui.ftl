# 写到标准错误的各行开头的标签。
ui-error = 错误：
ui-cause = 原因：
ui-hint = 提示：
ui-note = 说明：
ui-warning = 警告：
ui-stream = 标准输入或标准输出

# 帮助页。
ui-usage = 用法：{ $usage }
ui-usage-options = [选项]
ui-usage-command = 命令
ui-commands = 命令：
ui-arguments = 参数：
ui-options = 选项：
ui-global-options = 所有命令通用的选项：
ui-examples = 示例：
ui-exit-status = 退出状态：
ui-default = { $text }（默认：{ $value }）
ui-values = { $text }（可选：{ $values }）
ui-help-option = 显示本页；-h 显示简略版
ui-version-option = 显示版本
ui-more-help = --help 还会列出通用选项和退出状态

ui-disk = 磁盘
ui-what-is-needed = 所需内容
ui-reader = 正在读取的命令
ui-stranger = 不使用锁的其他程序
ui-waiting = 正在等待档案库，占用者：{ $holder }
