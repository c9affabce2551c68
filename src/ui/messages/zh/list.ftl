list-none = 没有符合的档案
list-left-out = 以下各列超出您的权限级别，未显示：{ $columns }
list-outside = 未显示，因为 { $purpose } 不使用：{ $columns }
