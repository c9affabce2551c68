# 同意、拒绝与撤回。
consent-none = 没有登记
consent-follows-destroyed = { $records }：保存至 { $day }，其后销毁（{ $rule }）
consent-follows-restricted = { $records }：使用至 { $day }，其后封存（{ $rule }）
consent-follows-nothing = { $records }：为不以同意为基础的目的继续保存
consent-fault-no-notice = 没有写明告知书版本（--notice）
consent-fault-unknown-notice = 告知书没有第 { $version } 版
consent-fault-not-in-notice = 告知书第 { $version } 版不涉及{ $purpose }
consent-fault-notice-later = 告知书第 { $version } 版当天尚未启用
consent-fault-notice-replaced = 告知书第 { $version } 版当时已被取代：{ $purpose }须重新取得同意
consent-fault-unknown-purpose = 管理制度没有使用目的“{ $purpose }”
consent-fault-needs-none = { $purpose }不需要同意；一级信息的单独同意用 --sensitive
consent-fault-unknown-method = 没有取得方式“{ $method }”；可用：{ $known }
consent-fault-future = 日期在将来
consent-fault-ends-before = 结束早于开始
consent-fault-out-of-order = { $record } 对同一事项已有更晚的答复
consent-fault-asked-again = { $record } 不久前拒绝过，{ $day } 前不再征求
