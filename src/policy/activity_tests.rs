//! What follows from events and changes.

use super::super::marks::MARKS;
use super::*;

const TODAY: &str = "2026-06-30";

fn day(text: &str) -> Date {
    parse_day(text).unwrap()
}

fn record(values: &[(&str, &str)]) -> Fields {
    let policy = Policy::builtin();
    let mut fields = Fields::new();
    for (field, entered) in values {
        let id = policy.id(field).unwrap();
        policy.normalise_each(id, entered, &mut |value| fields.push(id, value)).unwrap();
    }
    fields
}

fn event(kind: &str, day: &str) -> String {
    format!(r#"{{"type":"{kind}","date":"{day}"}}"#)
}

/// `record` with one more event; what follows from it.
fn with(record: &Fields, event: &str) -> Fields {
    let policy = Policy::builtin();
    let events = policy.known().events.unwrap();
    let mut after = record.clone();
    policy.normalise_each(events, event, &mut |value| after.push(events, value)).unwrap();
    policy.follow(Some(record), &mut after, day(TODAY));
    after
}

fn texts(fields: &Fields, field: &str) -> Vec<String> {
    let id = Policy::builtin().id(field).unwrap();
    fields.all(id).map(|value| value.text.clone()).collect()
}

fn old() -> Fields {
    record(&[("name", "张三"), ("created", "2025-01-01"), ("verified", "2026-01-15")])
}

#[test]
fn dealings_and_changes_leave_marks_that_do_not_say_what() {
    let one = with(&old(), &event("complaint", "2026-05-01"));
    assert_eq!(texts(&one, "activity"), ["2026-05-01 deal"]);
    let two = with(&one, &event("unreachable", "2026-05-02"));
    assert_eq!(texts(&two, "activity"), ["2026-05-01 deal"]);
    let policy = Policy::builtin();
    let mut renamed = two.clone();
    renamed.set(policy.known().name, [Value::plain("李四")]);
    policy.follow(Some(&two), &mut renamed, day(TODAY));
    assert_eq!(texts(&renamed, "activity"), ["2026-05-01 deal", "2026-06-30 change"]);
    // Taking an event back takes its mark back.
    let mut none = renamed.clone();
    none.set(policy.known().events.unwrap(), []);
    policy.follow(Some(&renamed), &mut none, day(TODAY));
    assert_eq!(texts(&none, "activity"), ["2026-06-30 change"]);
}

#[test]
fn only_the_newest_marks_stay() {
    let mut record = old();
    for n in 0..MARKS + 5 {
        let day = plus_days(day("2026-01-01"), i32::try_from(n).unwrap());
        record = with(&record, &event("purchase", &day.to_string()));
    }
    let marks = texts(&record, "activity");
    assert_eq!((marks.len(), marks[0].as_str()), (MARKS, "2026-01-06 trade"));
}

#[test]
fn the_last_dealing_stays_however_much_was_changed_since() {
    let mut record = with(&old(), &event("purchase", "2026-01-20"));
    let events = record.clone();
    for n in 0..i32::try_from(MARKS).unwrap() + 5 {
        let mut after = record.clone();
        let policy = Policy::builtin();
        after.set(policy.known().name, [Value::plain(format!("李{n}"))]);
        policy.follow(Some(&record), &mut after, plus_days(day("2026-02-01"), n));
        record = after;
    }
    let policy = Policy::builtin();
    assert_eq!(policy.last_dealing(&record), Some(day("2026-01-20")));
    assert_eq!(texts(&record, "activity").len(), MARKS + 1);
    assert_eq!(
        policy.last_dealing(&with(&events, &event("competitor", "2026-03-01"))),
        policy.last_dealing(&events)
    );
}

#[test]
fn nobody_is_missed_by_a_contact_that_is_not_there_or_is_not_the_only_one() {
    let policy = Policy::builtin();
    let failed = |phones: &str, which: &str| {
        let event = format!(r#"{{"type":"unreachable","date":"2026-05-01","failed":"{which}"}}"#);
        let fields = record(&[("name", "张三"), ("phone", phones), ("events", &event)]);
        (policy.unmet_failure(None, &fields), policy.unmet_failure(Some(&fields), &fields))
    };
    let events = policy.known().events.unwrap();
    let refused = Some(Finding::new(events, Code::FailedContact));
    for (phones, which, expected) in [
        ("13800000013", "phone", None),
        ("13800000013；13800000014", "phone:2", None),
        ("13800000013；13800000014", "phone", refused.clone()),
        ("13800000013", "phone:2", refused.clone()),
        ("13800000013", "email", refused),
    ] {
        assert_eq!(failed(phones, which), (expected, None), "{phones} {which}");
    }
}

#[test]
fn a_contact_begins_a_new_cycle_and_ends_what_was_wanted_before() {
    let complained = with(&old(), &event("complaint", "2026-05-01"));
    assert_eq!(texts(&complained, "review_by"), ["2026-05-08"]);
    let called = with(&complained, &event("contact", "2026-05-03"));
    assert_eq!(texts(&called, "last_contact"), ["2026-05-03"]);
    assert_eq!(texts(&called, "verified"), ["2026-05-03"]);
    assert_eq!(texts(&called, "verify_method"), ["inferred"]);
    assert_eq!(texts(&called, "review_by"), [""; 0]);
    // What came to be known late does not undo what is newer.
    let late = with(&called, &event("contact", "2026-04-01"));
    assert_eq!(texts(&late, "last_contact"), ["2026-05-03"]);
    assert_eq!(texts(&late, "verified"), ["2026-05-03"]);
    assert_eq!(texts(&with(&late, &event("bounce", "2026-04-02")), "review_by"), [""; 0]);
}

#[test]
fn a_contact_on_the_day_of_a_verification_leaves_that_as_it_is() {
    let policy = Policy::builtin();
    let mut called = old();
    for (field, text) in [("verify_method", "phone"), ("verify_result", "updated")] {
        called.set(policy.id(field).unwrap(), [Value::plain(text)]);
    }
    let complained = with(&called, &event("complaint", "2026-01-10"));
    let same_day = with(&complained, &event("contact", "2026-01-15"));
    assert_eq!(texts(&same_day, "verify_method"), ["phone"]);
    assert_eq!(texts(&same_day, "verify_result"), ["updated"]);
    let later = with(&same_day, &event("contact", "2026-01-16"));
    assert_eq!(texts(&later, "verify_method"), ["inferred"]);
}

#[test]
fn the_soonest_review_that_an_event_wants_holds() {
    let bounced = with(&old(), &event("bounce", "2026-05-01"));
    assert_eq!(texts(&bounced, "review_by"), ["2026-05-31"]);
    let changed = with(&bounced, &event("major_change", "2026-05-10"));
    assert_eq!(texts(&changed, "review_by"), ["2026-05-24"]);
    let again = with(&changed, &event("bounce", "2026-05-20"));
    assert_eq!(texts(&again, "review_by"), ["2026-05-24"]);
    // A contact before the last of them leaves that one standing.
    let called = with(&again, &event("contact", "2026-05-15"));
    assert_eq!(texts(&called, "review_by"), ["2026-06-19"]);
}

#[test]
fn the_next_step_is_the_next_visit_unless_somebody_said_otherwise() {
    let next = r#"{"type":"contact","date":"2026-05-01","next":"2026-07-01"}"#;
    assert_eq!(texts(&with(&old(), next), "next_visit"), ["2026-07-01"]);
    let policy = Policy::builtin();
    let before = old();
    let mut after = before.clone();
    after.set(policy.known().next_visit.unwrap(), [Value::plain("2026-08-01")]);
    after.push(policy.known().events.unwrap(), Value::plain(next));
    policy.follow(Some(&before), &mut after, day(TODAY));
    assert_eq!(texts(&after, "next_visit"), ["2026-08-01"]);
}

#[test]
fn a_new_record_brings_the_marks_of_its_events() {
    let policy = Policy::builtin();
    let list =
        format!("[{},{}]", event("purchase", "2026-06-01"), event("complaint", "2026-06-27"));
    let mut fields = record(&[("name", "张三"), ("created", TODAY), ("events", &list)]);
    policy.follow(None, &mut fields, day(TODAY));
    assert_eq!(texts(&fields, "activity"), ["2026-06-01 trade", "2026-06-27 deal"]);
    // Entering it is no verification: the complaint waits for somebody, as one entered later does,
    let later = with(&old(), &event("complaint", "2026-06-27"));
    assert_eq!(texts(&fields, "review_by"), ["2026-07-04"]);
    assert_eq!(texts(&later, "review_by"), texts(&fields, "review_by"));
    // until he is spoken to, be it before the day of the entry.
    let called = with(&fields, &event("contact", "2026-06-28"));
    assert_eq!(texts(&called, "review_by"), [""; 0]);
    assert_eq!(texts(&called, "verified"), [""; 0]);
}

#[test]
fn what_must_not_be_is_refused_and_what_was_there_is_not_judged() {
    let policy = Policy::builtin();
    let code = |before: Option<&Fields>, after: &Fields| {
        policy.refusal(before, after, day(TODAY)).map(|finding| finding.code)
    };
    let ahead = with(&old(), &event("contact", "2026-07-01"));
    assert_eq!(code(Some(&old()), &ahead), Some(Code::FutureDay));
    assert_eq!(code(Some(&ahead), &ahead), None);
    let card = r#"{"standard":"6a","date":"2026-01-01","scores":{"economic":1,"technical":1,"managerial":1,"organisational":1,"financial":1,"commercial":1}}"#;
    let person = record(&[("kind", "person"), ("assessments", card)]);
    assert_eq!(code(None, &person), Some(Code::AssessmentKind));
    assert_eq!(code(None, &record(&[("kind", "org"), ("assessments", card)])), None);
    let many = (0..=MOST).map(|n| n.to_string());
    let tags = policy.known().tags;
    let crowded: Fields = many.map(|tag| (tags, Value::plain(tag))).collect();
    assert_eq!(code(None, &crowded), Some(Code::TooMany));
}

#[test]
fn links_that_are_new_are_told() {
    let policy = Policy::builtin();
    let before = record(&[("links", "works_at:K-7")]);
    let after = record(&[("links", "works_at:K-7; refers:K-9")]);
    let new = policy.new_links(Some(&before), &after);
    assert_eq!(new.len(), 1);
    assert!(new[0].1.contains("K-000009"));
    assert_eq!(policy.new_links(None, &after).len(), 2);
}

/// A record as an older program left it: its marks do not tell transactions.
fn untold(law: &str, events: &str) -> Fields {
    let policy = Policy::builtin();
    let mut fields = record(&[("created", "2026-05-01"), ("stage", "prospect")]);
    fields.set(policy.known().activity.unwrap(), [Value::plain("2026-05-09 deal")]);
    fields.set(policy.known().floor_rule.unwrap(), [Value::plain(law)]);
    if !events.is_empty() {
        let id = policy.known().events.unwrap();
        policy.normalise_each(id, events, &mut |value| fields.push(id, value)).unwrap();
    }
    policy.schedule(&mut fields);
    fields
}

#[test]
fn a_transaction_binds_whatever_stage_somebody_chose() {
    let policy = Policy::builtin();
    let floor = |fields: &Fields| {
        [texts(fields, "floor_on").concat(), texts(fields, "floor_rule").concat()]
    };
    for (kind, expected) in [
        ("purchase", ["2029-05-09", "floor:ecommerce +trades"]),
        ("spend", ["2029-05-09", "floor:ecommerce +trades"]),
        ("complaint", ["", "none +trades"]),
    ] {
        for stage in ["prospect", ""] {
            let mut fields = with(&old(), &event(kind, "2026-05-09"));
            fields.set(policy.known().stage, [Value::plain(stage)]);
            policy.schedule(&mut fields);
            assert_eq!(floor(&fields), expected, "{kind} {stage}");
            assert!(policy.counts_dealings(&fields));
        }
        // An older program did not write which it was: the events tell, and without them nobody.
        let told = untold("none", &event(kind, "2026-05-09"));
        assert_eq!(floor(&told), expected, "{kind}");
        assert_eq!(texts(&told, "activity").len(), 1);
    }
    let mut closed = untold("none", "");
    assert_eq!(floor(&closed), ["", "none"]);
    assert!(!policy.counts_dealings(&closed));
    assert!(!policy.rework(&mut closed.clone(), false) && policy.rework(&mut closed.clone(), true));
    // Whose events are open has none of that day: the mark came from elsewhere.
    policy.recount_dealings(&mut closed);
    policy.schedule(&mut closed);
    assert_eq!(floor(&closed), ["", "none +trades"]);
    assert_eq!(texts(&closed, "activity"), ["2026-05-09 deal"]);
    // Taking the purchase back takes its mark back, be it one of an older program.
    let bought = with(&old(), &event("purchase", "2026-05-09"));
    let mut older = bought.clone();
    older.set(policy.known().activity.unwrap(), [Value::plain("2026-05-09 deal")]);
    for before in [bought, older] {
        let mut none = before.clone();
        none.set(policy.known().events.unwrap(), []);
        policy.follow(Some(&before), &mut none, day(TODAY));
        assert_eq!(texts(&none, "activity"), [""; 0]);
    }
}

/// Marks come back as they once were, for whoever takes something back. That no transaction was taken
/// back is certain where no event was.
#[test]
fn marks_that_come_back_forget_no_transaction() {
    let policy = Policy::builtin();
    let [activity, events] = [policy.known().activity, policy.known().events].map(Option::unwrap);
    let mut bought = with(&old(), &event("purchase", "2026-05-09"));
    policy.schedule(&mut bought);
    for (closed, expected) in [(true, "floor:ecommerce +trades"), (false, "floor:ecommerce")] {
        let mut before = bought.clone();
        if closed {
            before.set(events, []);
        }
        let mut after = before.clone();
        after.set(activity, ["2026-05-09 deal", "2026-05-10 change"].map(Value::plain));
        policy.doubt_dealings(&before, &mut after);
        assert_eq!(texts(&after, "floor_rule"), [expected], "{closed}");
        policy.schedule(&mut after);
        assert_eq!(texts(&after, "floor_rule"), ["floor:ecommerce +trades"], "{closed}");
        let mark = |word: &str| format!("2026-05-09 {word}");
        assert!(texts(&after, "activity").contains(&mark("trade")), "{closed}");
    }
}

/// An older program kept the newest marks whatever they were, so every dealing may be gone.
#[test]
fn a_full_list_of_marks_does_not_tell_that_nothing_was_dealt() {
    let policy = Policy::builtin();
    for (count, all_told) in [(MARKS, false), (MARKS - 1, true)] {
        let mut fields = record(&[("created", "2026-05-01")]);
        let marks = (0..count).map(|_| Value::plain("2026-05-09 change"));
        fields.set(policy.known().activity.unwrap(), marks);
        policy.schedule(&mut fields);
        assert_eq!(policy.counts_dealings(&fields), all_told, "{count}");
    }
}

#[test]
fn without_marks_nobody_tells_what_was_dealt_but_who_reads_the_events() {
    let mut document = Policy::builtin().document().clone();
    document.fields.retain(|field| field.id != "activity");
    document.floors.iter_mut().for_each(|floor| floor.transactions = false);
    let policy = Policy::new(document).unwrap();
    for events in [false, true] {
        let mut fields = Fields::new();
        fields.set(policy.known().created, [Value::plain("2026-05-01")]);
        assert_eq!(policy.rework(&mut fields, events), events);
        assert!(!policy.counts_dealings(&fields));
    }
}

#[test]
fn a_last_contact_taken_back_leaves_its_day() {
    let policy = Policy::builtin();
    let contact = policy.known().last_contact;
    let mut before = old();
    before.set(contact, [Value::plain("2026-05-09")]);
    for (is, expected) in
        [("2019-01-01", &["2026-05-09 deal"][..]), ("", &["2026-05-09 deal"]), ("2026-06-01", &[])]
    {
        let mut after = before.clone();
        after.set(contact, (!is.is_empty()).then(|| Value::plain(is)));
        policy.follow(Some(&before), &mut after, day(TODAY));
        assert_eq!(texts(&after, "activity"), expected, "{is}");
    }
}

#[test]
fn marks_are_worked_out_anew_when_other_events_are_dealings() {
    let mut document = Policy::builtin().document().clone();
    let about = |document: &mut super::super::Document, kind: &str, is: bool| {
        let one = document.events.iter_mut().find(|about| about.id == kind).unwrap();
        one.dealing = Some(is);
    };
    about(&mut document, "competitor", true);
    about(&mut document, "complaint", false);
    let policy = Policy::new(document).unwrap();
    let one = with(&old(), &event("complaint", "2026-05-01"));
    let mut fields = with(&one, &event("competitor", "2026-05-02"));
    Policy::builtin().schedule(&mut fields);
    assert_eq!(texts(&fields, "activity"), ["2026-05-01 deal"]);
    policy.schedule(&mut fields);
    assert_eq!(texts(&fields, "activity"), ["2026-05-01 deal"]);
    policy.recount_dealings(&mut fields);
    policy.schedule(&mut fields);
    assert_eq!(texts(&fields, "activity"), ["2026-05-02 deal"]);
}
