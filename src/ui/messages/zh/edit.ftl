# 其他修改选中档案的命令也用这些话。
edit-plan = 将修改 { $count } 份档案，从 { $first } 到 { $last }
edit-done = 已修改 { $changed } 份档案
edit-done-some = 选中 { $selected } 份，已修改 { $changed } 份，其余本来就是这样
edit-unchanged = 无须修改：选中的 { $selected } 份档案本来就是这样
edit-restricted = 有 { $count } 份客户档案已封存或待核，未作改动
edit-rehearsed = 选中 { $selected } 份，将会修改 { $changed } 份；什么都没有做
