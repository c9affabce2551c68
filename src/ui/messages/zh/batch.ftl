# 导入批次及撤销。
batch-none = 没有导入过
batch-untouched = 全部 { $count } 份客户档案与导入时相同
batch-plan-destroys = 将彻底销毁该批次新建的 { $count } 份客户档案（{ $numbers }）
batch-plan-restores = 将恢复 { $count } 份客户档案导入前的内容（{ $numbers }）
batch-rehearsed = 什么都没有做
batch-nothing = 该批次已没有可撤销的内容
batch-nothing-free = 没有撤销任何内容
batch-all-edited = 没有撤销任何内容：该批次尚存的 { $count } 份客户档案在导入之后都改动过，后来的改动不会撤销。可用 kedang history { $first } 查看做过什么；有误的用 kedang edit 更正，不应保留的用 purge 销毁
batch-stays-restricted = 有 { $count } 份客户档案已封存或待核，没有这次导入也会如此，保持不变（{ $numbers }）
batch-stays-taken = 有 { $count } 份客户档案保持不变：原有的手机、邮箱或证件号码现属另一份档案，或不得再次录入（{ $numbers }）
batch-none-to-propose = 该批次没有要销毁的档案；执行 kedang batch revert { $batch } 即恢复改动前的内容
batch-proposed = 批准后，再执行 kedang batch revert { $batch }，恢复 { $count } 份客户档案导入前的内容
batch-reverted = 已撤销：销毁 { $destroyed } 份客户档案，并已核查、签名为证；恢复 { $restored } 份客户档案
