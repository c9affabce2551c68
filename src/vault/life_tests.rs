//! The life of a record through the use cases.

use super::sample::{Sample, order, selector};
use super::{Error, Request};
use crate::model::{Level, Part, RecordNumber, Value};
use crate::policy::Policy;

const EVERYTHING: [Part; 4] = Part::ALL;

fn texts(sample: &Sample, select: &str) -> Vec<String> {
    let mut shown = Vec::new();
    let selector = selector(select);
    let request = Request {
        verb: "list",
        selector: &selector,
        parts: EVERYTHING.to_vec(),
        levels: Level::ALL.to_vec(),
        purpose: None,
        revealed: false,
        order: None,
        limit: None,
    };
    sample
        .open()
        .disclose(&request, &mut |record| {
            let name = Policy::builtin().known().name;
            shown.push(format!("{} {}", record.number, record.fields.text(name)));
            Ok(())
        })
        .unwrap();
    shown
}

#[test]
fn a_record_is_added_found_changed_and_destroyed() {
    let sample = Sample::new();
    sample.add(&[("张伟芳", "13800000013", ""), ("李娜", "13800000014", "")]);
    sample.add(&[("王芳", "13800000015", "")]);
    assert_eq!(texts(&sample, ""), ["K-000001 张伟芳", "K-000002 李娜", "K-000003 王芳"]);
    assert_eq!(texts(&sample, "伟芳"), ["K-000001 张伟芳"]);
    assert_eq!(texts(&sample, "13800000014"), ["K-000002 李娜"]);
    assert_eq!(texts(&sample, "K-2..K-9"), ["K-000002 李娜", "K-000003 王芳"]);

    let known = Policy::builtin().known();
    let two = RecordNumber::new(2).unwrap();
    let mut vault = sample.open();
    let changed = vault
        .change(|transaction| {
            transaction.edit("grade", &two.into(), None, |_, fields| {
                fields.set(known.grade, [Value::plain("VIP")]);
                Ok(())
            })
        })
        .unwrap();
    assert_eq!(changed.len(), 1);
    drop(vault);
    assert_eq!(texts(&sample, "grade:VIP"), ["K-000002 李娜"]);

    let destroyed = sample.open().purge(&order(two.into())).unwrap();
    assert_eq!((destroyed.line, destroyed.epoch), (2, 1));
    assert_eq!(texts(&sample, ""), ["K-000001 张伟芳", "K-000003 王芳"]);
    let missing = sample.open().select(&selector("K-2")).unwrap_err();
    assert!(matches!(missing, Error::Destroyed(n) if n == two));
    let unknown = sample.open().select(&selector("K-99")).unwrap_err();
    assert!(matches!(unknown, Error::NoRecord(_)));
    assert_eq!(sample.add(&[("赵敏", "13800000016", "")]).to_string(), "4");
}
