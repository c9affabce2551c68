# 不由管理制度命名的列的标题。
column-number = 编号
column-count = 数量
column-name = 姓名
