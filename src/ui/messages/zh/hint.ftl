# 提示：可以直接粘贴到命令行的一行。
hint-yes = 请在终端上运行，或加上 --yes
hint-vault = kedang --vault 目录 …，或 export KEDANG_VAULT=目录
hint-init = kedang --vault { $path } init
hint-check = kedang check
hint-log = kedang audit log
hint-identity = kedang --identity 文件 …，或 export KEDANG_IDENTITY=文件
hint-passphrase = kedang --passphrase-file 文件 …
hint-stdin = kedang { $command } --json - < 文件
hint-list = kedang list
hint-help = kedang { $command } --help
hint-wait = kedang --wait 300 …
hint-certificate = kedang certificate show { $record }
hint-rejects = kedang import { $path } --on-error skip --rejects rejects.csv
hint-conflict = kedang import { $path } --on-conflict update
hint-encoding = kedang import { $path } --encoding gb18030
hint-purge-due = kedang purge due
hint-policy-check = kedang policy check { $path }
hint-columns = kedang list --columns number,grade,tags
hint-new-identity = kedang init --new-identity { $path }
hint-nearest = 您要找的是不是 { $name }？
hint-value-stdin = --set { $field }=- < 文件
hint-selector-stdin = kedang list - < 文件
hint-init-script = kedang init --operator 名字 --new-identity 文件 --no-recovery
hint-backup-name = kedang backup run 目录 --name 名称
hint-backup-list = kedang backup list
hint-backup-data-only = kedang backup run { $path } --data-only
hint-backup-versioned = kedang backup run { $path } --versioned-storage
