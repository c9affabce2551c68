cell-passphrase = 口令
cell-identity = 身份文件
cell-recovery = 恢复码
cell-changed = 已修改
cell-added = 已新设
cell-revealed = 完整显示一级信息
