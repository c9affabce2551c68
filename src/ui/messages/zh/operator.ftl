# kedang operator
operator-passphrase-changed = 从现在起用新口令打开档案库
operator-planned = 没有改动任何东西
operator-added = { $name } 从现在起可以打开档案库，编号 { $number }
operator-removing = { $number } { $name } 将不能再打开档案库
operator-removed = { $name } 已不能打开档案库
operator-rotating = 将更换全部密钥：{ $count } 份客户档案重新加密，新密钥只发给 { $operators } 位操作员
operator-rotated = 已更换全部密钥，{ $count } 份客户档案已重新加密；旧密钥再也打不开这些档案
operator-progress = 正在用新密钥加密
operator-residual = 有 { $count } 处备份未能处理，用旧密钥仍可打开：{ $names }；接上后请运行 `kedang backup scrub`
operator-still-reads = 密钥没有更换：{ $name } 若留有旧的文件头，仍能打开此后写入的内容，{ $level ->
    [0] 但打不开任何级别的信息
   *[other] 从 { $level } 级起
  }；`kedang operator rotate` 可更换全部密钥
operator-recovered = 恢复码照旧有效；请与档案库分开保管
operator-may-read = 查看和检索客户档案
operator-may-write = 新增、修改、导入、打标签、分级、核对
operator-may-export = 把客户档案导出档案库
operator-may-purge = 销毁客户档案，清除备份中的副本
operator-may-audit = 查看日志
operator-may-backup = 运行和检查备份
operator-may-administer = 管理操作员和制度，从备份恢复
operator-may-restricted = 凭编号查看已封存的客户档案
