# 管理制度有什么问题；对应 src/policy/fault/mod.rs 的每个代码。
policy-syntax = 不是 TOML：{ $word }
policy-unknown-key = 这里没有 { $word } 这一项
policy-missing-key = 缺少 { $word }
policy-wrong-type = 此处应为 { $expected }，却是 { $word }
policy-unknown-word = { $word } 不在其中：{ $expected }
policy-out-of-range = { $word } 超出范围 { $expected }
policy-empty = 不能为空
policy-bad-id = 标识 { $word } 含有 a–z、0–9 和 _ 以外的字符
policy-name-taken = 名称 { $word } 已有别的含义
policy-reserved-name = 字段不能叫 { $word }：程序自己在字段之外使用这个名称
policy-missing-field = 缺少程序所依赖的字段 { $word }
policy-wrong-level = 程序要求 { $word } 的级别为 { $expected }
policy-wrong-kind = 程序要求 { $word } 的类型为 { $expected }
policy-missing-option = { $expected } 缺少程序所依赖的选项 { $word }
policy-unresolved = 没有叫做 { $word } 的项
policy-no-options = { $word } 是选择字段，却没有选项
policy-needless-options = { $word } 有选项，却不是选择字段
policy-mask-unfit = { $word } 的掩码与类型不符
policy-not-a-currency = { $word } 不是货币：{ $expected } 的金额以货币本身为单位保存（CNY、元、USD），“万”可以写在金额里；档案中已按 { $word } 录入的，须先导出、从档案中销毁该字段（kedang purge run --field { $expected }），再重新录入
policy-unmasked = { $word } 属一级信息，却没有掩码
policy-trait-unfit = { $expected } 不能是 { $word }
policy-not-read = { $word }：这种类型的字段，程序只读取 { $expected }；写在另一个字段里的内容不会影响任何期限和复核
policy-not-system = { $word }：由程序填写（system）的只能是程序自己的字段，且必须标明
policy-unfillable = { $expected } 的 { $word } 没有人能填：它由程序填写、属一级信息，或不适用于该类型
policy-purpose-unfit = 使用目的 { $word } 不得使用 { $expected }
policy-cycle-order = { $word } 的复核反而比其下的 { $expected } 少
policy-step-order = { $word } 的含义应排在前一个词之前
policy-below-floor = 只有 { $word } 个月；法律要求 { $expected } 个月
policy-shadowed = { $word } 永远不会生效：前面的规则总是先适用
policy-not-a-day = { $word } 不是日期字段
policy-day-unseen = 期限不能从 { $word } 起算：打不开该级别的人改写记录时，会漏算这一天；请把它放在三级
policy-day-worked-out = 期限不能从 { $word } 起算：这一天正是程序按期限推算出来的
policy-one-value = { $word } 只能有一个值：程序以它为准
policy-bad-basis = { $word } 不能作为依据：至多 64 个字符，限 A–Z a–z 0–9 空格 . / _ -，不得有连续 7 位数字
policy-forbidden-used = { $word } 被禁用，但来源未注明的档案离不开它
policy-own-unfit = { $expected } 的“{ $word }”不能限于本人负责的客户：只有 read、write、export 可以，而且角色须有该权限、能打开三级信息，并且不销毁、不备份、不管理
policy-no-administrator = 没有人能管理：至少要有一个角色有 administer 权限，{ $word } 必须有
policy-contradiction = { $word } 对同一件事另有说法
policy-repeated = { $word } 在列表中已有
policy-too-small = { $word } 小于 { $expected }，自相矛盾
policy-role-unable = 角色 { $word } 做不了这件事：它没有权限 { $expected }
policy-no-tags = 不允许其他标签，却一个标签也没有列出
policy-weights = { $word } 的权重合计 { $expected }，不是 100
policy-not-a-contact = 通过 { $word } 联系不到人
policy-no-days = { $word }：within_days 必须且只能与 clock = "pull_forward" 同用
policy-no-window = { $word }：除 new_host 和 not_own 外都必须写 within_minutes，这两种则不得写
policy-bad-hours = { $word }：off_hours 须以 HH:MM 写明 from 和 until，或写明 days；其他规则不得写
policy-other = 参见第 { $line } 行第 { $column } 列（{ $name }）
policy-not-searchable = { $word } 必须可检索：程序要查找它
policy-too-many-searchable = { $word } 使该级别的可检索字段过多：至多 { $expected } 个
policy-held-field = 有档案（或其历史）含有字段 { $word }，此处却没有它
policy-held-level = 有档案（或其历史）以另一级别含有字段 { $word }
policy-held-several = 有档案的 { $word } 不止一个值
policy-held-option = 有档案使用 { $expected } 的选项 { $word }，此处却没有它
policy-held-role = 有操作员的角色是 { $word }，此处却没有它
policy-held-grade = 有档案的等级为 { $word }，此处却没有它
policy-held-purpose = 有档案含有使用目的 { $word } 的同意记录，此处却没有它
policy-held-hold = 有档案因 { $word } 暂缓销毁，此处却没有这种事由
policy-held-unit = 有档案（或其历史）的 { $expected } 是以 { $word } 为单位录入的
policy-held-score = 有档案的 { $expected } 评分高于 { $word }
policy-held-tags = 有档案的标签不在清单内，而此处的清单不接受其他标签
policy-held-contact = 有档案含有 { $word } 的联系方式状态，此处却没有它

# 命令所说的话。
policy-fine = { $path }：没有问题
policy-faults = { $path }：{ $count } 处问题
policy-differs = { $count ->
    [0] 没有差异
   *[other] { $count } 处差异
 }

# 程序为信息保护所做的事。
policy-feature-sealed-storage = 一切内容加密后才写入磁盘
policy-feature-level-keys = 各级信息各有密钥
policy-feature-masking = 一级信息默认掩码，除非指定 --reveal
policy-feature-no-arguments = 一级信息只从标准输入读取
policy-feature-separate-consent = 只保存，不导出、不共享
policy-feature-access-log = kedang audit log
policy-feature-integrity-check = kedang check
policy-feature-review = kedang verify due、kedang verify scan
policy-feature-destruction = kedang purge 及销毁证明

# 制度对档案的影响。
policy-figure-verify_due = 到期复核
policy-figure-purge_due = 到期销毁
policy-figure-verify_scan_missing = 必填而缺失
policy-figure-verify_scan_other = verify scan 的其他问题
policy-figure-said_no = 已撤回或拒绝，仍然有效
policy-effect-review = { $count } 份档案将到期复核
policy-effect-review-less = { $count } 份档案不再到期复核
policy-effect-destruction = { $count } 份档案将到期销毁
policy-effect-destruction-less = { $count } 份档案不再到期销毁
policy-effect-missing = 有 { $count } 处缺少将成为必填的字段
policy-effect-missing-less = 有 { $count } 处缺失的字段不再必填
policy-effect-invalid = verify scan 将多出 { $count } 处其他问题
policy-effect-invalid-less = verify scan 将减少 { $count } 处其他问题
policy-effect-rescheduled = { $count } 份档案的应销毁日期将改变
policy-effect-said-no = 有 { $count } 人撤回或拒绝过同意，而该使用目的不再以同意为依据：在他们重新表示之前，仍不得用于该目的
policy-effect-none = 没有档案因此到期，verify scan 的结果不变
policy-effect-above = 超出您权限级别的信息没有计入
policy-orphan = 第 { $line } 行第 { $column } 列：{ $what }（{ $count } 份）
policy-orphan-role = 第 { $line } 行第 { $column } 列：{ $what }（{ $count } 人）
policy-orphan-above = 第 { $line } 行第 { $column } 列：{ $what }（是否如此超出您的权限级别）
policy-change-added = 新增 { $where }：{ $after }
policy-change-removed = 删去 { $where }：{ $before }
policy-change-changed = 改动 { $where }：{ $before } → { $after }
policy-change-moved = 调整次序 { $where }
policy-change-more = 另有 { $count } 处差异；详见 kedang policy diff
policy-progress = 正在为检索做准备
policy-rehearsed = 没有施行任何改动
policy-applied = 管理制度第 { $version } 版已施行
policy-default-already = 内置的管理制度本来就在施行
policy-figure-unknown_fields = 含有制度没有的字段的档案
