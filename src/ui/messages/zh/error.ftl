# 与 src/error/code.rs 的代码一一对应；参数名也写在那里。
error-failed = 操作失败

error-network-storage = { $path } 位于网络存储（{ $name }）：那里加锁和覆写都不可靠，已销毁的密钥可能仍被保留；请把档案库建在本机的磁盘上
error-usage = { $message }
error-missing-argument = 缺少 { $argument }，又没有可供询问的终端
error-bare-word = 会修改或销毁档案的命令只接受编号（K-12）和带名称的条件（等级:A），不接受单独的词
error-bad-selector = 无法识别第 { $position } 个选择条件：{ $reason }
error-unknown-term = 第 { $position } 个选择条件的名称不存在
error-unknown-field = 没有字段“{ $field }”
error-system-field = { $field } 由程序维护，不能手工填写
error-field-twice = { $field } 只能有一个值
error-only-grows = { $field } 只增不减，不能清空；要抹去可用 kedang purge run --field { $field }
error-not-a-contact = { $field } 不在制度的联系渠道（contact.order）之列，没有状态
error-bad-ordinal = { $field }: 后面写第几个值，从 1 数起，例如 { $field }:2；用了 --contact-value 就不写
error-several-contacts = 档案 { $record } 的 { $field } 有 { $count } 个值，请写明是哪一个：{ $field }:1，或用 --contact-value
error-forbidden-channel = 制度禁用渠道“{ $value }”，不得由此收集
error-unknown-value = “{ $value }”不是 { $option } 的可选值；可选值有：{ $known }
error-needs-file = { $option } 须写文件名，不能写 -（标准输出）
error-bad-date = { $argument } 不是日期，正确写法如 2026-01-31
error-bad-duration = { $argument } 不是时长，正确写法如 30d
error-secret-in-arguments = { $field } 属于一级信息，不能写在命令行里，请从标准输入给出
error-no-value = --set 后面须写成 字段=值
error-nothing-to-set = 请指明要改什么：--set 字段=值，或 --json 文件
error-input-twice = 有两个选项都要读取标准输入，只能用其中一个
error-list-twice = --rejects 与 --results 都指向 { $path }，二者须为不同的文件
error-no-opening = 承诺的凭据只适用于恰好一份、以 --reason request 销毁、且有姓名或号码可识别本人的档案；什么都没有做
error-not-done = 数量至少为 1，日期不得晚于今天
error-no-selector = 请指明是哪些档案：编号或条件
error-not-revealed = { $field } 属一级信息，须加 --reveal 才能导出
error-no-card-place = 通讯录中没有存放 { $field } 的位置
error-no-card-name = 名片须有名称：请在字段中加上 number（编号）、name（姓名）或 company（单位）
error-not-countable = 不能按 { $field } 计数：须为单选字段，或三级信息中的单项文字
error-too-many-fields = 最多按 { $limit } 个字段交叉计数：再多则无法判断能否由一个数推算出另一个数；请减少字段
error-too-many-counts = 按这些字段得到的小组超过 { $limit } 个，无法判断能否由一个数推算出另一个数；请减少字段，或改用分组较大的字段
error-counts-told = 按这些字段交叉计数时，即使整张表都不显示，也能由按其中较少字段的计数推算出过小的数；请减少字段，或改用分组较大的字段
error-no-pseudonym = 使用假名导出时不导出 { $field }：其内容为事实和备注的列表
error-too-many-rows = 共有 { $count } 份客户档案，而一张工作表只能容纳 { $limit } 行
error-cell-too-long = { $record } 的 { $field } 超出电子表格单元格的长度
error-unknown-encoding = 没有“{ $encoding }”这种编码

error-not-confirmed = 未经确认，什么都没有做
error-no-terminal = 没有可供确认的终端，什么都没有做
error-count-differs = 给出的数目是 { $given }，实际是 { $planned }，什么都没有做
error-over-maximum = 共 { $planned } 份，超过上限 { $maximum }，什么都没有做

error-malformed = { $path } 的格式有误
error-csv-columns = 第 { $line } 行有 { $found } 列，而表头有 { $expected } 列
error-csv-quote = 从第 { $line } 行开始的引号没有闭合
error-csv-nul = 第 { $line } 行含有空字符（NUL）
error-field-too-long = 第 { $line } 行有一个字段超过 { $limit } 字节，或其引号没有闭合
error-input-too-long = 输入超过 { $limit } 字节
error-unpacks-too-much = 该文件解压后的内容远超客户名单所需，未予读取
error-sheet-locked = 该表格有密码保护，请另存为不带密码的文件
error-bad-sheet = 该表格文件已损坏，或不是可读取的格式（可读取 xlsx、xls、ods）
error-unknown-sheet = 没有这个工作表；文件中共有 { $sheets } 个，可写名称或序号
error-bad-array = 第 { $line } 行：输入不是完整的 JSON 对象数组
error-bad-map = { $path } 第 { $line } 行：不是列对照表
error-bad-card = 第 { $line } 行：输入不是完整的 vCard
error-bad-encoding = 第 { $line } 行不是有效的 { $encoding } 编码
error-no-header = 找不到可以确定的表头：没有认得的列名，或该行像是客户数据
error-column-twice = 表头里有两列表示同一字段：“{ $first }”和“{ $second }”
error-key-not-in-file = 文件里没有“{ $field }”列，无法据此对照
error-bad-json = 输入不是一个由字段组成的 JSON 对象（第 { $line } 行）
error-json-exponent = JSON 第 { $line } 行有带指数的数字（1.5e10），位数可能已丢失：请写成字符串
error-json-twice = JSON 中的键 { $key } 出现了两次；多个值请写成数组
error-bad-value = { $field } 的值不予接受：{ $reason }
error-bad-values = 有 { $count } 处不予接受：{ $faults }
error-bad-row = 第 { $line } 行：{ $field } 的值不予接受：{ $reason }
error-bad-rows = 有 { $count } 行有误；第一处在第 { $line } 行，{ $field }：{ $reason }
error-row-too-long = 第 { $line } 行超过 { $limit } 字节
error-too-many-columns = 第 { $line } 行超过 { $limit } 列
error-compressed = 文件是用 gzip 压缩过的；请先解压（gunzip）再导入
error-wrong-option = { $option } 不适用于这种格式的文件，请去掉
error-unclear-encoding = 无法判断文件的编码，请指明
error-missing-fields = 缺少必填字段：{ $fields }
error-record-lacks = 档案 { $record } 会缺少必填的 { $fields }
error-bad-reference = { $argument } 须为编号：1 至 64 个字符，只能用 A-Z a-z 0-9 空格 . / _ -，且不得有连续七位数字
error-bad-marking = { $argument } 须为 1 至 64 个字符，限 A-Z a-z 0-9 空格 . / _ -；--make 也可用汉字
error-bad-witness = 监销人须是另一位操作员的编号（O-2）或含数字的文号（EMP-0042），限 A-Z a-z 0-9 空格 . / _ -，不得有连续七位数字；不得写姓名，也不得是登记人本人
error-bad-passphrase = { $path } 中的口令为空、过长或不是 UTF-8
error-typed-differs = 两次输入不一致
error-bad-opening = { $path } 不是承诺值的凭据
error-no-certificate = { $path } 不是销毁证明
error-bad-policy = { $path } 不是可用的管理制度：共 { $count } 处问题，第一处在第 { $line } 行第 { $column } 列

error-no-record = 没有客户档案 { $record }
error-no-contact = 档案 { $record } 没有这个 { $field }
error-record-purged = 客户档案 { $record } 已经销毁
error-record-lost = 档案库在 { $day } 恢复时，所用数据中没有客户档案 { $record }，此后本档案库不再有它；没有任何记录表明它已销毁，恢复之前的副本里可能仍有{ $count ->
    [0] {""}
   *[other] ：{ $names }
 }（kedang backup list）
error-no-such-line = 销毁记录第 { $line } 行不是一次销毁
error-not-purged = 客户档案 { $record } 没有销毁过，因此没有销毁证明

error-duplicate = { $field } 与客户档案 { $record } 相同
error-suppressed = { $field } 属于档案已销毁、并要求不再被录入的当事人，什么都没有做
error-duplicate-rows = 有 { $count } 行与其他行或已有档案冲突；第一处在第 { $line } 行，字段 { $field }
error-selection-changed = 现在选中的档案与确认时不同，什么都没有做
error-record-held = { $by ->
    [wish] 客户档案 { $record } 应本人要求封存，{ $until ->
        [none] 在此期间须保存
       *[other] 须保存至 { $until }
    }
   *[other] 客户档案 { $record } 不得销毁：{ $named }（{ $by }）{ $until ->
        [none] ，解除之前有效
       *[other] ，至 { $until } 为止
    }{ $source ->
        [none] {""}
       *[other] （{ $source }）
    }
}
error-vault-exists = { $path } 中已有档案库
error-file-exists = { $path } 已经存在

error-no-vault = { $path } 中没有档案库
error-no-vault-named = 没有指明档案库在哪里

error-lock-timeout = 档案库被其他进程锁定已达 { $seconds } 秒：{ $holder }

error-wrong-passphrase = 口令不对
error-wrong-identity = 身份文件 { $path } 打不开这个档案库
error-no-plugin = 与硬件密钥通信的程序 { $program } 没有安装，或不在 PATH 中
error-plugin-failed = 硬件密钥的插件出错：密钥插上了吗？碰触过吗？PIN 对吗？
error-bad-identity = { $path } 不是身份文件
error-no-credential = 既没有给出身份文件，也没有给出口令，又没有可供询问的终端

error-clearance = { $field } 属于 { $level } 级信息，高于您的权限级别
error-rest-above = { $record } 保留的部分须重新加密，其中有 { $level } 级信息，高于您的权限级别；什么都没有做
error-suppressed-above = 有当事人要求销毁后不再被录入，核对名单需要 1 级权限，高于您的权限级别；手机、邮箱和身份证号请由有此权限的人录入
error-above-role = 角色 { $role } 最高只到 { $level } 级（0 为不打开任何级别）；请换一个角色，或取其范围内的级别
error-bad-recipient = 所给的不是 age 接收者，或者它所需的插件没有安装
error-above-own = 该操作员的权限级别高于您，须由同级别的人来做
error-capability = 您没有“{ $named }”这项权限
error-reason-alone = --reason 说明建议销毁的原因，须与 --result destroy 合用
error-hold-over = 暂缓的最后有效日已过
error-hold-places = “{ $named }”（{ $kind }）类暂缓只能由以下角色设定：{ $roles }
error-hold-lifts = “{ $named }”（{ $kind }）类暂缓只能由以下角色解除：{ $roles }
error-restricted = { $since ->
    [none] { $why ->
        [quarantine] { $record } 待核：由第三方提供，尚无同意或其他依据，隔离存放、不使用，仅有“查看封存”（restricted）权限者可凭编号查看
       *[other] { $record } 已应本人要求封存：只保存、不使用，仅有“查看封存”（restricted）权限者可凭编号查看
    }
   *[other] { $record } 自 { $since } 起封存：{ $named }（{ $why }）{ $until ->
        [none] {""}
       *[other] ，保存至 { $until }
    }：不再使用，仅有“查看封存”（restricted）权限者可凭编号查看
}
error-not-own = { $record } 不由您负责，而您的角色只能处理自己负责的客户；可由保管员办理，或由其改由您负责
error-given-away = 您的角色录入和更正的客户只能由您本人负责；改由他人负责须由保管员办理
error-no-operator = 没有这位操作员，或其已离任
error-operator-exists = 已有同名的操作员；日志以姓名区分操作员，请换一个名字
error-last-administrator = 移除后将无人管理此档案库；请先任命另一位管理员
error-removes-self = 不能移除自己；请由另一位管理员操作
error-revoked = 这位操作员的权限已被撤销

error-damaged = { $part } 已损坏或被篡改：{ $what } { $where }
error-forged-certificate = { $path } 或其签名不是真的

error-older = 档案库停在第 { $found } 条日志，而此前已见过第 { $seen } 条：它被换成了旧的副本

error-unfinished = 已不可撤销地销毁，但最后几步尚未验证完；任何写入命令都会把它做完
error-rotation-unfinished = 更换全部密钥已无法撤回，但尚未完成；具有一级权限者的下一条写入命令会把它做完

error-log-unwritable = 日志无法写入，因此没有显示任何内容

error-disk-full = 磁盘已满：{ $path }
error-uncertain = 确认更改时磁盘出错：更改可能已生效，也可能没有
error-io = 无法读写 { $path }
error-no-file = 没有文件 { $path }
error-file-denied = 系统不允许打开 { $path }

error-newer-format = 档案库的格式是 { $found }，比本程序新
error-refused-parameters = 密钥派生的参数超出安全范围

error-bug = 这是 kedang 自身的缺陷，位置：{ $place }
error-interrupted = 已中断
error-reader-gone = 读取输出的一方已经离开

error-no-slot = 档案库没有设置这种凭据
error-bad-name = 名称须为 1 至 64 个字符，且不含控制字符
error-older-than-keyhole = records.db（第 { $found } 条）比钥匙孔旧：这是某次销毁之前的副本
error-short-passphrase = 口令至少要有 { $shortest } 个字符
error-needs-identity = 这个档案库要用身份文件打开，而没有给出身份文件
error-count-missing = 仅有 --yes 不会销毁：如果确实是 { $planned } 份，请加上 --count { $planned }；什么都没有做
error-several-certificates = 这些档案分 { $count } 次销毁，而一个文件只写一份证明；请只指明其中一次的档案
error-wrong-opening = 该凭据与 { $path } 中的任何承诺值都不符
error-not-in-log = { $path } 所附的记录不在 { $log } 之中
error-unknown-signer = { $path } 的签名密钥不在签名者文件中
error-newer-certificate = { $path } 的版式比本程序新

error-destination-name = 备份目的地的名称会写进销毁证明给任何人看，须为 1 至 32 个字符，不含斜杠和控制字符，且不得有连续七位数字
error-destination-path = 备份目的地的路径必须是 UTF-8
error-destination-name-taken = 已有另一个备份目的地叫“{ $name }”
error-no-destination = 没有叫“{ $name }”的备份目的地
error-destination-unreachable = 备份目的地“{ $name }”不在登记的位置：磁盘可能没有接上，或者接的是另一块
error-destination-occupied = { $path } 里有别的东西；备份目的地起初必须是空目录
error-destination-foreign = { $path } 是另一个档案库的备份目的地
error-destination-copied = 备份目的地“{ $name }”同时出现在两处；请删除复制出来的那一份，或以其路径运行 `kedang backup run`，使它成为单独的备份目的地，今后的销毁也会处理它
error-destination-other = 备份目的地“{ $name }”登记的名称或内容与所要求的不同
error-destination-inside = { $path } 位于档案库或另一个备份目的地之内（{ $within }），会与它一起丢失
error-file-inside = { $path } 位于档案库或备份目的地之内（{ $within }），那里只放其自身的文件；请另选位置
error-destination-branch = 备份目的地“{ $name }”的日志从第 { $entry } 条起走向不同：它来自本档案库的另一份副本；请换一个新目录
error-keeps-versions = { $path } 所在的存储会保留被覆写内容的旧版本（{ $keeper }）：已销毁档案的密钥会留在那里
error-kept-vault = “{ $name }”是留存的旧档案库，不是备份目的地
error-not-a-destination = { $path } 不是备份目的地
error-no-key-file = { $path } 中没有密钥文件；没有它，谁也打不开那里的数据
error-no-artefact = { $path } 中没有备份数据
error-other-vault = { $path } 是另一个档案库，不是备份所属的那个
error-stale-key-file = 密钥文件已经过时，依据：{ $sources }{ $withheld ->
    [0] { "" }
   *[other] ；它仍能打开此后已销毁的 { $withheld } 份档案（{ $numbers }）
 }{ $erased ->
    [0] { "" }
   *[other] ；此后有 { $erased } 份档案被销毁了一部分（{ $parts }）
 }{ $unknown ->
    [0] { "" }
   *[other] ；此后可能还有过最多 { $unknown } 次销毁，这里无从得知销毁了哪些档案
 }{ $header ->
    [0] { "" }
   *[other] ；此后更换掉的口令或身份文件将重新能够打开档案库
 }
error-destination-ahead = 备份目的地“{ $name }”（{ $path }）{ $count ->
    [0] 记有比档案库本身更新的状态：那里关于销毁、操作员和备份目的地的记录会因此丢失
   *[other] 写于一次未得知其内容的恢复之前，有 { $count } 份客户档案只存在于那里（{ $numbers }），会因此丢失
 }；所以什么都没有写入
error-destination-tells = 备份目的地“{ $name }”（{ $path }）记载 { $numbers } 已经销毁{ $known ->
    [0] {""}
   *[other] （证明 { $certificates }）
 }，而一次未得知此事的恢复使这 { $count } 份档案重新出现；什么都没有写入：请先{ $listed ->
    [0] 用 `kedang purge run` 再次销毁它们
   *[other] 再次销毁 `kedang purge due` 所列内容
 }，然后再备份
error-restore-inside = { $path } 是备份目的地或档案库，或者位于其中（{ $within }）；恢复出的档案库须有自己的位置
error-restore-elsewhere = 位于 { $path } 的备份目的地记有更新的状态：那里的日志到第 { $seen } 条，而这份备份只到第 { $found } 条
error-copy-newer = { $path } 比这个备份目的地的日志和密钥新：它写于日志第 { $seen } 条，而这里的日志到第 { $found } 条为止；从这里只能恢复到那时为止的数据
error-restore-gives-up = { $path } 中现有的档案库有这份备份所没有的内容{ $count ->
    [0] { "" }
   *[other] ；{ $count } 份客户档案将被放弃（{ $numbers }）
 }{ $older ->
    [0] { "" }
   *[other] ；{ $older } 份客户档案将回到数据写成时的样子（{ $parts }）
 }
error-restore-behind = 备份中的日志到第 { $found } 条为止，而您或该处的档案库已到过第 { $seen } 条：备份之后所做的一切将被放弃
error-head-not-explained = 这里的日志到第 { $found } 条为止，您已见过第 { $seen } 条，而日志中没有任何恢复记录能说明这一点：它被换成了较旧的或另外的副本
error-records-without-key = 数据中有 { $count } 份档案没有密钥，也没有任何记录说明它们已被销毁：{ $numbers }
error-wrong-recovery-code = 此恢复码打不开该档案库
error-bad-recovery-code = 所给内容不是恢复码：恢复码由八组、每组四个字母或数字组成
error-last-copy = 按这些规则，“{ $name }”一份副本也不会留下；如果确实如此，请加上 --even-last
error-bad-score = --score 须为“评估项=整数”，如 品格=4,能力=3
error-newer-policy = 现行管理制度中的 { $word }（{ $where }）是本版本 kedang 不认识的；请使用施行它的版本或更新的版本
error-policy-changed = 期间有人施行了另一份管理制度，因此什么也没有做；请重新执行命令
error-policy-version = 文件中的管理制度是第 { $given } 版，现行的是第 { $version } 版：请改用更高的版本号
error-policy-role = 此制度取消了角色 { $role }，而有 { $operators } 名操作员是这个角色；什么也没有施行
error-policy-orphans = 此制度会使档案中的内容失去着落：{ $word }，涉及 { $records } 份档案{ $count ->
    [1] {""}
   *[other] ，共 { $count } 项
 }；什么也没有施行
error-no-proposal = 没有编号为 { $proposal } 的提议
error-no-batch = 没有编号为 { $batch } 的导入批次
error-not-pending = { $proposal }：{ $why }
error-nobody-approves = 管理制度要求双人办理，而有此权限的操作员不足两人：{ $what }
error-needs-approval = 管理制度要求双人办理：{ $what }
error-not-yours = { $proposal } 须由他人办理：不得批准自己的提议，也不得执行他人的提议
error-extraordinary = 未予显示：按管理制度的规则 { $rule }，{ $count } 过多，上限为 { $above }
error-opening-for-erasure = 只有删除请求才给承诺的凭据
error-bad-notice = 这不能作为告知书：{ $reason }
error-no-notice = 告知书没有第 { $version } 版
error-unfounded = 不予登记：{ $reasons }
error-policy-without = 现行管理制度没有字段 { $field }，此命令需要它
error-not-covered = { $by ->
    [recipient] { $record } 不得提供给 { $recipient }：{ $reason }
   *[purpose] { $record } 不得用于这一目的：{ $reason }
 }
error-outside-purpose = 使用目的 { $purpose } 不使用字段 { $field }
error-needs-assessment = { $by ->
    [law] { $act }一律须先作影响评估，管理制度未要求亦然
   *[policy] 管理制度要求{ $act }须先作影响评估
}
error-too-much = 为 { $purpose } 不收集字段 { $field }
error-no-ticket = 管理制度要求导入须经审批：请写明审批单号
error-no-separate-consent = { $field } 须有单独同意
error-not-one-record = 选中了 { $count } 份档案，而这里只能是一份
error-day-ahead = 这一天还没有到
error-no-request = 没有请求 { $request }
error-request-gone = { $request } 所涉的档案已不存在
error-request-answered = { $request } 已经答复过
error-request-unanswered = { $request } 尚未答复，不能办结
error-request-closed = { $request } 已办结
error-request-extended = { $request } 的答复已延期过一次，延至 { $until }，不得再次延期
error-request-late = { $request } 应在 { $due } 前答复；延期须在此之前告知本人
error-not-later = { $request } 的答复期限本来就是 { $due }
error-too-far = { $most ->
    [0] 制度规定此类请求的答复不得延期：{ $request } 须在 { $last } 前答复，不能延至 { $asked }
   *[other] 制度规定 { $request } 至多延至 { $last }，不能延至 { $asked }
}
error-answer-incomplete = 答复将不完整：该档案含有 { $level } 级信息，超出您的权限级别
error-nothing-handed = { $request } 请求提供信息；请指明写入哪个文件
error-no-data = { $request } 并未请求提供信息，不予提供
error-share-past = 最后一天 { $day } 已过
error-bad-recipient-entry = 接收方未予登记：{ $reason }
error-no-recipient = 没有登记接收方“{ $name }”
error-no-share = 没有 { $share } 这次借阅或发放
error-nothing-to-share = 所选档案均不得提供
error-recipient-exists = 已经登记过接收方“{ $name }”
error-share-over = { $share } 已无任何内容在外；如需补登证明，请加 --reference
error-share-issued = { $share } 是发放的，留在接收方，不存在归还；接收方销毁后才算了结
error-share-revoked = { $share } 已经撤销
error-not-shared = 未予提供，原因有 { $count } 项
error-no-agreement = 没有与 { $name } 的保密协议
error-outlives-agreement = 与 { $name } 的协议将于 { $day } 到期，此次发放或借阅的期限更长
error-agreement-over = 与 { $name } 的协议已于 { $day } 到期
error-no-recipient-key = 没有登记 { $name } 的 age 密钥，无法加密
error-abroad = { $name } 在境外（{ $country }），未写明出境依据
error-never-abroad = { $name } 在境外（{ $country }），管理制度不允许档案出境
error-destination-there = “{ $name }”仍在 { $path }；与事实不符的声明不予签署
error-no-versions = “{ $name }”所在的存储没有登记为会保留旧版本；改写其密钥文件即可了结
error-key-file-not-rewritten = “{ $name }”的密钥文件在最近一次销毁之后没有改写过，现有的密钥文件仍能打开副本
error-before-rotation = “{ $name }”中最新的数据 { $artefact } 写于密钥更换之前，只有持有各级密钥的人才能演练；请先备份一次
error-not-so-destroyed = { $medium } 不能用 { $method } 的方法销毁
error-too-many-things = 一次不会销毁超过 { $limit } 件；请核对 --quantity
error-witness-twice = 监销人 { $witness } 写了两次；每人只写一次
error-field-stays = 档案不能没有“{ $field }”，因此不能单独销毁这一项
error-given-and-declined = { $field } 填有值，不能同时登记为拒绝提供；请去掉该值，或去掉 --decline { $field }
error-not-declined = 档案 { $record } 的 { $field } 有值，不能登记为拒绝提供；如要去掉这个值，请在同一条命令中清空
error-renamed-artefact = { $path } 名不副实：它其实是数据副本 { $name }
error-destination-detached = 备份目的地“{ $name }”属于原来的档案库，本档案库是在它旁边恢复出来试用的；不会向那里写入任何内容
error-destination-of-living = 备份目的地“{ $name }”属于 { $path } 处的档案库，本档案库是在它旁边恢复出来的；只要那个档案库还在，就不会向那里写入任何内容
error-printed-certificate = { $path } 是供打印的网页，不带签名；签名针对的是写在它旁边的正文 { $text }
error-markup = { $path } 的内容是网页（HTML）或 XML，后缀与内容不符：请用电子表格软件打开，另存为 xlsx
error-unsealed = { $path } 的后缀表示已加密，却没有写明谁能打开：请用 --to 写明接收方，或去掉 .age
error-small-k = --k { $given } 低于管理制度的规定：小于 { $floor } 的数一律不显示；只能改大
