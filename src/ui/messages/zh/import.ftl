# 导入时的说明。
import-progress = 正在导入
import-unknown-columns = 有 { $count } 列不对应任何字段，已略过：{ $names }
import-held = 有 { $count } 份新客户档案含一级信息而没有单独同意：待同意，只保存，不导出、不共享
import-left-out = 第 { $line } 行未导入：{ $field }：{ $reason }
import-left-out-more = 另有 { $count } 行未导入；用 --rejects FILE 可写入文件
import-rejects = 未导入的 { $count } 行已写入 { $path }
import-why-columns = 有 { $found } 列，而表头有 { $expected } 列
import-why-in-vault = 与客户档案 { $record } 相同
import-why-in-file = 与前面的一行相同
import-why-several = 分属多份客户档案
import-why-restricted = 客户档案 { $record } 已封存，不得改动
import-why-suppressed = 已按当事人要求禁止再录入（其档案已销毁）
import-dry-run = 什么都没有写入
import-whole-row = 整行
import-why-not-an-object = 这一行不是 JSON 对象，或有会丢失位数的数字（请写成字符串）
import-why-object = 这里不能是对象
import-why-twice = 该字段只能有一个值
