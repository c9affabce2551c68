show-held = （待同意）
show-failed = 失败次数
