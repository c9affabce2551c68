# 提示：可以直接粘贴到命令行的一行。
hint-yes = 请在终端上运行，或加上 --yes
hint-vault = kedang --vault 目录 …，或 export KEDANG_VAULT=目录
hint-init = kedang --vault { $path } init
hint-check = kedang check
hint-log = kedang audit log
hint-identity = kedang --identity 文件 …，或 export KEDANG_IDENTITY=文件
hint-passphrase = kedang --passphrase-file 文件 …
hint-stdin = kedang { $command } --json - < 文件
hint-operators = kedang operator list
hint-no-rotate = 更换全部密钥需要一级权限；只移除而不更换：kedang operator remove … --no-rotate
hint-owner = 由保管员执行：kedang edit { $record } --set owner=姓名
hint-list = kedang list
hint-help = kedang { $command } --help
hint-wait = kedang --wait 300 …
hint-certificate = kedang certificate show { $record }
hint-rejects = kedang import { $path } --on-error skip --rejects rejects.{ $ending }
hint-row-by-row = kedang import { $path } --on-conflict update --on-error skip --commit-every 1
hint-conflict = kedang import { $path } --on-conflict update
hint-conflicts-left-out = kedang import { $path } --on-conflict { $rule } --on-error skip --rejects rejects.{ $ending }
hint-other-customer = 请让每位客户有各自的值，例如带分机的电话（021-61234567转801）；两行若是同一位客户，请删去过时的一行；或跳过这样的行，今后每次导入该文件也都要这样：kedang import { $path } --on-conflict { $rule } --on-error skip --rejects rejects.{ $ending }
hint-ready-maps = 自带的列对照表有 { $maps }
hint-encoding-either = kedang import { $path } --preview --encoding utf-8，或改用 gb18030：以文字显示正确的为准
hint-header-row = kedang import { $path } --header-row 1
hint-encoding = kedang import { $path } --encoding { $encoding }
hint-purge-explain = kedang purge due --explain --within 3650d
hint-purge-due = kedang purge due
hint-policy-check = kedang policy check { $path }
hint-columns = kedang list --columns number,grade,tags
hint-new-identity = kedang init --new-identity { $path }
hint-nearest = 您要找的是不是 { $name }？
hint-value-stdin = --set { $field }=- < 文件
hint-selector-stdin = kedang list - < 文件
hint-init-script = kedang init --operator 名字 --new-identity 文件 --no-recovery
hint-number-anew = 请先核对是谁的档案：此后重新发出的编号，在这里属于另一份档案；请勿销毁，而应备份到单独的目的地
hint-backup-name = kedang backup run 目录 --name 名称
hint-backup-list = kedang backup list
hint-backup-data-only = kedang backup run { $path } --data-only
hint-backup-versioned = kedang backup run { $path } --versioned-storage

hint-accept-head = 如果档案库是从备份恢复的：kedang check --accept-head
hint-destination = kedang backup restore 备份目的地 --to 目录，备份目的地是 kedang backup run 写入过的目录
hint-other-key-file = 在该档案库的其他备份目的地寻找 key 和 keyhole 两个文件
hint-data = --data 名称 或 --data 路径，指定含有 manifest 和 data 的目录
hint-newer-key-file = 请用最近一次写入的备份目的地的密钥文件来恢复
hint-older-data = 或者选用较旧的副本：--data 名称 或 --data 路径
hint-restore-from = kedang backup restore { $path } --to 目录
hint-other-copy = 请改用本档案库的另一份备份；如果档案库本身完好，用 kedang backup run 备份到新目录即可再做一份
hint-accept-stale = kedang backup restore … --accept-stale
hint-backup-first = 如果那个档案库还能打开，先备份：kedang backup run { $name }
hint-accept-rollback = kedang backup restore … --accept-rollback
hint-policy-version = 写成 version = { $next }
hint-policy-role = 请把它放回去，或先看看哪些人是这个角色：kedang operator list
hint-policy-level = 字段改变信息级别，须没有档案（含历史）再存有其值：先导出其值（kedang export --fields number,{ $word }），再从档案中销毁该字段（kedang purge run K-12 --field { $word }），施行制度后重新录入；法定保存期限未满的不能如此
hint-policy-unit = 字段改变单位，须没有档案（含历史）再存有其值：先导出其值（kedang export --fields number,{ $word }），再从档案中销毁该字段（kedang purge run K-12 --field { $word }），施行制度后按新单位重新录入；法定保存期限未满的不能如此
hint-policy-orphans = 请把它放回去，或先改动这些档案：kedang list、kedang edit、kedang purge run --field
hint-propose = { $command } --propose
hint-pending = kedang audit pending
hint-batches = kedang batch list
hint-anomalies = kedang audit anomalies
hint-notice-list = kedang notice list
hint-volunteered = 若是客户主动提出：--volunteered
hint-policy-without = 从内置制度补上该字段（kedang policy show --default），再 kedang policy apply 文件
hint-consents = kedang consent list { $record }
hint-assessment = --assessment 评估编号
hint-justify = 不收集该项，或说明理由：--justify 编号
hint-ticket = --ticket 审批单号
hint-separate-consent = 写明单独同意日期：sensitive_consent=YYYY-MM-DD，或 kedang consent grant … --sensitive
hint-policy-default = kedang policy show --default
hint-requests = kedang request list --all
hint-policy-request = kedang policy show --section request
hint-request-answer = kedang request answer { $request } --grant
hint-partial = 请由权限足够的人答复，或加上 --partial
hint-hand-over = kedang request answer { $request } --grant --html FILE --json FILE
hint-restrict = kedang request open { $record } --right 删除 --relation 本人 --checked 核对证件
hint-export-csv = CSV 和 JSON 没有这一限制：--format csv、--format jsonl
hint-recipients = kedang recipient list
hint-recipient-key-taken = 该密钥登记在“{ $name }”名下：kedang recipient show { $name }；每个接收方须用各自的密钥
hint-recipient-spelt = 接收方的名称不变，移除过的也一样：kedang recipient add "{ $name }" --replace …
hint-recipient-replace = kedang recipient add 名称 --replace --agreement 编号 --agreed 日期 …
hint-recipient-key = kedang recipient add 名称 --replace --to age1… …
hint-cross-border = kedang share … --cross-border 编号 --assessment 编号
hint-policy-share = kedang policy show --section share
hint-last-day = --expires 1y（share issue）、--due 14d（share lend）
hint-share-terms = kedang list 条件 --purpose 目的
hint-shares = kedang share list
hint-share-issue = kedang share issue … --recipient 名称
hint-share-close = kedang share return { $share } --destroyed --reference 编号
hint-delete-vault = 删除目录 { $path }，然后：kedang backup scrub --gone { $name }
hint-delete-copy = kedang backup scrub { $name } 会使其中已销毁的内容无法再打开；如要弃用，请删除 { $path }，然后：kedang backup scrub --gone { $name }
hint-vault-is-back = 再次删除目录 { $path } 即可；它已不存在的声明此前已签署，删除后即属实
hint-copy-is-back = kedang backup scrub 会使其中已销毁的内容无法再打开，并重新登记；如要弃用，删除 { $path } 即可：它已不存在的声明此前已签署
hint-backup-scrub = kedang backup scrub { $name }
hint-backup-again = kedang backup run { $name }
hint-rename-artefact = mv { $path } { $right }
hint-edit-field = kedang edit 编号 --set { $field }=值
hint-backup-attach = 如果本档案库已取代原来的档案库：kedang backup run { $name } --attach
hint-backup-give-up = 如果放弃只有那里才有的内容：kedang backup run { $name } --accept-rollback
hint-backup-others = { $numbers } 在那里与在这里指的不是同一客户：两边分开之后，这 { $count } 个编号在这里也分配过
hint-erase-fields = 必填项只能随整份档案一起销毁：请用 --field 字段 逐项销毁其他信息，或去掉 --level 和 --field，销毁整份档案
hint-verify-text = kedang certificate verify { $text }
hint-decline = kedang edit { $record } --set { $field }= --decline { $field }
hint-damaged-text = 请在原来的程序中另存为 UTF-8，或用 --encoding 写明编码，如 --encoding big5
hint-import-there = { $count ->
    [one] { $first } 已写入，含文件的前 { $rows } 行
   *[other] { $first } 至 { $last } 已写入，含文件的前 { $rows } 行
 }；改正后再执行同一命令，这些行会算作未变，从其后继续
