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
approval-no-export = 不是导出
approval-form = 批准的是另一种格式
approval-operators = 本程序不能执行这种提议
