show-held = （待同意）
show-destroyed = （已不存在）
show-failed = 失败次数
show-restricted =
    { $since ->
        [none] { $why ->
            [quarantine] { $record } 待核：注明同意或依据之前不使用
           *[other] { $record } 已应本人要求封存：只保存、不使用
        }
       *[other] { $record } 已封存：最后使用日 { $since }（{ $named }），只保存、不使用
    }{ $until ->
        [none] {""}
       *[other] ，{ $until } 之后销毁（{ $rule }）
    }
show-unknown = { $record } 含有现行制度没有的字段，原样保存：{ $fields }（--format json 可见）
