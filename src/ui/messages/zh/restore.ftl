restore-plan = “{ $vault }”的 { $count } 份客户档案将恢复为 { $artefact } 中的样子
restore-destroyed = 其中 { $count } 份此后已销毁，不再恢复（{ $numbers }）
restore-lost = { $count } 份档案无法恢复：它们晚于这份数据，或者数据中的内容已不能再打开（{ $numbers }）
restore-undone = { $count } 份档案恢复为 { $day } 的样子（{ $numbers }）；此后{ $act ->
    [hold-placed] 设置过暂缓销毁
    [hold-lifted] 解除过暂缓销毁
    [consent-granted] 登记过同意
    [consent-refused] 登记过拒绝
    [consent-withdrawn] 撤回过同意
    [request-opened] 提出过请求
    [request-extended] 延长过请求的答复期限
    [request-granted] 同意过请求
    [request-refused] 拒绝过请求
    [request-closed] 办结过请求
    [erasure-granted] 同意过删除请求
    [restriction-granted] 同意过限制处理请求
   *[other] 登记过 { $act }
 }
restore-guarded = { $count } 份档案中保护个人的事项将按日志所载重新登记，日志未载明的则暂缓销毁（{ $numbers }）
restore-outdated = { $count } 份档案在 { $day } 之后有过改动，这些改动将丢失（{ $numbers }）
restore-reapplied = { $count } 份档案已按日志重新登记暂缓销毁、撤回和请求，但没有编号和凭证（{ $numbers }）：请与案卷核对（kedang history），再解除不必要的暂缓（kedang hold lift --kind hold）
restore-withheld = 密钥文件仍能打开此后已销毁的 { $count } 份档案（{ $numbers }）；它们不会恢复，密钥文件须再做一次备份来改写
restore-erased = { $count } 份档案中此后被销毁的部分会随之恢复（{ $numbers }）
restore-unknown = 此后可能有过最多 { $count } 次销毁，这里无从得知销毁了哪些档案：如果有，那些档案会恢复
restore-header = 此后更换掉的口令和身份文件将重新能够打开档案库
restore-passed = { $path } 已损坏，或在某一行中断：其中可能记载的其他销毁未能计入
restore-returned = { $name } 此后已被移除，恢复后又能打开档案库；如不应如此：kedang operator remove "{ $name }"
restore-unrefused = { $count } 份已销毁档案的本人要求不再录入，但这里没有导入时据以拒收的哈希值，导入会重新录入（{ $numbers }）；日志更新的备份（如果还有）里才有
restore-given-up = 第 { $found } 条日志之后所做的一切将被放弃；已见过的最后一条是第 { $seen } 条
restore-occupied = { $path } 中现有的档案库将移到一旁；它仍是一份带有全部密钥的副本
restore-living = 档案库仍在 { $path }：恢复出的是另一个档案库，从此各自独立；它带有全部密钥，在那边销毁时够不到它；它不会动用原档案库的备份目的地；用完请删除
restore-rehearsed = 什么都没有做
restore-done = 已恢复 { $count } 份客户档案到 { $path }；请尽快重新备份
restore-leaves = 您上次看到档案库的位置 { $path } 还留有一个现已无法打开的档案库；它会留在原处，仍是一份带有全部密钥的副本
restore-left = { $path } 中已损坏的档案库仍可能打开已销毁的内容；在删除它并作出声明（kedang backup scrub --gone { $name }）之前，任何销毁都不算完成
restore-kept = 原来的档案库现在位于 { $path }；在删除它并作出声明（kedang backup scrub --gone { $name }）之前，任何销毁都不算完成
restore-unopened = 备份中有 { $count } 份档案已损坏，无法恢复（{ $numbers }）
