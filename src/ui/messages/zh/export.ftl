# 导出时的说明。
export-plan = 将导出 { $count } 份客户档案
export-done = 已将 { $count } 份客户档案写入 { $path }
export-restricted = 有 { $count } 份客户档案已封存，未导出
export-held = 有 { $count } 份客户档案的一级信息待同意，未导出
