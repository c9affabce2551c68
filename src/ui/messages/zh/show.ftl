show-held = （待同意）
show-destroyed = （已销毁）
show-failed = 失败次数
