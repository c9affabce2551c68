//! Links of rows to rows of the same file, in whatever order, and to records by what they are called.

use std::io::Cursor;
use std::num::NonZeroU64;

use super::known::folded;
use super::tests::{counts, settings, word};
use super::{Import, Imported, OnConflict, Why};
use crate::model::{Level, Link, Part};
use crate::policy::{Code, Policy};
use crate::vault::sample::{Sample, selector};
use crate::vault::{Depth, Error, Request, Result, Vault};

const HEADER: &str = "外部编号,姓名,手机,关联\n";

fn import(sample: &Sample, text: &str, order: &Import<'_>) -> Result<Imported> {
    whole(sample, &format!("{HEADER}{text}"), order)
}

/// Imports a file with a header of its own.
fn whole(sample: &Sample, text: &str, order: &Import<'_>) -> Result<Imported> {
    sample.open().import(Box::new(Cursor::new(text.to_owned().into_bytes())), order)
}

/// Who is linked to whom: the names, and how.
fn links(sample: &Sample) -> Vec<String> {
    let all = selector("");
    let request = Request {
        verb: "list",
        selector: &all,
        parts: Part::ALL.to_vec(),
        levels: Level::ALL.to_vec(),
        purpose: None,
        revealed: false,
        order: None,
        limit: None,
    };
    let (mut names, mut links) = (std::collections::BTreeMap::new(), Vec::new());
    let known = Policy::builtin().known();
    let mut shown = |record: &crate::vault::Record| {
        names.insert(record.number, record.fields.text(known.name).to_owned());
        let texts = record.fields.all(known.links.unwrap()).map(|value| value.text.clone());
        links.extend(texts.map(|text| (record.number, Link::parse(&text).unwrap())));
        Ok(())
    };
    sample.open().disclose(&request, &mut shown).unwrap();
    let said =
        |(from, link): &(_, Link)| format!("{} {} {}", names[from], link.kind, names[&link.to]);
    let mut told: Vec<String> = links.iter().map(said).collect();
    told.sort();
    told
}

fn sound(sample: &Sample) {
    let environment = sample.environment();
    let report = Vault::check(&sample.dir(), &sample.credential(), environment, Depth::Everything);
    assert_eq!(
        report.unwrap().findings().collect::<Vec<_>>(),
        Vec::<&crate::vault::Finding>::new()
    );
}

/// People before their company, and a company that names one of them in turn.
const COMPANY: &str = "P-1,张伟,13800000013,任职于:外部编号=C-1\n\
    P-2,李娜,13800000014,works_at:external_id=C-1；推荐:手机=13800000013\n\
    ,王芳,13800000015,\n\
    C-1,上海远山,13800000016,法人代表:外部编号=P-1\n";

#[test]
fn rows_name_each_other_in_any_order() {
    let rows: Vec<&str> = COMPANY.split_inclusive('\n').collect();
    for order in [[0, 1, 2, 3], [3, 2, 1, 0], [1, 3, 0, 2]] {
        let sample = Sample::new();
        let text: String = order.iter().map(|at| rows[*at]).collect();
        let rehearsed = import(&sample, &text, &Import { dry_run: true, ..settings() }).unwrap();
        let done = import(&sample, &text, &settings()).unwrap();
        assert_eq!(counts(&done), [4, 4, 0, 0, 0, 0]);
        assert_eq!(counts(&rehearsed), counts(&done));
        let expected = [
            "上海远山 legal_rep 张伟",
            "张伟 works_at 上海远山",
            "李娜 refers 张伟",
            "李娜 works_at 上海远山",
        ];
        assert_eq!(links(&sample), expected, "{order:?}");
        sound(&sample);
        // The same file twice changes nothing.
        for on_conflict in [OnConflict::Fail, OnConflict::Update] {
            let again = import(&sample, &text, &Import { on_conflict, ..settings() }).unwrap();
            assert_eq!((counts(&again), again.batches.len()), ([4, 0, 0, 4, 0, 0], 0));
        }
    }
}

#[test]
fn a_link_to_nothing_or_to_several_is_refused_and_so_is_whoever_rests_on_it() {
    let text = "C-1,甲,13800000013,\n\
        C-2,乙,13800000014,\n\
        C-2,丙,13800000015,\n\
        P-1,丁,13800000016,works_at:external_id=C-9\n\
        P-2,戊,13800000017,works_at:external_id=C-2\n\
        P-3,己,13800000018,works_at:external_id=P-1\n\
        P-4,庚,13800000019,works_at:external_id=P-4\n\
        P-5,辛,13800000020,works_at:external_id=C-1\n\
        P-6,壬,13800000021,works_at:K-99\n\
        P-7,癸,13800000022,works_at:external_id=P-6\n";
    let (sample, failing) = (Sample::new(), Sample::new());
    let order = Import { skip_errors: true, ..settings() };
    let rehearsed = import(&sample, text, &Import { dry_run: true, ..order }).unwrap();
    let order = Import { skip_errors: true, ..settings() };
    let done = import(&sample, text, &order).unwrap();
    assert_eq!(counts(&done), [10, 4, 0, 0, 0, 6]);
    assert_eq!((counts(&rehearsed), &rehearsed.left_out), (counts(&done), &done.left_out));
    // The last of the six is not among the first that are told.
    let mut told: Vec<_> = done.left_out.iter().map(|fault| (fault.line, fault.why)).collect();
    told.sort_by_key(|(line, _)| *line);
    let wrong = |line, code| (line, Why::Value(code));
    let expected = [
        wrong(5, Code::LinkTarget),
        wrong(6, Code::LinkSeveral),
        wrong(7, Code::LinkTarget),
        wrong(8, Code::LinkSelf),
        wrong(10, Code::LinkTarget),
    ];
    assert_eq!(told, expected);
    assert_eq!(links(&sample), ["辛 works_at 甲"]);
    sound(&sample);
    // Otherwise nothing goes in, and all is told at once.
    match import(&failing, text, &settings()) {
        Err(Error::BadRows { count, .. }) => assert_eq!(count, 6),
        other => panic!("{other:?}"),
    }
    assert_eq!(failing.open().count(&selector("")).unwrap(), 0);
}

#[test]
fn records_that_are_there_are_named_too() {
    let sample = Sample::new();
    import(&sample, "C-1,甲,13800000013,\nC-2,乙,13800000014,\n", &settings()).unwrap();
    // C-2 is one record's and one new row's; of C-1 the file has the same customer once more.
    let text = "C-1,甲,13800000013,\nC-2,丙,13800000015,\n\
        P-1,丁,13800000016,works_at:external_id=C-1; refers:K-2\n\
        P-2,戊,13800000017,works_at:external_id=C-2\n\
        P-3,己,13800000018,works_at:phone=138 0000 0014\n";
    let order = Import { skip_errors: true, ..settings() };
    let done = import(&sample, text, &order).unwrap();
    assert_eq!(counts(&done), [5, 3, 0, 1, 0, 1]);
    assert_eq!(done.left_out[0].why, Why::Value(Code::LinkSeveral));
    assert_eq!(links(&sample), ["丁 refers 乙", "丁 works_at 甲", "己 works_at 乙"]);
    // A record gets a link by an update.
    let order = Import { on_conflict: OnConflict::Update, ..settings() };
    let text = ",丙,13800000015,works_at:external_id=C-7\nC-7,庚,13800000019,\n";
    assert_eq!(counts(&import(&sample, text, &order).unwrap()), [2, 1, 1, 0, 0, 0]);
    assert!(links(&sample).contains(&"丙 works_at 庚".to_owned()));
    sound(&sample);
}

#[test]
fn with_batches_links_lead_to_the_same_and_to_earlier_ones() {
    let text = "P-1,甲,13800000013,works_at:external_id=C-1\nC-1,乙,13800000014,\n\
        P-2,丙,13800000015,works_at:external_id=C-1\n\
        P-3,丁,13800000016,works_at:external_id=C-2\n\
        C-2,戊,13800000017,\n";
    let order = || Import { commit_every: NonZeroU64::new(2), skip_errors: true, ..settings() };
    let sample = Sample::new();
    let rehearsed = import(&sample, text, &Import { dry_run: true, ..order() }).unwrap();
    let done = import(&sample, text, &order()).unwrap();
    assert_eq!(counts(&done), [5, 4, 0, 0, 0, 1]);
    assert_eq!((counts(&rehearsed), &rehearsed.left_out), (counts(&done), &done.left_out));
    assert_eq!((done.left_out[0].line, done.left_out[0].why), (5, Why::Value(Code::LinkTarget)));
    assert_eq!(links(&sample), ["丙 works_at 乙", "甲 works_at 乙"]);
    sound(&sample);
}

/// Behind what is read without the lock, over several buckets.
#[test]
fn many_rows_wait_for_one() {
    let row = |n: u32, link: &str| format!("N-{n},客{n},199{n:08},{link}\n");
    let mut text: String = (0..700).map(|n| row(n, "")).collect();
    text.extend((700..1300).map(|n| row(n, "works_at:external_id=C-1")));
    text.push_str("C-1,远山,13800000016,\n");
    let sample = Sample::new();
    let done = import(&sample, &text, &settings()).unwrap();
    assert_eq!(counts(&done), [1301, 1301, 0, 0, 0, 0]);
    assert_eq!(sample.open().select(&selector("links:works_at")).unwrap().len(), 600);
    sound(&sample);
}

#[test]
fn more_than_are_kept_are_refused() {
    let row = |n: u32| format!("N-{n},客{n},199{n:08},works_at:external_id=C-1\n");
    let text: String = (0..3000).map(row).collect();
    let order = Import { skip_errors: true, ..settings() };
    let sample = Sample::new();
    let done = import(&sample, &format!("{text}C-1,远山,13800000016,\n"), &order).unwrap();
    assert!(done.counts.created > 1000 && done.counts.rejected > 100, "{:?}", done.counts);
    assert!(done.left_out.iter().all(|fault| fault.why == Why::TooManyLinks));
    assert!(!word(&done.left_out[0]).0.is_empty());
    sound(&sample);
}

/// A row that does not go in is nobody's name for the record that it met.
#[test]
fn nobody_is_linked_through_a_row_that_was_refused() {
    let sample = Sample::new();
    sample.add(&[("甲", "13800000013", "")]);
    let text = "C-9,乙,13800000013,\nP-1,丙,13800000020,works_at:external_id=C-9\n";
    let order = Import { on_conflict: OnConflict::KeepNewer, skip_errors: true, ..settings() };
    let done = import(&sample, text, &order).unwrap();
    assert_eq!(counts(&done), [2, 0, 0, 0, 0, 2]);
    assert!(links(&sample).is_empty());
}

const NUMBERED: &str = "编号,姓名,手机,关联\n";

/// The numbers of a file are those that its rows had elsewhere; here others have them.
#[test]
fn a_number_of_the_file_means_its_row_and_no_stranger() {
    let text = "K-000002,员工,13800000021,works_at:K-000001\n\
        K-000001,甲公司,13800000022,法人代表:K-2\n\
        ,新人,13800000023,works_at:1\n";
    let json = "{\"number\":\"K-000002\",\"name\":\"员工\",\"phone\":\"13800000021\",\
        \"links\":[{\"kind\":\"works_at\",\"to\":\"K-000001\"}]}\n\
        {\"number\":\"K-000001\",\"name\":\"甲公司\",\"phone\":\"13800000022\",\
        \"links\":{\"kind\":\"legal_rep\",\"to\":\"K-2\"}}\n\
        {\"number\":\"\",\"name\":\"新人\",\"phone\":\"13800000023\",\"links\":\"works_at:K-1\"}\n";
    for file in [format!("{NUMBERED}{text}"), json.to_owned()] {
        for strangers in [&[][..], &[("生人", "13800000013", ""), ("路人", "13800000014", "")]]
        {
            let sample = Sample::new();
            sample.add(strangers);
            let done = whole(&sample, &file, &settings()).unwrap();
            assert_eq!(counts(&done), [3, 3, 0, 0, 0, 0]);
            let expected =
                ["员工 works_at 甲公司", "新人 works_at 甲公司", "甲公司 legal_rep 员工"];
            assert_eq!(links(&sample), expected);
            let again = whole(&sample, &file, &settings()).unwrap();
            assert_eq!(counts(&again), [3, 0, 0, 3, 0, 0]);
            sound(&sample);
        }
    }
}

#[test]
fn a_number_that_no_row_of_the_file_had_is_refused() {
    let sample = Sample::new();
    sample.add(&[("生人", "13800000013", ""), ("路人", "13800000014", "")]);
    let text = "K-000007,员工,13800000021,works_at:K-1\nK-000008,同事,13800000022,works_at:K-000009\n\
        K-000009,,x,\n";
    let order = Import { skip_errors: true, ..settings() };
    let done = whole(&sample, &format!("{NUMBERED}{text}"), &order).unwrap();
    assert_eq!(counts(&done), [3, 0, 0, 0, 0, 3]);
    let mut told: Vec<_> = done.left_out.iter().map(|fault| (fault.line, fault.why)).collect();
    told.sort_by_key(|(line, _)| *line);
    let stranger = Why::Value(Code::LinkStranger);
    assert_eq!(told[..2], [(2, stranger), (3, stranger)]);
    // Where the file has no such column, a number is that of a record here.
    let text = "姓名,手机,关联\n员工,13800000021,works_at:K-1\n";
    assert_eq!(counts(&whole(&sample, text, &settings()).unwrap()), [1, 1, 0, 0, 0, 0]);
    assert_eq!(links(&sample), ["员工 works_at 生人"]);
}

/// A part of an export of this vault says again what is there, and so it takes nobody for another.
#[test]
fn a_link_that_is_there_may_be_said_again() {
    let sample = Sample::new();
    sample.add(&[("甲公司", "13800000013", ""), ("乙公司", "13800000014", "")]);
    whole(&sample, "姓名,手机,关联\n员工,13800000021,works_at:K-1\n", &settings()).unwrap();
    let order = Import { on_conflict: OnConflict::Update, skip_errors: true, ..settings() };
    let row = |name: &str, links: &str| format!("{NUMBERED}K-000003,{name},13800000021,{links}\n");
    let done = whole(&sample, &row("员工一", "works_at:K-1"), &order).unwrap();
    assert_eq!(counts(&done), [1, 0, 1, 0, 0, 0]);
    assert_eq!(links(&sample), ["员工一 works_at 甲公司"]);
    for said in ["works_at:K-2", "refers:K-1", "works_at:K-1; refers:K-1"] {
        let done = whole(&sample, &row("员工一", said), &order).unwrap();
        assert_eq!(
            (counts(&done), done.left_out[0].why),
            ([1, 0, 0, 0, 0, 1], Why::Value(Code::LinkStranger))
        );
    }
    sound(&sample);
}

/// Though the record was destroyed since to which it leads.
#[test]
fn a_link_to_a_destroyed_record_may_be_said_again_by_who_has_it() {
    let sample = Sample::new();
    sample.add(&[("甲公司", "13800000013", ""), ("别人", "13800000014", "")]);
    whole(&sample, "姓名,手机,关联\n员工,13800000021,works_at:K-1\n", &settings()).unwrap();
    let gone = crate::model::RecordNumber::new(1).unwrap();
    sample.open().purge(&crate::vault::sample::order(gone.into())).unwrap();
    let order = Import { on_conflict: OnConflict::Update, skip_errors: true, ..settings() };
    for header in ["编号,姓名,手机,关联\nK-000003,", "姓名,手机,关联\n"] {
        let row = |rest: &str| whole(&sample, &format!("{header}{rest}\n"), &order).unwrap();
        let done = row("员工,13800000021,works_at:K-1");
        assert_eq!(counts(&done), [1, 0, 0, 1, 0, 0], "{header}");
        for other in ["员工,13800000021,refers:K-1", "别人,13800000014,works_at:K-1"] {
            let done = row(other);
            assert_eq!(done.left_out.len(), 1, "{header} {other}");
        }
    }
    sound(&sample);
}

/// Where a policy makes the number of another program unique, rows are met by it as well.
#[test]
fn a_number_that_is_unique_names_its_record_twice_over() {
    let sample = Sample::new();
    let mut document = Policy::builtin().document().clone();
    document.version = 90;
    let number = document.fields.iter_mut().find(|field| field.id == "external_id").unwrap();
    number.traits.unique = true;
    let order = crate::vault::Apply {
        document: Some(&document),
        prospect: None,
        rehearsal: false,
        progress: &|_, _| {},
    };
    sample.open().apply_policy(&order).unwrap();
    let order = Import { on_conflict: OnConflict::Update, ..settings() };
    import(&sample, "C-1,甲,13800000013,\n", &order).unwrap();
    let done = import(&sample, "C-1,甲,13800000014,\n", &order).unwrap();
    assert_eq!(counts(&done), [1, 0, 1, 0, 0, 0]);
    // Whatever the case of its letters, in the vault as in one file.
    assert_eq!(counts(&import(&sample, "c-1 ,甲,13800000014,\n", &order).unwrap())[1], 0);
    let twice = import(&sample, "ab-1,乙,13800000015,\nAB-1,丙,13800000016,\n", &settings());
    assert!(matches!(twice, Err(Error::Conflicts { .. })), "{twice:?}");
    let policy = sample.open().policy();
    for (id, one, other) in [
        ("external_id", "Ab-1", "aB-1"),
        ("email", "A@b.cn", "a@b.cn"),
        ("id_number", "11010519491231002X", "110105491231002"),
        ("phone", "+861088886666;ext=12", "+861088886666;ext=12"),
        ("phone", "+8613800000013", "+8613800000014"),
    ] {
        let id = policy.id(id).unwrap();
        let same = folded(policy, id, one) == folded(policy, id, other);
        assert_eq!(policy.equal(id, one).holds(other), same, "{one}");
    }
    let phone = policy.known().phone;
    let kept = "+861088886666;ext=12";
    assert_eq!(folded(policy, phone, kept), kept, "lists of who is not to come back have it so");
}
