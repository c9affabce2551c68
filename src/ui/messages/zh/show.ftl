show-held = （待同意）
