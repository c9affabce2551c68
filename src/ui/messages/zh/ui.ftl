# 写到标准错误的各行开头的标签。
ui-error = 错误：
ui-cause = 原因：
ui-hint = 提示：
ui-note = 说明：
ui-warning = 警告：
