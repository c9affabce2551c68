# 机器环境对档案库承诺的影响：check --environment、init。
environment-in-place = { $what }：在原处改写数据块
environment-in-place-xfs = { $what }：在原处改写数据块；文件是否被克隆（reflink）无从得知
environment-memory = { $what }：位于内存中，机器重启后档案库即不复存在
environment-copy-on-write = { $what }：改写时会写到别处并可能保留旧块，已销毁的密钥可能留在旧块或快照中
environment-shared = { $what }：由宿主机或其他程序共享的目录，更多情况无从得知；它可能是网络存储，也可能保存旧版本
environment-network = { $what }：由另一台机器提供，加锁和覆写都不可靠
environment-unknown = { $what }：本程序不认识的文件系统，可能保留旧块
environment-journals-data = 文件内容也写入日志（data=journal），已销毁的密钥可能在其中留存一段时间
environment-journals-no-data = 从挂载选项看，文件系统日志不含文件内容
environment-no-versions = 这里看不到快照、版本控制或同步
environment-versions = { $what } 会保存被覆写内容的旧版本，已销毁的密钥也会留在其中
environment-no-swap = 内存不会以明文交换到磁盘
environment-open-swap = 内存可能以明文交换到 { $what }，密钥也在其中
environment-swap-unseen = 系统没有说明交换到何处
environment-overwritten = 已在与钥匙孔相同的文件上覆写一个块，读回的全是零
environment-not-overwritten = 无法在与 { $what } 相同的文件上覆写一个块并读回
environment-no-key-file = 没有任何备份位置存有密钥文件：档案库一旦丢失，其中的一切都将丢失
environment-old-key-file = 最新的密钥文件已超过一天：此后写入的内容会随档案库一同丢失
environment-key-file = 最新的密钥文件未超过一天
environment-clock = 时钟不早于最新的日志条目
environment-clock-behind = 最新的日志条目在未来：时钟曾经偏快，或被拨回
environment-private = 目录及其中的文件只有所有者可以访问
environment-open = 他人可以访问：{ $what }；请执行 chmod go=
environment-fine = 没有妨碍档案库承诺的情况
environment-key-file-missing = { $what }：缺少密钥文件，那里的内容无法打开
environment-key-file-damaged = { $what }：密钥文件为空或已损坏，那里的内容无法用它打开
environment-key-file-older = { $what }：密钥文件比最近写入的那一份旧
environment-key-file-away = 现在无法访问任何存有密钥文件的备份目的地：{ $what }
environment-copies-versioned = { $what }：这处备份所在的存储会保留旧版本，旧版本的密钥文件可能打开已销毁的内容
