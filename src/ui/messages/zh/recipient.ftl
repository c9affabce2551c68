# 接收方登记。
recipient-added = 已登记 { $name }
recipient-would-add = 将登记 { $name }；未作更改
recipient-removed = { $name } 已移出登记，不再对其提供；其手中尚有的见：kedang share list --open
recipient-would-remove = 将把 { $name } 移出登记；未作更改
recipient-none = 没有登记接收方
