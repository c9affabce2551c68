//! What was erased and comes back with a file is said.

use super::newer_tests::{number, set, take};
use super::tests::{import, settings, shown};
use super::{Import, OnConflict};
use crate::model::Level;
use crate::policy::Policy;
use crate::vault::sample::{Sample, order as purge_order};
use crate::vault::{Environment, Numbers, Order, Vault};

const ID: &str = "11010519491231002X";

/// A file from before an erasure brings back what was erased: it is said of whom.
#[test]
fn what_was_erased_comes_back_with_a_word() {
    let policy = Policy::builtin();
    let erased = |levels: &[Level], fields: &[&str]| {
        let sample = Sample::new();
        let fields: Vec<_> = fields.iter().map(|id| policy.id(id).unwrap()).collect();
        let rows = "张伟,13800000013,z@example.com,,,\n李娜,13800000014,l@example.com,,,旧\n";
        import(&sample, rows, &settings()).unwrap();
        set(&mut sample.open(), "K-2", policy.id("id_number").unwrap(), ID);
        let scope = crate::vault::scope(policy, levels, &fields);
        let order = Order { scope, ..purge_order(Numbers::from(number(2))) };
        sample.open().purge(&order).unwrap();
        sample
    };
    let back = |sample: &Sample, text: &str, weakness: &'static str| {
        let mutant = Box::new(move |name: &str| name == weakness);
        let environment = Environment { mutant, ..sample.environment() };
        let mut vault = Vault::open(&sample.dir(), &sample.credential(), environment).unwrap();
        let order = Import { on_conflict: OnConflict::Update, ..settings() };
        take(&mut vault, text, &order).unwrap().ended.back
    };
    for (levels, fields) in [(&[][..], &["email"][..]), (&[Level::One], &[])] {
        let text = format!(
            "姓名,手机,邮箱,身份证\n张伟,13800000013,y@example.com,\n李娜,13800000014,l@example.com,{ID}\n"
        );
        let sample = erased(levels, fields);
        assert_eq!(back(&sample, &text, ""), Numbers::from(number(2)));
        assert!(back(&sample, &text, "").is_empty(), "nothing changed");
        let sample = erased(levels, fields);
        assert!(back(&sample, &text, "erased-back-unsaid").is_empty(), "not caught");
    }
    let sample = erased(&[], &["email"]);
    // What the operator entered since is the file's to change.
    set(&mut sample.open(), "K-2", policy.id("email").unwrap(), "new@example.com");
    let text = "姓名,手机,邮箱\n李娜,13800000014,l@example.com\n";
    assert!(back(&sample, text, "").is_empty());
    assert!(back(&sample, "姓名|手机|备注\n李娜|13800000014|新\n", "").is_empty());
    assert_eq!(shown(&sample, "K-2"), ["2 李娜 +8613800000014 新"]);
}
