# 客户资料卡：标题、各栏名称和字段以外的内容
card-title = 客户资料卡
card-head = 建卡信息
card-identity = 身份信息
card-contact = 联系信息
card-transaction = 交易信息
card-preference = 需求与偏好
card-classification = 分类信息
card-system = 档案信息
card-consents = 同意情况
card-signatures = 审核
card-review_due = 下次复核
card-signature = 主管审核签字
card-signed_on = 日期
card-earlier = 另有更早的 { $count } 条
card-plan = 将显示 { $count } 张资料卡
card-written = 已将 { $count } 张资料卡写入 { $path }
