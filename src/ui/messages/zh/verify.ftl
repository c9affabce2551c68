verify-none-due = 没有到期该核对的档案
verify-summary = { $count } 处：{ $finding }
verify-scanned = 已检查 { $scanned } 份档案，{ $found ->
    [0] 没有发现问题
   *[other] 发现 { $found } 处问题
 }
verify-why-cycle = 复核周期
verify-why-event = 事件要求提前
verify-score = 平均 { $score } 分（满分 100）；严重 { $serious } 处，轻微 { $minor } 处；{ $failing ->
    [0] 没有低于 { $pass } 分的档案
   *[other] { $failing } 份档案低于 { $pass } 分
 }
verify-lost = 经核对仍无法激活的档案可以建议销毁：kedang verify mark { $records } --method phone --result destroy --reason expired
verify-contact-invalid = { $record }：{ $contact } 已失效，请改用 { $next } 核实
verify-contact-last = { $record }：{ $contact } 已失效，没有其他联系方式可用
verify-contact-half = { $record }：{ $contact } 须再用另一种方式确认，才算有效
verify-unseen-fields = 有 { $count } 个字段超出您的权限级别，未检查
verify-unseen-records = 有 { $count } 份档案不由您负责，未检查
