# 不由管理制度命名的列的标题。
column-number = 编号
column-count = 数量
column-name = 姓名
column-vault_id = 档案库
column-fingerprint = 指纹
column-vault_name = 名称
column-directory = 目录
column-operator = 操作员
column-slots = 打开方式
column-identity_file = 身份文件
column-recovery_file = 恢复码文件
column-operator_name = 名字
column-passphrase = 口令
column-selected = 选中
column-changed = 已修改
column-numbers = 编号
