//! Fields that a vault's own policy declares or changes: moved to another level, searched, erased.

use crate::policy::write;
use crate::sandbox::Sandbox;
use snapbox::str;

#[test]
fn a_field_moves_to_another_level_where_no_record_holds_it() {
    let sandbox = Sandbox::vault();
    for phone in ["13800000013", "13800000014"] {
        let json = format!(r#"{{"name":"张伟","phone":"{phone}","stage":"潜在"}}"#);
        crate::people::add(&sandbox, &json);
    }
    let policy = sandbox.run("policy show --default").stdout;
    let moved = |version: u32, id: &str| {
        let field = format!("id = \"{id}\"");
        let (before, after) = policy.split_once(&field).unwrap();
        let own = format!("{before}{field}{}", after.replacen("level = 2", "level = 3", 1));
        let own = own.replacen("\nversion = ", &format!("\nversion = {version}"), 1);
        std::fs::write(sandbox.path("p.toml"), own).unwrap();
        sandbox.run("policy apply p.toml --yes")
    };
    assert_eq!(sandbox.run("edit K-1 K-2 --set fax=02158880000").status, Some(0));
    moved(8, "fax").assert(str![[r#"
--- stderr
changed version: 5 → 85
changed field[fax].level: 2 → 3
note: nothing becomes due, and verify scan finds the same
warning: line 261, column 9: records hold the field fax, now or in their history, at another level (2 records)
error: the policy orphans what records hold: fax, in 2 records; nothing was applied
hint: a field gets another level once no record holds it, in its history either: export its values (kedang export --fields number,fax), take it out (kedang purge run K-12 --field fax), apply the policy, and enter the values again; a statutory period that runs refuses that
--- exit 9

"#]]);
    // Nobody has one of these.
    let applied = moved(8, "qq");
    assert_eq!(applied.status, Some(0), "{applied}");
    // Emptied, it is still in the history; destroyed, it is in nothing.
    sandbox.run("edit K-1 K-2 --set fax=");
    assert_eq!(moved(9, "fax").status, Some(9));
    let purge = "purge run K-1 K-2 --field fax --reason other --basis POL-9 --yes --count 2";
    let purged = sandbox.run(purge);
    assert_eq!(purged.status, Some(0), "{purged}");
    let applied = moved(9, "fax");
    assert_eq!(applied.status, Some(0), "{applied}");
    assert_eq!(sandbox.run("edit K-1 --set fax=02158880000").status, Some(0));
    assert!(sandbox.run("show K-1").stdout.contains("+862158880000"));
    assert_eq!(sandbox.run("check").status, Some(0));
}

/// Some thousand records, in a dozen buckets: found by the new field right after.
#[test]
fn a_field_that_becomes_searchable_is_found_among_thousands() {
    use std::fmt::Write;
    let sandbox = Sandbox::vault();
    let mut csv = "name,phone,position\n".to_owned();
    for n in 0..3000 {
        let position = if n == 2222 { "采购总监" } else { "职员" };
        writeln!(csv, "客户{n},1370000{n:04},{position}").unwrap();
    }
    std::fs::write(sandbox.path("c.csv"), csv).unwrap();
    assert_eq!(sandbox.run("import c.csv").status, Some(0));
    let wanted = "id = \"position\"\ntraits = [\"searchable\", \"bare\"]";
    write(&sandbox, "90", &[("id = \"position\"", wanted)]);
    assert!(!sandbox.run("list 总监").stdout.contains("客户2222"));
    let applied = sandbox.run("policy apply p.toml --yes");
    assert_eq!(applied.status, Some(0), "{applied}");
    let log = sandbox.run("audit log --limit 3 --format csv").stdout;
    assert!(log.contains("segments"), "{log}");
    for line in ["list 总监", "list position:采购总监"] {
        assert!(sandbox.run(line).stdout.contains("客户2222"), "{line}");
    }
    let check = sandbox.run("check");
    assert_eq!((check.status, check.stderr.contains("note:")), (Some(0), false), "{check}");
}

/// A field that only this policy has: imported by its header, found, erased and certified by its
/// id, and gone with its erasure; then nothing holds it, and another policy may go without it.
#[test]
fn a_field_of_ones_own_lives_as_any_other() {
    let sandbox = Sandbox::vault();
    let own = "[[field]]\nid = \"shoe_size\"\nzh = \"鞋码\"\nen = \"shoe size\"\nlevel = 2\n\
        category = \"preference\"\ntype = \"number\"\ntraits = [\"searchable\"]\n\n[[field]]\nid = \"gender\"";
    write(&sandbox, "90", &[("[[field]]\nid = \"gender\"", own)]);
    assert_eq!(sandbox.run("policy apply p.toml --yes").status, Some(0));
    std::fs::write(sandbox.path("c.csv"), "姓名,手机,鞋码\n张三,13800000013,42\n").unwrap();
    assert_eq!(sandbox.run("import c.csv").status, Some(0));
    assert_eq!(sandbox.run("list 鞋码:42 --count").stdout, "1\n");
    write(&sandbox, "91", &[]);
    let refused = sandbox.run("policy apply p.toml --yes");
    assert_eq!(refused.status, Some(9), "{refused}");
    assert!(refused.stderr.contains("shoe_size, in one record"), "{refused}");
    let erase = "purge run K-1 --field 鞋码 --reason withdrawn --basis REQ-1 --yes --count 1";
    assert_eq!(sandbox.run(erase).status, Some(0));
    let certificate = sandbox.run("certificate show K-1 --lang zh");
    assert!(certificate.stdout.contains("shoe_size"), "{certificate}");
    let applied = sandbox.run("policy apply p.toml --yes");
    assert_eq!(applied.status, Some(0), "{applied}");
    let again = sandbox.run("certificate show K-1");
    assert!(again.stdout.contains("shoe_size"), "{again}");
    assert_eq!(sandbox.run("check").status, Some(0));
}
