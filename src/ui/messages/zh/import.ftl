# 导入时的说明。
import-progress = 正在导入
import-unknown-columns = 有 { $count } 列不对应任何字段，已略过：{ $names }
import-read-as = 按 { $encoding } 编码读取；若姓名显示不对，请用 --encoding 指明编码
import-passed-over = 没有字段可存，已略过：{ $names }
import-kept = 由程序自身管理，未从文件取用：{ $names }
import-totals = 总分与各项得分不符，已按得分重新计算：{ $names }
import-kept-rows = { $name }（{ $count } 行）
import-column = 第 { $column } 列
import-member = 不是字段的成员
import-held = 有 { $count } 份新客户档案含一级信息而没有单独同意：待同意，只保存，不导出、不共享
import-left-out = 第 { $line } 行未导入：{ $field }：{ $reason }
import-left-out-more = 另有 { $count } 行未导入；用 --rejects FILE 可写入文件
import-rejects = 未导入的 { $count } 行已写入 { $path }
import-committed = { $batch } 已提交：文件的前 { $rows } 行已处理；中断后再次执行同一命令即可接着导入
import-would-reject = 将有 { $count } 行未导入，届时会写入 { $path }；用 --results 现在就可列出
import-why-near = { $reason }；您要找的是不是 { $name }？
import-why-columns = 有 { $found } 列，而表头有 { $expected } 列
import-why-in-vault = 与客户档案 { $record } 相同
import-why-in-file = 与前面的一行相同
import-why-other-on-line = 文件第 { $line } 行也写着这个值，说的却是另一位客户
import-why-other-in-file = 文件前面的一行也写着这个值，说的却是另一位客户
import-why-several = 分属多份客户档案
import-why-quarantined = 客户档案 { $record } 待核，登记同意或依据之前，或由有权的人解除（kedang edit { $record } --set state=active）之前，不得改动
import-why-restricted = 客户档案 { $record } 已封存，不得改动
import-why-not-own = 客户档案 { $record } 不由您负责，而您的角色只能更正自己负责的客户
import-why-given-away = 您的角色录入的客户只能由您本人负责
import-why-suppressed = 已按当事人要求禁止再录入（其档案已销毁）
import-why-digits = 数字超过十五位，表格软件只保留了前十五位；请将该列设为文本格式后重新录入
import-why-format = 单元格的格式所显示的金额与其中的数字不同，或币种无法确定；请改用文字填写，如 USD 100 或 100万
import-why-shown = 单元格的格式所显示的比其中的数字多（如开头的 0 或字母）；请将该列设为文本格式，按所显示的重新录入
import-why-cell-error = 单元格显示的是错误值
import-why-quotes = 结束单元格的引号之后还有文字；单元格内的引号应写两个："a ""b"" c"
import-why-formula = 公式没有结果值：请用表格软件打开文件并保存
import-why-card-encoding = 编码文字（quoted-printable）与所注明的编码不符，或未注明编码而又不是 UTF-8；请用 --encoding 指定编码
import-why-not-a-card = 此处不是 2.1、3.0 或 4.0 版的 vCard
import-sheet = 读取的是第 { $number } 个工作表，共 { $of } 个；其他的可用 --sheet 指定
import-line = 第 { $line } 行
import-dry-run = 什么都没有写入
import-whole-row = 整行
import-why-not-an-object = 这一行不是 JSON 对象，或有带指数的数字（1.5e10，位数可能已丢失；请写成字符串）
import-why-object = 这里不能是对象
import-why-twice = 该字段只能有一个值
import-why-repeated = 对象中有一个键出现了两次
import-why-too-much = 该使用目的不收集此项
import-why-no-separate-consent = 没有单独同意
import-quarantined = 有 { $count } 份由第三方提供或补充的客户档案待核（隔离），须注明同意或依据：kedang list 状态:待核
import-due = 有 { $count } 份原有客户档案因此到期应销毁（{ $numbers }）；{ $made ->
    [0] 如有错误，请先改正文件
    [1] 如有错误，请在下一次 purge run --due 之前撤销这次导入：kedang batch revert { $batches }
   *[other] 如有错误，请在下一次 purge run --due 之前用 kedang batch revert 从后往前撤销 { $batches }
 }
import-born-due = 有 { $count } 份新客户档案按文件中的日期一建档就已到期应销毁（{ $numbers }）；{ $made ->
    [0] 如有错误，请先改正文件
    [1] 如有错误，请在下一次 purge run --due 之前改正这些档案，或撤销这次导入：kedang batch revert { $batches }
   *[other] 如有错误，请在下一次 purge run --due 之前改正这些档案，或用 kedang batch revert 从后往前撤销 { $batches }
 }
import-erased-back = 有 { $count } 份客户档案在已销毁的字段或级别中又有了内容（{ $numbers }）；{ $made ->
    [0] 如非客户重新提供，请从文件中去掉
   *[other] 如非客户重新提供，请再次销毁（kedang purge run 加 --field 或 --level）；仅撤销导入，内容仍会留在历史中
 }
import-restricted = 有 { $count } 份在用的客户档案因此封存（{ $numbers }）；{ $made ->
    [0] 如有错误，请先改正文件
    [1] 如有错误，请撤销这次导入：kedang batch revert { $batches }
   *[other] 如有错误，请用 kedang batch revert 从后往前撤销 { $batches }
 }
import-why-too-many-links = 同一批次中按值关联的行过多；请用 --commit-every 分批导入
import-why-older = 客户档案 { $record } 在该行的日期当天或之后改动过
import-why-undated = 没有日期说明该行有多新：请用 --as-of 写明文件的日期
