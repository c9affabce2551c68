# 告知书。
notice-added = 告知书第 { $version } 版自 { $from } 起使用；SHA-256 { $hash }
notice-would-add = 将是告知书第 { $version } 版，自 { $from } 起使用；未做任何更改
notice-none = 还没有告知书
notice-written = 告知书第 { $version } 版的正文已写入 { $path }
notice-fault-empty = 没有正文
notice-fault-long = 超过 64 KiB
notice-fault-characters = 含有控制字符或不可见字符
notice-fault-purposes = 没有写明使用目的
notice-fault-retention = 保存期限的说明为空、超过 200 字或不止一行
notice-fault-day = 上一版的启用日期比它晚
