# 一条日志记录了什么。
audit-init = 建库
audit-roster = 操作员变更
audit-header = 更换文件头
audit-header-settled = 文件头落定
audit-change = 更改
audit-disclose = 查阅
audit-refused = 拒绝
audit-intent = 决定销毁
audit-destroyed = 已销毁
audit-done = 销毁已证实
audit-recovered = 续做
audit-segments = 重建检索段
audit-certificate = 出具证明
audit-destinations = 登记备份目的地
audit-backup = 备份
audit-scrub = 副本已失效
audit-forgot = 删除数据副本
