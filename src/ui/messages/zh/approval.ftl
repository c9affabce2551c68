# 双人审批：所提议的事项。
approval-purge = 销毁档案
approval-export = 导出这么多档案
approval-policy-apply = 施行管理制度
approval-operators-change = 变更操作员

# 提议为何不能审批或执行。
approval-open = 尚无人批准
approval-approved = 已经批准
approval-rejected = 已被驳回或撤回
approval-used = 已经执行
approval-expired = 已过有效期
approval-left = 提议人已无此权限
approval-policy = 提议之后管理制度已更换
approval-rotated = 提议之后档案库的密钥已更换
approval-records = 提议之后档案有变化
approval-number = 提议之后已增加其他操作员
approval-no-export = 不是导出
approval-form = 批准的是另一种格式
approval-to = 批准的接收方（--to）不同，或批准的是不加密的文件；请省去 --to，或重新提议

# 命令所说的话。
approval-none = 没有待审批的提议
approval-made = { $proposal }：已提出，由他人批准：kedang audit approve { $proposal }
approval-done = { $proposal }：已批准并执行
approval-granted = { $proposal }：已批准；提议人可执行一次：kedang export --approved { $proposal } -o 文件
approval-said-no = { $proposal }：已驳回
approval-detail = 详情：{ $detail }
approval-tell-purge = { $proposal }，{ $name } 提议：彻底销毁 { $count } 份档案（{ $numbers }），依据 { $basis }
approval-tell-export = { $proposal }，{ $name } 提议：导出 { $count } 份档案（{ $numbers }），用途 { $purpose }
approval-tell-policy = { $proposal }，{ $name } 提议：施行第 { $version } 版管理制度
approval-tell-operators = { $proposal }，{ $name } 提议：变更操作员
approval-share = 向境外提供，或提供这么多档案
approval-no-share = 不是借阅或发放
approval-kind = 批准的是 share issue 与 share lend 中的另一种
approval-recipient = 提议之后，登记的接收方资料有变化
approval-agreement = 提议之后，与接收方的协议已换
approval-relation = 提议之后，接收方的法律身份有变化
approval-country = 提议之后，接收方所在的国家或地区有变化
approval-ground = 出境依据与批准的不同
approval-assessment = 影响评估与批准的不同
approval-terms = 条件与批准的不同
approval-granted-share = { $proposal }：已批准；提议人可执行一次：kedang share issue（或 lend） --approved { $proposal } -o 文件
approval-tell-share = { $proposal }，{ $name } 提议：向 { $recipient } 提供 { $count } 份档案（{ $numbers }），用途 { $purpose }
