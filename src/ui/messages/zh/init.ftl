# kedang init
init-ask-name = 档案库名称
init-ask-operator = 您作为第一位操作员的名字
init-recovery = 下面是恢复码。其他凭据全部丢失时可以用它打开档案库；它只显示这一次，请抄写在纸上：
init-ask-recovery = 请输入恢复码的最后四个字符
init-recovery-differs = 与恢复码的最后四个字符不符
init-two-identities = --identity 和 --new-identity 给出了不同的文件
init-planned = 没有建立任何东西
init-done = 已在 { $path } 建立档案库；请记下它的指纹，凭指纹可以把它与其他档案库区分开
init-no-recovery = 没有恢复码：一旦丢失打开档案库的凭据，其中的一切都无法找回
