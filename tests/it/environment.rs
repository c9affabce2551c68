//! `kedang check --environment`, and what `init` says of the place where a vault is to lie.

use std::os::unix::fs::PermissionsExt;

use snapbox::str;

use crate::people::four;
use crate::sandbox::Sandbox;

#[test]
fn a_machine_is_judged_line_by_line() {
    let sandbox = four();
    sandbox.run("check --environment").assert(str![[r#"
Check        Result   Detail
---------------------------------------------------------------------------------------------------------
file system  ok       ext: writes blocks in place
journal      ok       the journal holds no file content, as far as the mount options tell
versions     ok       no snapshots, version control or synchronisation can be seen here
swap         ok       no memory is swapped to a disk in the clear
overwriting  ok       a block of a file like the keyhole was overwritten, and zeros were read back
key files    warning  there is no key file at any destination: if the vault is lost, everything in it is
clock        ok       the clock is not behind the newest log entry
permissions  ok       the directory and its files are open to their owner only
--- exit 4

"#]]);
    sandbox.run("--lang zh check --environment").assert(str![[r#"
检查项        结果  说明
-------------------------------------------------------------------------------------
文件系统      正常  ext：在原处改写数据块
文件系统日志  正常  从挂载选项看，文件系统日志不含文件内容
旧版本        正常  这里看不到快照、版本控制或同步
交换空间      正常  内存不会以明文交换到磁盘
覆写          正常  已在与钥匙孔相同的文件上覆写一个块，读回的全是零
密钥文件      警告  没有任何备份位置存有密钥文件：档案库一旦丢失，其中的一切都将丢失
时钟          正常  时钟不早于最新的日志条目
访问权限      正常  目录及其中的文件只有所有者可以访问
--- exit 4

"#]]);
    let json = sandbox.run("check --environment --format json").stdout;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["schema"], "kedang.check.environment/1");
    assert_eq!(json["items"][0]["check"], "file-system");
    assert_eq!(json["items"][0]["result"], "ok");
}

/// The real storage, whatever it is here: every row has its words, and nothing is left behind.
#[test]
fn the_real_machine_is_looked_at() {
    let sandbox = four();
    let names = || std::fs::read_dir(sandbox.path("vault")).unwrap().count();
    let before = names();
    let look = sandbox.kedang(["check", "--environment"]).env("KEDANG_TEST_STORAGE", "").end();
    assert_eq!(look.status, Some(4), "there is no key file yet: {look}");
    assert!(!look.stdout.contains("environment-") && !look.stdout.contains("cell-"), "{look}");
    assert!(look.stdout.contains("zeros were read back"), "{look}");
    assert_eq!(names(), before);
}

#[test]
fn permissions_and_a_clock_that_went_back_are_found() {
    let sandbox = four();
    let open = std::fs::Permissions::from_mode(0o644);
    std::fs::set_permissions(sandbox.path("vault/keyhole"), open).unwrap();
    let earlier = sandbox.kedang(["check", "--environment", "--format", "csv"]);
    let found = earlier.env("KEDANG_TEST_NOW", "2026-02-28T09:30:00Z").end();
    assert_eq!(found.status, Some(4));
    assert!(found.stdout.contains("permissions,fail,"), "{found}");
    assert!(found.stdout.contains("open to others: keyhole"), "{found}");
    assert!(found.stdout.contains("clock,warn,"), "{found}");
}

#[test]
fn no_vault_is_made_on_network_storage() {
    let sandbox = Sandbox::new();
    let words = "--vault v init --operator wang --new-identity identity --no-recovery";
    let init = |storage: &str, language: &str| {
        let line = format!("--lang {language} {words}");
        let run = sandbox.kedang(line.split_whitespace());
        run.env("KEDANG_TEST_STORAGE", storage).end()
    };
    let refused = init("nfs", "en").to_string();
    let home = sandbox.home().display().to_string();
    crate::sandbox::assert_text(
        &refused.replace(&home, "[HOME]"),
        str![[r#"
--- stderr
error: [HOME]/v lies on network storage (nfs), where neither locking nor overwriting can be relied on, and a destroyed key may be kept; make the vault on a disk of this machine
--- exit 1

"#]],
    );
    assert_eq!(init("cifs", "zh").status, Some(1));
    assert_eq!(std::fs::read_dir(sandbox.home()).unwrap().count(), 0, "nothing was made");
    let warned = init("btrfs", "en");
    assert_eq!(warned.status, Some(0), "{warned}");
    assert!(warned.stderr.contains("btrfs: writes a block to another place"), "{warned}");
}
