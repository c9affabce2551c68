# kedang operator
operator-passphrase-changed = 从现在起用新口令打开档案库
operator-planned = 没有改动任何东西
