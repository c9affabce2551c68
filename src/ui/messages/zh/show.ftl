show-held = （待同意）
show-destroyed = （已销毁）
