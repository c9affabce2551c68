# 日志中的操作。
history-verb-add = 录入
history-verb-edit = 修改
history-verb-import = 导入
history-verb-tag = 标签
history-verb-grade = 定级
history-verb-verify = 核对
history-verb-purge = 部分销毁
history-verb-show = 查看
history-verb-list = 列出
history-verb-card = 查看资料卡
history-verb-export = 导出
history-verb-history = 查看历史
history-verb-intent = 决定销毁
history-verb-destroyed = 已销毁
history-verb-certificate = 出具销毁证明
history-verb-entered = 录入时的写法
history-verb-restored = 从备份恢复
