# 命令的帮助；英文写在 src/cmd 各文件的文档注释里。
# 多个命令共用的参数不带命令路径（help-SELECTOR、help--reveal）。

help-kedang = 按书面制度管理客户档案，从收集直到销毁
help-init = 建立档案库和第一位操作员
help-demo = 用一个临时档案库演示虚构客户的一生
help-add = 录入一位客户
help-template = 生成导入模板，或显示数据字典
help-import = 从文件导入客户，要么全部导入，要么一条也不导入
help-edit = 修改客户档案的字段
help-event = 登记和查看与客户往来中发生的事
help-event-add = 登记一件事：购买、联系、投诉等
help-event-list = 列出发生过的事，每份档案从最近的开始
help-list = 列出全部或选中的客户档案
help-show = 显示一份客户档案的全部内容
help-history = 显示客户档案改过什么、何时改的、谁改的
help-card = 显示客户资料卡，或写成可打印的网页
help-tag = 管理标签
help-tag-add = 给客户档案打标签
help-tag-remove = 取下客户档案的标签
help-tag-list = 列出在用的标签及各有多少份档案
help-grade = 管理等级
help-grade-set = 给客户档案定等级
help-grade-list = 列出各等级、复核周期及各有多少份档案
help-assess = 按管理制度中的评分卡评估客户；不给 --score 时显示最近的评分卡
help-verify = 数据核对：让档案所记始终属实
help-verify-due = 列出该复核的档案，按负责人和日期排列，并说明原因
help-verify-scan = 找出错误、缺项、过时、矛盾的档案；有发现时退出状态为 4
help-verify-mark = 登记已核对的档案、核对方式和结果
help-export = 为写明的用途导出客户档案
help-purge = 销毁客户档案并留下证明
help-purge-due = 列出到期该销毁的档案，以及所依据的规则
help-purge-run = 彻底销毁客户档案并签名为证
help-purge-physical = 登记纸质资料或存储介质的销毁并签名为证
help-certificate = 销毁证明
help-certificate-show = 显示或写出一份已销毁档案的销毁证明
help-policy = 客户资料管理制度
help-policy-show = 显示现行管理制度，格式为 TOML，或用 --format 选 JSON、CSV
help-policy-check = 逐行逐列指出文件中的管理制度有何问题；有问题时退出状态为 7
help-policy-diff = 列出现行管理制度与文件中的有何不同，以及对档案有何影响
help-policy-apply = 施行文件中的管理制度；会使档案内容失去着落的一概拒绝
help-policy-levels = 列出各级信息的保护措施：程序强制、程序留证，还是单位职责
help-certificate-open = 核对承诺值的凭据与销毁证明是否相符；不需要档案库，也不需要口令
help-certificate-verify = 核验销毁证明或销毁记录；不需要档案库，也不需要口令
help-audit = 操作日志
help-audit-log = 显示日志：谁、何时、对哪些档案、做了什么
help-audit-anomalies = 列出管理制度所称的异常行为；有发现时退出状态为 4
help-audit-pending = 列出等待第二人批准的提议
help-audit-approve = 批准他人的提议并即执行；导出由提议人执行
help-audit-reject = 驳回他人的提议，或撤回自己的提议
help-audit-verify = 逐条核验日志的内容、链接和签名
help-backup = 备份：能找回所有客户档案，唯独已销毁的除外
help-backup-run = 把档案库复制到备份目的地：先日志，再密钥，后数据
help-backup-list = 列出备份目的地及其中的内容
help-backup-verify = 检查备份目的地的密钥、日志和数据：签名、校验和，以及每份档案是否都有密钥
help-backup-forget = 按规则删除旧的数据副本；密钥和日志从不触动
help-backup-scrub = 给销毁时未能处理的备份更换密钥，并签名为证
help-check = 打开并检查一切：日志、签名、档案、钥匙孔、销毁记录
help-operator = 谁可以打开档案库
help-operator-add = 允许某人打开档案库
help-operator-list = 查看谁可以打开档案库
help-operator-show = 查看一位操作员，以及其凭证能打开什么、能做什么
help-operator-remove = 移除一位操作员，并更换全部密钥
help-operator-rotate = 更换全部密钥，并用新密钥重新加密所有内容
help-operator-recover = 用恢复码重新进入，并设置新的口令或身份文件
help-operator-passphrase = 修改自己的口令

# 通用选项
help--vault = 档案库所在目录（也可用环境变量 KEDANG_VAULT）
help--identity = 用来打开档案库的身份文件（也可用环境变量 KEDANG_IDENTITY）
help--passphrase-file = 从文件读取口令
help--passphrase-fd = 从已打开的文件描述符读取口令
help--format = 结果的格式（默认：table）
help--format-table = 供人阅读的对齐表格
help--format-json = 一个 JSON 对象
help--format-jsonl = 每行一个 JSON 对象
help--format-csv = 逗号分隔，首行为列名
help--lang = 界面语言，不随系统区域设置
help--lang-en = 英文
help--lang-zh = 简体中文
help--color = 何时使用颜色
help--color-auto = 在终端上使用，除非设置了 NO_COLOR
help--color-always = 总是
help--color-never = 从不
help--quiet = 只输出结果、警告和错误
help--yes = 对所有提问都回答“是”
help--dry-run = 只显示将要做什么，不真的去做
help--wait = 其他进程占用锁时最多等多久

# 参数名
help-value-DIR = 目录
help-value-FILE = 文件
help-value-N = 数字
help-value-FORMAT = 格式
help-value-LANG = 语言
help-value-WHEN = 时机
help-value-SECONDS = 秒数
help-value-NAME = 名称
help-value-KIND = 类别
help-value-PHONE = 电话
help-value-EMAIL = 邮箱
help-value-PROVINCE = 省
help-value-CITY = 市
help-value-ADDRESS = 地址
help-value-STAGE = 阶段
help-value-GRADE = 等级
help-value-TAG = 标签
help-value-SOURCE = 来源
help-value-OWNER = 负责人
help-value-TEXT = 文字
help-value-DATE = 日期
help-value-FIELD-VALUE = 字段=值
help-value-FIELD = 字段
help-value-FIELDS = 字段列表
help-value-ENCODING = 编码
help-value-WHAT = 做法
help-value-SELECTOR = 选择条件
help-value-TIME = 时长
help-value-METHOD = 方式
help-value-RESULT = 结果
help-value-PURPOSE = 用途
help-value-REASON = 原因
help-value-REF = 依据
help-value-MEDIUM = 种类
help-value-OPENING = 凭据

# 共用的参数
help-SELECTOR = 选择档案：编号（K-12、K-15..K-40）或条件（等级:A、标签:展会）；- 表示从标准输入读取
help--reveal = 完整显示一级信息；此举会记入日志
help--json = 从文件读取一个由字段组成的 JSON 对象；- 表示标准输入
help--exit-code = 清单不为空时以状态 4 退出

# init
help-init--operator = 第一位操作员的名字（默认：admin）
help-init--name = 档案库的名称；不给出则用目录名
help-init--new-identity = 生成一个能打开档案库的身份文件；该文件不得已经存在
help-init--no-recovery = 不生成恢复码
help-init--recovery-file = 把恢复码写入新文件，而不显示出来

# demo
help-demo--keep = 把档案库留在此目录，而不删除

# add
help-add--kind = 客户类别：person（个人）或 org（组织）
help-add--name = 姓名
help-add--phone = 电话号码；可给多次
help-add--email = 电子邮箱；可给多次
help-add--company = 公司
help-add--province = 省
help-add--city = 市
help-add--address = 地址
help-add--stage = 客户关系所处阶段
help-add--grade = 等级
help-add--tag = 标签；可给多次
help-add--source = 信息来源
help-add--owner = 负责这位客户的人
help-add--notes = 备注
help-add--consent-date = 客户同意的日期，YYYY-MM-DD
help-add--quarantine = 第三方提供而没有制度所要求的同意或依据的，待核（隔离）存放
help-add--set = 其他任何字段；字段=- 表示从标准输入读取其值

# import
help-import-FILE = 文件：首行为列名的表格（CSV、xlsx、xls、ods），export 所写的 JSON 或 JSON 行，或 vCard 通讯录；- 表示标准输入
help-import--map = 各列的含义：espocrm、fxiaoke（纷享销客）、google、hubspot、outlook、salesforce、zoho，或自备的列对照表文件
help-import--preview = 显示各列对应的字段以及前几行将如何保存，什么都不写入
help-import--delimiter = CSV 文件的分隔符，不自动识别：一个字符，或 tab
help-import--sheet = 表格中的工作表，写名称或序号；默认为第一个未隐藏的工作表
help-import--header-row = 列名所在的行号，用于上方标题未被识别出来时
help-import--encoding = 文件的编码，不自动识别（utf-8、gb18030、utf-16le 等）
help-import--on-conflict = 电话、邮箱或身份证号已经存在时怎么办
help-import--on-conflict-fail = 什么都不导入
help-import--on-conflict-skip = 略过该行
help-import--on-conflict-update = 更新已有的档案
help-import--on-error = 某一行有误时怎么办
help-import--on-error-fail = 什么都不导入
help-import--on-error-skip = 略过该行
help-import--source = 文件的来源：与每个未自行注明来源的值一并保存
help-import--quarantine = 第三方提供而没有制度所要求的同意或依据的，待核（隔离）存放
help-import--rejects = 把略过的行连同行号、字段和原因写入新文件

# edit
help-edit--set = 设置字段；字段=- 表示从标准输入读取其值，字段= 表示清空

# event
help-event-add--type = 发生了什么：purchase、contact、feedback、complaint 等，或中文名称
help-event-add--date = 发生的日期（默认：今天）
help-event-add--amount = 涉及的金额
help-event-add--score = 客户给的评分，0 至 100
help-event-add--next = 下一步的日期，记为下次回访
help-event-add--period = 所属年度或季度，如 2026 或 2026Q3
help-event-add--failed = 未能联系上的联系方式：phone，第二个写作 phone:2
help-event-add--major = 属于重大变动
help-event-add--by = 由谁接待或处理（默认：当前操作员）
help-event-add--remark = 其他说明；- 表示从标准输入读取
help-event-add--set = 同时设置字段；字段=- 表示从标准输入读取其值
help-event-list--type = 只列出这种事件
help-event-list--since = 只列出这一天起的，或多久以来的，如 30d
help-event-list--until = 只列出到这一天为止的

# assess
help-assess--standard = 评分卡：5c、5p、6a、partner，或中文名称
help-assess--score = 各项得分，以逗号分隔
help-assess--evidence = 打分的依据；- 表示从标准输入读取
help-assess--date = 评估日期（默认：今天）
help-assess--by = 由谁评估（默认：当前操作员）

# list
help-list--count = 只输出有多少份
help-list--sort = 按此字段排序；-字段 表示倒序
help-list--limit = 最多列出这么多份
help-list--columns = 要显示的列，以逗号分隔

# tag、grade
help-tag-add-TAG = 标签
help-tag-remove-TAG = 标签
help-grade-set-GRADE = 等级：VIP、A、B、C，或与之同义的词

# template
help-template--output = 把模板写入新文件：文件.xlsx（含数据字典）或 文件.csv
help-template--kind = 只含这类客户的字段：person、org 或中文名称
help-template--fields = 只含这些字段，按此顺序，以逗号分隔
help-template--dictionary = 把数据字典写入新的 CSV 文件
help-template--bom = 在 CSV 文件开头加字节顺序标记，便于电子表格软件打开
help-template--default = 以内置的管理制度为准；不需要档案库

# card
help-card--html = 写成 A4 打印网页，每份档案一页
help-card--output = 写入新文件，要么完整、要么没有

# verify
help-verify-due--owner = 只列出此人负责的档案
help-verify-scan--severity = 只列出这种严重程度的问题，退出状态也只看它们
help-verify-scan--severity-serious = 所记有误，或档案因此无法使用
help-verify-scan--severity-minor = 不规范、不确定或逾期
help-verify-scan--summary = 只显示问题总数和总评分
help-verify-scan--records = 不列问题，改列每份档案的评分，低分在前
help-verify-scan--fail-under = 仅当有档案的评分低于此数时退出状态为 4：0 至 100，或 policy（制度的及格线）
help-verify-due--within = 把这段时间内将到期的也列出来，如 30d
help-verify-mark--method = 核对方式：phone、email、visit 等，或中文名称
help-verify-mark--result = 核对结果
help-verify-mark--result-confirmed = 所记属实
help-verify-mark--result-changed = 有变更，已作修改
help-verify-mark--result-unreachable = 未联系上
help-verify-mark--contact = 只核对这个联系方式，不核对整份档案：字段，或 phone:2（多个值中的第二个）
help-verify-mark--contact-value = 按值指明是哪个联系方式；- 从标准输入读取

# export
help-export--purpose = 用途：service、analysis、recommend、marketing，或中文名称
help-export--fields = 要导出的字段，以逗号分隔
help-export--reveal = 完整导出一级信息；此举会记入日志
help-export--to = 为该 age 收件人（age1…）加密文件，对方用 age -d 解开；可写多次
help-export--output = 写入新文件，要么完整，要么没有
help-export--bom = 在 CSV 文件开头加字节顺序标记，便于电子表格软件打开

# purge
help-purge-run-SELECTOR = 选择档案：编号（K-12、K-15..K-40）或条件（等级:C）；- 表示从标准输入读取
help-purge-run--due = 恰好销毁 purge due 列出的档案，原因和依据取自各条规则
help-purge-run--reason = 原因：request、expired、ended、withdrawn、other，或中文名称
help-purge-run--basis = 决定的文号，不得含个人信息：至多 64 个字符，限 A-Z a-z 0-9 空格 . / _ -
help-purge-run--level = 只销毁这一级信息（1 一级或 2 二级），档案其余部分保留；可重复给出
help-purge-run--field = 只销毁这一项信息，档案其余部分保留；可重复给出
help-purge-run--suppress = 保留手机、邮箱、身份证号的带密钥哈希值，导入时据此拒收此人
help-purge-run--opening = 把凭据写入新文件，交给请求人，日后可证明这份销毁证明所涉的正是其本人档案；限一份档案，且原因为客户请求
help-purge-run--count = 与 --yes 合用：恰好是这么多份才销毁
help-purge-run--max = 超过这么多份就什么都不做
help-purge-physical-SELECTOR = 其中已知的客户档案的编号（K-12、K-15..K-40）
help-purge-physical--medium = 销毁的是什么：paper、disk、ssd、tape、optical、usb、phone、other，或中文名称
help-purge-physical--quantity = 数量
help-purge-physical--make = 厂商：至多 64 个字符，限 A-Z a-z 0-9 空格 . / _ -
help-purge-physical--model = 型号，所用字符同上
help-purge-physical--serial = 序列号，所用字符同上
help-purge-physical--method = 方式：shred、incinerate、degauss、crush、overwrite、other，或中文名称
help-purge-physical--witness = 监销人：另一位操作员的编号，或 EMP-0042 之类的文号，不得写姓名；可重复给出
help-purge-physical--reason = 原因：request、expired、ended、withdrawn、other，或中文名称
help-purge-physical--basis = 决定的文号，不得含个人信息：至多 64 个字符，限 A-Z a-z 0-9 空格 . / _ -
help-purge-physical--day = 销毁的日期（默认：今天）

# certificate
help-certificate-show--line = 销毁记录中这一行的销毁证明，涉及其中的全部档案
help-certificate-show--html = 做成可打印的网页，其中含有经签名的正文
help-certificate-show--output = 写入新文件，并在旁边写出“文件.sig”和 allowed_signers；网页“文件.html”旁写出“文件.txt”
help-certificate-open-FILE = 销毁证明；其签名在“文件.sig”中
help-certificate-open-OPENING = purge run --opening 写出的凭据；- 表示标准输入
help-certificate-open--signers = 只承认此文件中的签名者，格式同 ssh-keygen 的 allowed signers
help-certificate-verify-FILE = 销毁证明，其签名在“文件.sig”中；或整份 destruction.log
help-certificate-verify--log = 在这份 destruction.log 中查找该证明
help-certificate-verify--signers = 只承认此文件中的签名者，格式同 ssh-keygen 的 allowed signers

# check
help-check--environment = 改为检查机器环境：存储、交换空间、时钟、访问权限、密钥文件

# audit
help-audit-anomalies--since = 只看从这一天起的，或多久以来的，如 30d
help-audit-pending--exit-code = 列表不为空时以状态 4 退出
help-PROPOSAL = 提议的编号，见 audit pending
help--reference = 决定的文号，不得含个人信息：至多 64 个字符，限 A-Z a-z 0-9 空格 . / _ -
help--propose = 只提出，由他人用 audit approve 批准，本身什么也不做
help-export--approved = 执行一项已批准的提议，限一次：其档案、字段和用途
help-audit-bundle = 制作供外部审计的目录：日志、签名、名册、管理制度、销毁记录，以及用常见工具核验它们的说明；不含客户数据
help-audit-bundle-DIR = 要新建的目录，不能已存在
help-audit-bundle--since = 从这一天（2026-01-31）或多久以前（30d、1y）开始，而不是从第一条开始
help-audit-standard = 列出各项法律和标准的义务：在这里由什么强制或留证、自何时起；仅为对照，不声称符合
help-audit-standard--law = 只列这部法律的：pipl、dsl、ndr、csl、ecl、aml、gbt35273、gdpr、nist、records
help-audit-log-SELECTOR = 条目条件（by:wang verb:export act:refused since:30d until:2026-01-31 on:2026-01-31 purpose:marketing level:1 revealed:yes，也可写作 操作员：王 动作：导出 事项：拒绝 自：30d 至： 当日： 用途： 信息级别：1 明文：是）或档案：编号（K-12）、条件（等级：A）；- 从标准输入读取后者
help-audit-log--limit = 最多显示这么多条，取最新的
help-audit-log--stats = 改为按操作员和动作显示合计

# operator
help-operator-add-NAME = 操作员的名字
help-operator-add--role = 制度中的角色
help-operator-add--clearance = 密钥能打开的最敏感级别（0 为不打开任何级别），不超过角色所给
help-operator-add--new-identity = 新建一个能打开档案库的身份文件；该文件不能已经存在
help-operator-add--recipient = 允许持有此 age 接收者（age1…）的人打开，硬件密钥也可以
help-operator-add--from-identity = 允许持有某个现有身份文件的人打开
help-operator-add--new-passphrase-file = 从文件读取新口令
help-operator-add--new-passphrase-fd = 从已打开的文件描述符读取新口令
help-operator-list--all = 也显示已移除的操作员
help-operator-show-OPERATOR = 操作员的名字或编号；不写则为自己
help-operator-show--can = 逐项列出此凭证能打开什么、能做什么
help-operator-remove-OPERATOR = 操作员的名字或编号
help-operator-remove--no-rotate = 不更换密钥；被移除者若留有旧副本，仍能读到以后写入的内容
help-operator-recover--recovery-file = 从文件读取恢复码
help-operator-recover--recovery-fd = 从已打开的文件描述符读取恢复码
help-operator-recover--new-identity = 新建一个能打开档案库的身份文件；该文件不能已经存在
help-operator-recover--recipient = 允许持有此 age 接收者（age1…）的人打开，硬件密钥也可以
help-operator-recover--from-identity = 允许持有某个现有身份文件的人打开
help-operator-recover--new-passphrase-file = 从文件读取新口令
help-operator-recover--new-passphrase-fd = 从已打开的文件描述符读取新口令
help-operator-passphrase--new-passphrase-file = 从文件读取新口令
help-operator-passphrase--new-passphrase-fd = 从已打开的文件描述符读取新口令

# policy
help-policy-show--section = 只显示这一章节：field、grade、retention 等
help-policy-show--default = 显示内置的管理制度，连同注释；不需要档案库
help-policy-show--schema = 显示核对管理制度所用的 JSON Schema；不需要档案库
help-policy-check-FILE = TOML 格式的管理制度；- 表示从标准输入读取
help-policy-diff-FILE = TOML 格式的管理制度；- 表示从标准输入读取
help-policy-diff--from = 与这个文件中的管理制度比较；不需要档案库
help-policy-diff--default = 与内置的管理制度比较；不需要档案库
help-policy-apply-FILE = TOML 格式的管理制度，版本号须高于现行的；- 表示从标准输入读取
help-policy-apply--default = 回到内置的管理制度
help-policy-levels--default = 以内置的管理制度为准；不需要档案库
help-value-SECTION = 章节
# backup
help-value-DEST = 目的地
help-backup-run-DEST = 目录（没有就新建），或已登记的备份目的地的名称
help-backup-run--name = 新目的地的名称，销毁证明里就这样称呼它（默认：目录名）
help-backup-run--data-only = 新目的地只放封装好的数据行，不放密钥和日志
help-backup-run--versioned-storage = 接受该存储会保留被覆写内容的旧版本，包括旧密钥
help-backup-scrub-NAMES = 备份目的地的名称或目录（默认：所有仍能打开已销毁内容的）
help-backup-scrub--gone = 声明某处的副本已不存在；它会从登记中除名
help-value-DATA = 数据
help-backup-restore = 从备份恢复档案库：除已销毁的以外，全部找回
help-backup-restore-DEST = 备份的目录，其中有密钥文件
help-backup-restore--to = 档案库要放在哪里；那里原有的档案库会移到一旁
help-backup-restore--data = 要恢复的数据：备份中的名称，或任何地方的目录（默认：最新的）
help-backup-restore--destruction-log = 同时参照这份 destruction.log；可多次给出
help-backup-restore--accept-stale = 密钥文件已过时也继续，即使已销毁的档案可能因此重新出现
help-backup-restore--accept-rollback = 即使您见过档案库更新的状态也继续
help-backup-restore--recovery = 用恢复码打开备份，在提问时输入
help-backup-restore--recovery-file = 从文件读取恢复码
help-backup-restore--recovery-fd = 从已打开的文件描述符读取恢复码
help-value-COPY = 副本
help-backup-verify-NAME = 备份目的地的名称或目录（默认：所有能访问的）
help-backup-verify--data = 数据副本中只检查这一份
help-backup-forget-NAME = 备份目的地的名称或目录（默认：所有能访问的）
help-backup-forget--keep-last = 保留最新的若干份
help-backup-forget--keep-daily = 保留最近若干天各自最新的一份
help-backup-forget--keep-weekly = 保留最近若干周各自最新的一份
help-backup-forget--keep-monthly = 保留最近若干月各自最新的一份
help-backup-forget--keep-yearly = 保留最近若干年各自最新的一份
help-backup-forget--even-last = 即使按规则一份也不留，也照样删除
help-check--accept-head = 一次性确认：一次恢复放弃了您最后见过的内容；显示两个链值并询问
help-backup-drill = 演练恢复：全部打开，与档案库比对，什么也不留下
help-backup-drill-DEST = 备份的名称或目录（默认：所有带密钥的备份）
help-backup-drill--data = 用这份数据演练：备份中的名称，或任何地方的目录（默认：最新的）
help-backup-drill--tmp = 在此目录中检查备份的日志（默认：在锚点文件旁边）；不会有密钥写到那里
help-notice = 管理告知书：收集个人信息前告知本人的内容
help-notice-add = 登记新一版告知书，收集信息前以此告知本人
help-notice-add-FILE = 正文，至多 64 KiB，UTF-8 或 GB18030 编码；- 表示标准输入
help-notice-add--purpose = 涉及的使用目的：service、analysis、recommend、marketing，或中文名称
help-notice-add--retention = 保存多久、到期如何处理，一行写完
help-notice-add--from = 启用日期；默认今天，不得早于上一版
help-notice-add--renews = 改变了目的、方式或信息种类：对这些目的，旧版下取得的同意不再有效
help-notice-list = 列出告知书各版本：启用日期、使用目的、正文的哈希值
help-notice-show = 显示一版告知书的正文，与其哈希值逐字节对应
help-notice-show-NUMBER = 版本
help-notice-show--output = 写入新文件，要么完整，要么没有
help-consent = 登记本人的同意、拒绝与撤回
help-consent-grant = 登记本人在告知后同意某一使用目的
help-consent-grant--sensitive = 这是为该目的使用一级信息的单独同意
help-consent-grant--expires = 有效期的最后一天，或时长，如 1y；不写则至撤回为止
help-consent-refuse = 登记本人在告知后拒绝某一使用目的；此前的同意随之终止
help-consent-refuse--sensitive = 拒绝的是为该目的使用一级信息的单独同意
help-consent-withdraw = 自某日起终止同意，并说明档案随后如何处理
help-consent-withdraw--purpose = 使用目的：analysis、recommend、marketing，或中文名称；可重复
help-consent-withdraw--all = 撤回全部同意
help-consent-withdraw--sensitive = 只撤回使用一级信息的单独同意
help-consent-withdraw--date = 提出撤回的日期；默认今天
help-consent-list = 列出本人的同意与拒绝，一行一项，并注明今天是否有效
help-consent-list--purpose = 只列出这一使用目的
help-consent-list--state = 只列出这一状态
help-consent-list--state-granted = 有效
help-consent-list--state-refused = 已拒绝
help-consent-list--state-withdrawn = 已撤回
help-consent-list--state-expired = 已到期
help-consent-list--state-outdated = 告知书已更新，须重新同意
help-consent-list--state-replaced = 对同一事项已有新答复
help-consent-list--expires-within = 只列出仍有效、将在此期间内到期的，如 30d
help-consent-list--exit-code = 列表非空时退出状态为 4

help-consent-grant--purpose = 同意的使用目的：analysis、recommend、marketing，或中文名称；可重复
help-consent-grant--method = 取得方式：form、written、spoken、phone、online、email，或中文名称
help-consent-grant--evidence = 证据所在：表单编号、录音编号；不写客户信息
help-consent-grant--notice = 事先告知所用的告知书版本
help-consent-grant--date = 作出答复的日期；默认今天
help-consent-grant--volunteered = 不久前拒绝过，现由客户主动提出

help-consent-refuse--purpose = 拒绝的使用目的：analysis、recommend、marketing，或中文名称；可重复
help-consent-refuse--method = 取得方式：form、written、spoken、phone、online、email，或中文名称
help-consent-refuse--evidence = 证据所在：表单编号、录音编号；不写客户信息
help-consent-refuse--notice = 事先告知所用的告知书版本
help-consent-refuse--date = 作出答复的日期；默认今天
help-consent-refuse--volunteered = 不久前拒绝过，现由客户主动提出
help-show--purpose = 用途：service、analysis、recommend、marketing，或中文名称；不写则为所任角色的用途
help-list--purpose = 用途：service、analysis、recommend、marketing，或中文名称；不写则为所任角色的用途
help--assessment = 影响评估的编号，管理制度要求时填写
help-add--purpose = 收集的目的：service、analysis、recommend、marketing，或中文名称；该目的不使用的字段不予录入
help-add--justify = 超出目的收集的理由，编号
help-import--purpose = 收集的目的：service、analysis、recommend、marketing，或中文名称；该目的不使用的字段不予录入
help-import--justify = 超出目的收集的理由，编号
help-import--ticket = 收集的审批单号
help-request = 个人就其本人信息提出的请求
help-request-open = 登记一项请求；给出编号和答复期限
help-request-list = 列出待答复的请求
help-request-answer = 答复一项请求：同意，或附理由拒绝
help-request-close = 办结一项已答复并办理的请求；限制处理随之解除
help-request-open-SELECTOR = 选择档案：编号（K-12）或恰好选中一份的条件；- 表示从标准输入读取
help-request-open--right = 请求的权利：access、copy、portability、correction、erasure、restriction，或中文名称
help-request-open--relation = 请求人与本人的关系：self、guardian、agent、relative，或中文名称
help-request-open--checked = 身份核验方式：document、callback、account、email、in_person，或中文名称
help-request-open--date = 收到的日期（默认：今天）
help-request-open--opening = 把凭据写入新文件，交给请求人，日后可证明销毁证明所涉的正是其本人档案；限删除请求
help-request-list--all = 包括已答复、已办结的，以及档案已销毁的
help-request-list--due-within = 只列出在此时间内（如 5d）须答复的，包括已逾期的
help-request-list--right = 只列出这一权利的请求：access、copy、portability、correction、erasure、restriction，或中文名称
help-request-list--exit-code = 列表不为空时以状态 4 退出
help-request-answer-REQUEST = 请求编号：R-3
help-request-answer--grant = 同意办理
help-request-answer--refuse = 拒绝，理由为：identity、not_kept、others、statutory、excessive，或中文名称
help-request-close-REQUEST = 请求编号：R-3
help-value-RIGHT = 权利
help-value-RELATION = 关系
help-value-CHECK = 核验方式
help-value-REQUEST = 请求编号
help-add--decline = 本人拒绝提供的字段，视为已答复；可重复
help-edit--decline = 本人拒绝提供的字段，视为已答复；可重复
help-request-answer--html = 把本人的信息做成可打印的网页，写入新文件，要么完整要么没有
help-request-answer--json = 把本人的信息写成供程序读取的 JSON，写入新文件，要么完整要么没有
help-request-answer--partial = 允许缺少超出权限级别的信息；文件中会注明
help-history--evidence = 改为显示证据：来源、所依据的同意、谁核对过、提供给谁，以及何时到期、依据什么
help-purge-due--within = 把这段时间内将到期的也列出来，如 30d、6m；不会因此提前销毁
help-purge-due--explain = 说明每条规则的出处、何时封存、受何法定期限或暂缓事由约束、有过哪些同意；被暂缓的也列出

help-hold = 暂缓销毁
help-hold-place = 使档案不被销毁，不论规则如何
help-hold-place--kind = 事由：litigation、inquiry、dispute 或制度中的其他事由，或中文名称
help-hold-place--until = 最后有效日，或时长，如 1y；不写则至解除为止
help-hold-place--reference = 案号，不得含个人信息：至多 64 个 A-Z a-z 0-9 空格 . / _ -
help-hold-lift = 解除暂缓，使规则重新生效；已过期的由下一次销毁处理
help-hold-lift--kind = 解除这一事由的暂缓；hold 指字段本身所设的
help-hold-lift--reference = 只解除这一案号的
help-hold-list = 列出有效的暂缓，以及因此未销毁的期限
help-hold-list--overdue = 只列出若无暂缓便应销毁的档案
help-hold-list--exit-code = 列表不为空时以状态 4 退出
help-policy-diff--records = 列出封存或销毁日期将变动的每份档案，连同前后日期和规则
help-edit--source = 这些值的来源，与每个值一并保存
help-show--sources = 注明每个值的来源（如已登记）
