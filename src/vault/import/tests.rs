//! Imports through the use case: what becomes of each row, and what others see of it.

use std::io::{Cursor, Read};
use std::num::NonZeroU64;
use std::sync::mpsc::{Sender, channel};

use super::{Fault, Import, Imported, OnConflict, Why};
use crate::model::{Capability, Level, Part, RecordNumber, Value};
use crate::policy::{Code, Policy};
use crate::vault::sample::{Sample, order as purge_order, plain_import, selector};
use crate::vault::{Aim, Apply, Error, Request, Result};

pub(super) const HEADER: &str = "姓名,手机,邮箱,身份证,标签,备注";

pub(super) fn word(fault: &Fault) -> (String, String) {
    let field = fault.field.map(|field| Policy::builtin().field(field).id.clone());
    (field.unwrap_or_default(), format!("{:?}", fault.why))
}

pub(super) fn settings() -> Import<'static> {
    Import { word: &word, ..plain_import() }
}

pub(super) fn import(sample: &Sample, text: &str, settings: &Import<'_>) -> Result<Imported> {
    let input = format!("{HEADER}\n{text}").into_bytes();
    sample.open().import(Box::new(Cursor::new(input)), settings)
}

/// read, created, updated, unchanged, skipped, rejected.
pub(super) fn counts(done: &Imported) -> [u64; 6] {
    let c = done.counts;
    [c.read, c.created, c.updated, c.unchanged, c.skipped, c.rejected]
}

/// Number, name, phones and notes of every record that `select` takes.
pub(super) fn shown(sample: &Sample, select: &str) -> Vec<String> {
    let selector = selector(select);
    let known = Policy::builtin().known();
    let notes = Policy::builtin().id("notes").unwrap();
    let mut lines = Vec::new();
    let request = Request {
        verb: "list",
        selector: &selector,
        parts: Part::ALL.to_vec(),
        levels: Level::ALL.to_vec(),
        purpose: None,
        revealed: false,
        order: None,
        limit: None,
    };
    sample
        .open()
        .disclose(&request, &mut |record| {
            let fields = &record.fields;
            let phones: Vec<_> = fields.all(known.phone).map(|v| v.text.as_str()).collect();
            let number = record.number.get();
            let (name, notes) = (fields.text(known.name), fields.text(notes));
            lines.push(format!("{number} {name} {} {notes}", phones.join("+")).trim().to_owned());
            Ok(())
        })
        .unwrap();
    lines
}

/// `count` rows that differ in everything.
pub(super) fn people(from: u32, count: u32) -> String {
    let person = |n| format!("客{n},199{n:08},c{n}@example.com,,甲；乙,第{n}行\n");
    (from..from + count).map(person).collect::<Vec<_>>().concat()
}

#[test]
fn rows_become_records_across_buckets_and_imports() {
    let sample = Sample::new();
    sample.add(&[("张伟芳", "13800000013", "")]);
    let done = import(&sample, &people(0, 700), &settings()).unwrap();
    assert_eq!(counts(&done), [700, 700, 0, 0, 0, 0]);
    let done = import(&sample, &people(700, 100), &settings()).unwrap();
    assert_eq!(counts(&done), [100, 100, 0, 0, 0, 0]);
    sample.add(&[("李娜", "13800000014", "")]);
    assert_eq!(shown(&sample, "").len(), 802);
    assert_eq!(shown(&sample, "19900000254"), ["256 客254 +8619900000254 第254行"]);
    assert_eq!(shown(&sample, "tag:乙 name:客799"), ["801 客799 +8619900000799 第799行"]);
    assert_eq!(shown(&sample, "伟芳"), ["1 张伟芳 +8613800000013"]);
    assert_eq!(shown(&sample, "李娜"), ["802 李娜 +8613800000014"]);
    // What was imported can be destroyed like anything else.
    sample.open().purge(&purge_order(RecordNumber::new(256).unwrap().into())).unwrap();
    assert_eq!(shown(&sample, "").len(), 801);
}

#[test]
fn the_same_file_twice_changes_nothing() {
    let sample = Sample::new();
    let text = people(0, 300) + "王芳,138-0000-0013,W.Fang@Example.com,11010519491231002X,,\n";
    let first = import(&sample, &text, &settings()).unwrap();
    assert_eq!((counts(&first), first.held), ([301, 301, 0, 0, 0, 0], 1));
    let seq = sample.open().state.checkpoint.seq;
    for on_conflict in [OnConflict::Fail, OnConflict::Skip, OnConflict::Update] {
        let again = import(&sample, &text, &Import { on_conflict, ..settings() }).unwrap();
        assert_eq!((counts(&again), again.held), ([301, 0, 0, 301, 0, 0], 0));
    }
    assert_eq!(sample.open().state.checkpoint.seq, seq, "nothing was written, so nothing logged");
    let twice = "赵敏,13800000099,,,,\n".repeat(2);
    let done = import(&sample, &twice, &settings()).unwrap();
    assert_eq!(counts(&done), [2, 1, 0, 1, 0, 0]);
}

#[test]
fn a_duplicate_is_a_conflict_whatever_its_spelling() {
    let sample = Sample::new();
    sample.add(&[("张伟", "13800000013", "11010519491231002X")]);
    for (row, field) in [
        ("张三,+86 138 0000 0013,,,,\n", "phone"),
        ("张三,,a@example.com,11010519491231002x,,\n", "id_number"),
        ("张三,13800000020,,,,\n李四,13800000020,,,,\n", "phone"),
        ("张三,,A@example.com,,,\n李四,,a@Example.com,,,\n", "email"),
    ] {
        let error = import(&sample, row, &settings()).unwrap_err();
        let Error::Conflicts { count: 1, first } = error else { panic!("{error}") };
        assert_eq!(word(&first).0, field);
        assert_eq!(shown(&sample, "").len(), 1, "all or nothing");
    }
    let skip = Import { on_conflict: OnConflict::Skip, ..settings() };
    let done = import(&sample, "张三,13800000013,,,,\n李四,13800000021,,,,\n", &skip).unwrap();
    assert_eq!(counts(&done), [2, 1, 0, 0, 1, 0]);
    let fault =
        Fault { line: 2, field: Some(Policy::builtin().known().phone), why: done.left_out[0].why };
    assert_eq!(done.left_out, [fault]);
}

#[test]
fn updates_change_what_a_row_says_and_keep_the_rest() {
    let sample = Sample::new();
    import(&sample, &people(0, 300), &settings()).unwrap();
    let update = Import { on_conflict: OnConflict::Update, ..settings() };
    // By phone, with an empty cell; by e-mail, with a new phone that then finds the record;
    // a new row, and one that changes it; the phone that was given up belongs to somebody else.
    let text = "\
客七,19900000007,,,,新\n\
客八,13800000008,c8@example.com,,,改\n\
客八,13800000008,,,,再改\n\
新客,13800000100,,,,一\n\
新客,13800000100,,,,二\n\
另人,19900000008,,,,三\n\
客9,19900000009,c9@example.com,,甲；乙,第9行\n";
    for dry_run in [true, false] {
        let done = import(&sample, text, &Import { dry_run, ..settings_like(&update) }).unwrap();
        assert_eq!(counts(&done), [7, 2, 4, 1, 0, 0], "dry run: {dry_run}");
    }
    assert_eq!(shown(&sample, "K-8"), ["8 客七 +8619900000007 新"]);
    assert_eq!(shown(&sample, "email:c7@example.com").len(), 1, "an empty cell says nothing");
    assert_eq!(shown(&sample, "K-9"), ["9 客八 +8613800000008 再改"]);
    assert_eq!(shown(&sample, "新客"), ["301 新客 +8613800000100 二"]);
    assert_eq!(shown(&sample, "19900000008"), ["302 另人 +8619900000008 三"]);
    let two = "谁,19900000007,c10@example.com,,,\n";
    let error = import(&sample, two, &update).unwrap_err();
    assert!(matches!(error, Error::Conflicts { first: Fault { why: Why::Several, .. }, .. }));
}

fn settings_like<'a>(other: &Import<'a>) -> Import<'a> {
    Import { ..*other }
}

#[test]
fn a_large_file_meets_records_late_and_somebody_may_be_reading() {
    for reading in [false, true] {
        let sample = Sample::new();
        sample.add(&[("张伟", "13800000013", "")]);
        let before = sample.open();
        let other = reading.then_some(&before.store);
        let text = people(0, 700) + "张伟,13800000013,,,,新\n客3,19900000003,,,,三\n";
        let input = Box::new(Cursor::new(format!("{HEADER}\n{text}").into_bytes()));
        let mut vault = sample.open();
        let mut held = before.lock;
        held.release().unwrap();
        if other.is_none() {
            drop(before.store);
        }
        let settings = Import { on_conflict: OnConflict::Update, ..settings() };
        let done = vault.import(input, &settings).unwrap();
        assert_eq!(counts(&done), [702, 700, 2, 0, 0, 0]);
        drop(vault);
        assert_eq!(shown(&sample, "K-1"), ["1 张伟 +8613800000013 新"]);
        assert_eq!(shown(&sample, "K-5"), ["5 客3 +8619900000003 三"]);
        assert_eq!(shown(&sample, "").len(), 701);
        let error = import(&sample, &(people(700, 700) + "x,1,,,,\n"), &settings_like(&settings));
        assert!(matches!(error, Err(Error::BadRows { count: 1, .. })));
        assert_eq!(shown(&sample, "").len(), 701, "what had been written is undone");
        assert_eq!(import(&sample, &people(700, 9), &settings).unwrap().counts.created, 9);
    }
}

#[test]
fn wrong_rows_stop_everything_or_are_listed() {
    let sample = Sample::new();
    let text = "张三,13800000013,,,,\n李四,12,,,,\n,13800000014,,,,\n王五,,,,\n\
        赵六,138****0015,,,,\n\"=1+1\",,x,,\"a\nb\",\n钱七,13800000016,,,,\n";
    let error = import(&sample, text, &settings()).unwrap_err();
    let Error::BadRows { count: 5, first } = error else { panic!("{error}") };
    assert_eq!((first.line, first.why), (3, Why::Value(Code::Phone)));
    assert!(shown(&sample, "").is_empty());
    let list = sample.home.path().join("rejects.csv");
    let skip = Import { skip_errors: true, rejects: Some(&list), ..settings() };
    let dry = import(&sample, text, &Import { dry_run: true, ..settings_like(&skip) }).unwrap();
    assert!(shown(&sample, "").is_empty() && !list.exists());
    let done = import(&sample, text, &skip).unwrap();
    assert_eq!((counts(&done), done.listed), ([7, 2, 0, 0, 0, 5], 5));
    assert_eq!(counts(&dry), counts(&done));
    let written = std::fs::read_to_string(&list).unwrap();
    assert_eq!(
        written,
        "姓名,手机,邮箱,身份证,标签,备注,line,field,reason\n\
         李四,12,,,,,3,phone,Value(Phone)\n\
         ,13800000014,,,,,4,name,Value(Missing)\n\
         \"王五,,,,\",,,,,,5,,\"Columns { found: 5, expected: 6 }\"\n\
         赵六,138****0015,,,,,6,phone,Value(Masked)\n\
         '=1+1,,x,,\"a\nb\",,7,email,Value(Email)\n"
    );
}

#[test]
fn a_file_that_ends_badly_leaves_nothing() {
    let sample = Sample::new();
    for text in ["张三,13800000013,,,,\n李四,\"13800000014,,,,\n", "张三,13800000013,,,,\n\0"]
    {
        assert!(matches!(import(&sample, text, &settings()), Err(Error::Csv(_))));
        assert!(shown(&sample, "").is_empty());
    }
    let input = Box::new(Cursor::new(b"a,b\n1,2\n".to_vec()));
    assert!(matches!(sample.open().import(input, &settings()), Err(Error::NoHeader)));
}

/// Gives its text, and lets somebody know before it says that it has ended.
struct Paused {
    text: Cursor<Vec<u8>>,
    reached: Option<Sender<Sender<()>>>,
}

impl Read for Paused {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let length = self.text.read(buffer)?;
        if length == 0
            && let Some(reached) = self.reached.take()
        {
            let (go_on, wait) = channel();
            reached.send(go_on).unwrap();
            wait.recv().unwrap();
        }
        Ok(length)
    }
}

#[test]
fn others_work_while_a_file_is_read_and_what_they_wrote_counts() {
    let sample = Sample::new();
    sample.add(&[("张伟芳", "13800000013", "")]);
    let text = format!("{HEADER}\n{}", people(0, 200)).into_bytes();
    let import = |order: fn() -> Import<'static>, meanwhile: &dyn Fn()| {
        let (reached, pause) = channel();
        let input = Box::new(Paused { text: Cursor::new(text.clone()), reached: Some(reached) });
        std::thread::scope(|scope| {
            let sample = &sample;
            let import = scope.spawn(move || sample.open().import(input, &order()));
            let go_on = pause.recv().unwrap();
            meanwhile();
            go_on.send(()).unwrap();
            import.join().unwrap()
        })
    };
    // So it is with the rehearsal of a file in batches.
    let dry = || Import { dry_run: true, commit_every: NonZeroU64::new(30), ..settings() };
    let done = import(dry, &|| assert_eq!(shown(&sample, "").len(), 1));
    assert_eq!(counts(&done.unwrap()), [200, 200, 0, 0, 0, 0]);
    let done = import(settings, &|| {
        assert_eq!(sample.add(&[("李娜", "13800000014", "")]).to_string(), "2");
        assert_eq!(shown(&sample, "李娜").len(), 1);
    });
    assert_eq!(counts(&done.unwrap()), [200, 200, 0, 0, 0, 0]);
    assert_eq!(shown(&sample, "").len(), 202);
    assert_eq!(shown(&sample, "K-2"), ["2 李娜 +8613800000014"]);
    assert_eq!(shown(&sample, "19900000000"), ["3 客0 +8619900000000 第0行"]);
}

/// A row that loses the record it meets to an earlier row is a new customer, and is asked what new
/// customers are asked.
#[test]
fn a_row_whose_record_lost_the_identifier_is_no_way_around_the_separate_consent() {
    let sample = Sample::new();
    let mut document = Policy::builtin().document().clone();
    document.version = 90;
    document.consent.sensitive = crate::policy::Sensitive::Refuse;
    let order =
        Apply { document: Some(&document), prospect: None, rehearsal: false, progress: &|_, _| {} };
    sample.open().apply_policy(&order).unwrap();
    import(&sample, "张伟,13800000013,e@example.com,,,\n", &settings()).unwrap();
    let update = || Import { on_conflict: OnConflict::Update, skip_errors: true, ..settings() };
    let text = "张伟,13800000014,e@example.com,,,\n王芳,13800000013,,11010519491231002X,,\n";
    for dry_run in [true, false] {
        let done = import(&sample, text, &Import { dry_run, ..update() }).unwrap();
        assert_eq!(counts(&done), [2, 0, 1, 0, 0, 1]);
        assert_eq!(done.left_out[0].why, Why::NoSeparateConsent);
    }
    // A row about an earlier one is no way around it either.
    let text = "李娜,13800000015,,,,\n李娜,13800000015,,11010519491231002X,,\n";
    let done = import(&sample, text, &update()).unwrap();
    assert_eq!(counts(&done), [2, 1, 0, 0, 0, 1]);
    assert_eq!(shown(&sample, "").len(), 2);
}

/// An update is a change like any other: it lifts no hold for who may not, in earnest or in a dry run.
#[test]
fn an_update_lifts_neither_a_hold_nor_a_restriction() {
    let sample = Sample::new();
    sample.add(&[("张伟", "13800000013", ""), ("李娜", "13800000014", "")]);
    let known = Policy::builtin().known();
    let set = |record: &str, field, text: &str| {
        let selector = selector(record);
        let aim = Aim { selector: &selector, confirmed: None, rehearsal: false };
        sample.open().set_fields(aim, "edit", &[(field, vec![Value::plain(text)])]).unwrap();
    };
    set("K-1", known.hold, "yes");
    let wish = r#"{"number":1,"right":"restriction","opened":"2026-02-01","due":"2026-02-16","relation":"self","checked":"document","state":"granted","answered":"2026-02-10"}"#;
    set("K-2", known.requests.unwrap(), wish);
    let writer = sample.operator("custodian", 1, &[Capability::Read, Capability::Write]);
    let update = |identity: Option<&str>, text: &str, dry_run: bool| {
        let order = Import { on_conflict: OnConflict::Update, dry_run, ..settings() };
        let mut vault = match identity {
            Some(identity) => sample.open_as(identity).unwrap(),
            None => sample.open(),
        };
        vault.import(Box::new(Cursor::new(text.as_bytes().to_vec())), &order)
    };
    for value in ["no", "否"] {
        for dry_run in [true, false] {
            let lifted =
                update(Some(&writer), &format!("手机,暂缓销毁\n13800000013,{value}\n"), dry_run);
            assert!(matches!(lifted, Err(Error::Hold(_))), "{value} {dry_run}: {lifted:?}");
        }
    }
    // An empty cell says nothing, and who administers may lift it.
    let empty = update(Some(&writer), "手机,暂缓销毁,姓名\n13800000013,,张炜\n", false).unwrap();
    assert_eq!(empty.counts.updated, 1);
    assert_eq!(sample.open().select(&selector("hold:yes")).unwrap().to_string(), "1");
    assert_eq!(update(None, "手机,暂缓销毁\n13800000013,no\n", false).unwrap().counts.updated, 1);
    // What is restricted is not met by any row, whoever imports.
    for identity in [Some(writer.as_str()), None] {
        for text in ["手机,姓名\n13800000014,李芳\n", "手机,保存至\n13800000014,2026-01-01\n"]
        {
            let refused = update(identity, text, false);
            let Err(Error::BadRows { first, .. }) = refused else { panic!("{text}: {refused:?}") };
            assert!(matches!(first.why, Why::Restricted(_)), "{text}: {first:?}");
        }
    }
    let number = RecordNumber::new(2).unwrap();
    assert!(sample.open().restriction(number).unwrap().is_some());
}

/// Breaks when the place of a failed contact is looked up in the record alone.
#[test]
fn a_failed_contact_is_the_same_in_the_row_and_in_the_record() {
    let sample = Sample::new();
    sample.add(&[("张伟", "13800000001;13800000021", "")]);
    let order = Import { on_conflict: OnConflict::Update, ..settings() };
    let update = |phones: &str, failed: &str| {
        let event = format!(r#"{{"type":"bounce","date":"2026-01-05","failed":"{failed}"}}"#);
        let row = format!(r#"{{"phone":[{phones}],"events":[{event}]}}"#);
        sample.open().import(Box::new(Cursor::new(row.into_bytes())), &order)
    };
    for (phones, failed, code) in [
        (r#""13800000021","13800000031""#, "phone:2", Code::MisplacedContact),
        (r#""13800000021","13800000031""#, "phone:1", Code::MisplacedContact),
        (r#""13800000021""#, "phone:3", Code::FailedContact),
    ] {
        let Err(Error::BadRows { first, .. }) = update(phones, failed) else { panic!("{failed}") };
        assert_eq!(first.why, Why::Value(code), "{phones} {failed}");
    }
    let places = [(r#""13800000001","13800000031""#, "phone:1"), (r#""13800000001""#, "phone:3")];
    for (phones, failed) in places {
        assert_eq!(counts(&update(phones, failed).unwrap())[2], 1, "{phones} {failed}");
    }
}
