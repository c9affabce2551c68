add-ask = { $field }
add-held = 一级信息尚未取得单独同意（敏感信息单独同意日期），只保存，不导出、不共享
add-rehearsed = 没有真的录入；若录入，编号将是 { $record }
add-quarantined = { $record } 由第三方提供，尚无同意或其他依据：待核（隔离），{ $days } 天内不注明即销毁
