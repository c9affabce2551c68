check-finding = { $part }：{ $what } { $where }
check-trust = 日志截至第 { $entry } 条完好；其后的内容须另找凭据：同事的最近状态记录、备份或销毁记录
check-sound = 一切与签署时一致
check-unfinished = 有一项销毁已无法撤回但尚未完成，下一条写入命令会完成它
check-stranger = { $file } 不属于档案库
check-permissions = { $file } 对所有者以外的人开放
