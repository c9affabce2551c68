# 借阅与发放，以及后续。
share-plan = { $share }：将向 { $recipient } 提供 { $count } 份档案；未作更改
share-done = { $share }：{ $count } 份档案已为 { $recipient } 加密写入 { $path }
share-none = 没有借阅或发放
share-none-due = 借阅和发放没有待办事项
share-returned = { $share } 已由 { $recipient } 归还
share-destroyed = { $share } 已由 { $recipient } 销毁
share-revoked = { $share } 已撤销；须告知 { $recipient }：kedang share tell { $share } --reference 编号
share-told = 已就 { $share } 告知 { $recipient }
share-would = 将为 { $share }（{ $recipient }）登记；未作更改
share-tell = 有 { $count } 次借阅或发放含有这些档案，须告知接收方（{ $shares }）：kedang share due
share-tell-unknown = 未能查出是否须告知接收方；请再查：kedang share due
share-fault-contact = 联系方式为空、超过 200 字或不止一行
share-fault-country = 国家或地区不是 ISO 3166 的两个大写字母
share-fault-agreed = 协议日期在将来
share-fault-until = 协议结束早于开始
share-fault-key = 有一个密钥不是 age 收件人，或缺少其插件
share-fault-key-taken = 有一个密钥是另一接收方的
