drill-planned = 将会演练：{ $names }；什么都没有做
drill-none = 没有带密钥的备份可供演练
drill-passed = 全部都能打开，并与档案库中的一致
drill-finding = { $name }：{ $what }
drill-other-log = 那里的日志不是本档案库的日志
drill-missing = 当时在库的 { $count } 份档案不在数据中（{ $numbers }）
drill-unopened = { $count } 份档案打不开（{ $numbers }）
drill-differ = { $count } 份档案此后并未改动，却与档案库中的不一致（{ $numbers }）
