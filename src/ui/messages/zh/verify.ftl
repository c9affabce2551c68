verify-none-due = 没有到期该核对的档案
verify-summary = { $count } 处：{ $finding }
verify-scanned = 已检查 { $scanned } 份档案，{ $found ->
    [0] 没有发现问题
   *[other] 发现 { $found } 处问题
 }
verify-contact-invalid = { $record }：{ $contact } 已失效，请改用 { $next } 核实
verify-contact-last = { $record }：{ $contact } 已失效，没有其他联系方式可用
verify-contact-half = { $record }：{ $contact } 须再用另一种方式确认，才算有效
