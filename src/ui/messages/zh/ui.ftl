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
ui-os-not-found = 没有这个文件或目录
ui-os-denied = 系统不允许
ui-os-exists = 已经存在
ui-os-full = 没有剩余空间
ui-os-quota = 配额已用尽
ui-os-too-large = 文件会过大
ui-os-read-only = 文件系统是只读的
ui-os-directory = 这是一个目录
ui-os-no-directory = 这不是目录
ui-os-not-empty = 目录不是空的
ui-os-name = 名称过长或不被允许
ui-os-busy = 正被其他程序使用
ui-os-timed-out = 等待超时
ui-os-ended = 内容提前结束
ui-os-stale = 网络存储上的文件已失效
ui-os-memory = 内存不足
ui-os-io = 设备读写出错
ui-os-files = 打开的文件过多
