//! Tests of the text: both languages, every kind of certificate, and lies that somebody signed.

use super::super::sample::{ISSUED, Log, certificate};
use super::*;
use crate::log::destruction::Outcome;
use crate::vault::sample::{Sample, order, selector};
use crate::vault::{CopyKind, Wanted, examine};

/// One of each kind: complete, partial, completed, in part, of many, of paper.
fn all() -> Vec<Certificate> {
    let mut log = Log::new();
    let plain = log.destroy(|_| {});
    let fully = log.destroy_fully();
    let nas = log.scrub("nas", "key-file-rewritten", 1);
    let usb = log.scrub("usb", "stated-gone", 2);
    let many = log.destroy(|said| said.numbers = (1..=60).step_by(3).map(number).collect());
    let (disk, paper) = (log.shred("3-4"), log.shred(""));
    vec![
        certificate(&[&plain], "3"),
        certificate(&[&fully], "3-4"),
        certificate(&[&fully, &nas], "3"),
        certificate(&[&fully, &nas, &usb], "3-4"),
        Certificate::from_lines(&many, &(1..=60).step_by(3).map(number).collect()).unwrap(),
        certificate(&[&disk], "3-4"),
        certificate(&[&paper], ""),
        Certificate { copies: vec![put_back()], ..certificate(&[&fully, &nas, &usb], "3-4") },
        Certificate {
            copies: vec![Copied { name: "旧 vault".to_owned(), kind: CopyKind::SetAside }],
            comeback: Some(back(Some(9))),
            ..certificate(&[&plain], "3")
        },
        Certificate { comeback: Some(back(None)), ..certificate(&[&fully], "3-4") },
        Certificate { comeback: Some(back(Some(9))), ..certificate(&[&fully, &nas, &usb], "3-4") },
    ]
}

/// An older copy of what line 4 says was rewritten.
fn put_back() -> Copied {
    Copied { name: "nas".to_owned(), kind: CopyKind::KeyFile }
}

/// A copy that was put back or set aside after the lines were signed stands before them; without
/// those words the same lines are none of ours.
#[test]
fn it_says_which_copies_open_it_against_its_lines() {
    let all = all();
    let [.., back, beside, _, _] = &all[..] else { panic!("four") };
    let text = render(&Catalogue::new(Language::English), back);
    assert!(text.contains("(PARTIAL)") && text.contains("copies known to remain: 1"), "{text}");
    assert!(
        text.contains("\nnas: not reached yet; its key file may still open a copy\n"),
        "{text}"
    );
    assert!(text.contains("\nusb: stated to exist no more;"), "{text}");
    let said = r#"4 en 3-4 {"copies":[{"name":"nas","kind":"key-file"}],"restored":null}"#;
    assert!(text.contains(&format!("\nkedang-certificate/{said}\n")), "{text}");
    let lie = text.replace(r#"{"name":"nas","kind":"key-file"}"#, "");
    assert_eq!(is_genuine(&lie, &back.lines.join("\n")), Wording::Other);
    let text = render(&Catalogue::new(Language::English), beside);
    assert!(
        text.contains("\n旧 vault: a vault that a restore set aside, with its keys;"),
        "{text}"
    );
}

/// A restore that took K-3 back, which line `again` destroyed again.
fn back(again: Option<u64>) -> Comeback {
    let time = crate::vault::Moment::new(1_793_671_811_000, 8 * 3600).unwrap();
    Comeback { entry: 57, time, numbers: number(3).into(), again }
}

/// The line says that hashes are kept; a restore had them not. Without those words the same lines are
/// none of ours.
#[test]
fn it_says_that_imports_do_not_refuse_any_more() {
    let mut log = Log::new();
    let line = log.destroy(|said| said.suppressed = true);
    let Comeback { entry, time, numbers, .. } = back(None);
    let lost = Some(Unrefused { entry, time, numbers });
    let lost = Certificate { unrefused: lost, ..certificate(&[&line], "3") };
    for language in [Language::English, Language::Chinese] {
        let text = render(&Catalogue::new(language), &lost);
        assert_eq!(is_genuine(&text, &line), Wording::Genuine(Box::new(lost.clone())));
        let other = text.replace(r#""numbers":"3""#, r#""numbers":"4""#);
        assert_eq!(is_genuine(&other, &line), Wording::Other);
    }
    let text = render(&Catalogue::new(Language::English), &lost);
    assert!(text.contains("imports do not refuse the person any more"), "{text}");
    assert!(!text.contains("are kept, so that") && !text.contains("Status: complete"), "{text}");
    let copies = vec![put_back()];
    let both = Certificate { copies, comeback: Some(back(None)), ..lost };
    let text = render(&Catalogue::new(Language::English), &both);
    assert!(text.contains("\nkedang-certificate/5 en 3 {"), "{text}");
    assert_eq!(is_genuine(&text, &line), Wording::Genuine(Box::new(both)));
}

/// Whoever was given a complete one and asks again is told that a restore brought it back; without
/// those words the same lines and the same signature are none of ours.
#[test]
fn it_says_that_a_restore_brought_it_back() {
    let [.., open, settled] = &all()[..] else { panic!("two") };
    let catalogue = Catalogue::new(Language::English);
    let text = render(&catalogue, open);
    assert!(text.starts_with("CERTIFICATE OF DESTRUCTION OF PART OF CUSTOMER RECORDS (PARTIAL)"));
    assert!(text.contains("\nStatus: not complete any more: a restore took records back"));
    assert!(text.contains("\nRestored since: K-000003, by a restore (log entry 57) on 2026-11-03"));
    assert!(
        text.contains("; not destroyed again\n")
            && text.contains("\nkedang-certificate/3 en 3-4 {")
    );
    let lie = text.replace("; not destroyed again", "; destroyed again by line 9");
    assert_eq!(is_genuine(&lie, &open.lines.join("\n")), Wording::Other);
    let text = render(&catalogue, settled);
    assert!(!text.contains("PARTIAL") && text.contains("destroyed again by line 9 of the"));
}

fn number(n: u64) -> crate::model::RecordNumber {
    crate::model::RecordNumber::new(n).unwrap()
}

#[test]
fn every_kind_is_written_again_and_compared_in_both_languages() {
    let log = Log::new();
    for certificate in all() {
        for language in Language::ALL {
            let text = render(&Catalogue::new(language), &certificate);
            assert!(!text.contains("attest-"), "a text is missing: {text}");
            let signature = log.sign(&text);
            let examined = examine(text.as_bytes(), &signature).unwrap();
            assert_eq!(examined.executors.len(), certificate.lines.len());
            let genuine = Wording::Genuine(Box::new(certificate.clone()));
            assert_eq!(is_genuine(&text, &examined.lines), genuine);
        }
    }
}

#[test]
fn it_says_which_copies_remain_and_what_became_of_the_others() {
    let [_, outstanding, half, whole, ..] = &all()[..] else { panic!("four") };
    let said = |certificate| render(&Catalogue::new(Language::English), certificate);
    let lines = |text: &str| -> Vec<String> {
        let copies = text.split("6. COPIES\n").nth(1).unwrap().split("\n\n").next().unwrap();
        copies.lines().map(str::to_owned).collect()
    };
    assert!(said(outstanding).contains("(PARTIAL)"));
    assert!(said(outstanding).contains("Status: partial: copies known to remain: 2"));
    assert_eq!(
        lines(&said(half)),
        [
            "usb: not reached yet; its key file may still open a copy",
            "nas: key file rewritten and read back, it opens the copy no more, its old key \
             (number 4) destroyed; 2026-11-03 10:10:20 (UTC+08:00; in UTC 2026-11-03T02:10:20Z); \
             O-1, administrator; destruction log, line 4",
            "cloud: holds sealed rows only, which no key there opens",
        ]
    );
    let whole = said(whole);
    assert!(
        !whole.contains("PARTIAL") && whole.contains("Taken from: destruction log, line 3, 4, 5")
    );
    assert!(
        lines(&whole)[0].starts_with("usb: stated to exist no more; the program did not see it;")
    );
}

/// A destruction within a statutory period, or by who could not read the dates, is not passed off.
#[test]
fn it_says_whether_every_statutory_period_was_over() {
    let results = [
        (Outcome::Pass, ["PASS", "通过"]),
        (Outcome::Failed, ["FAILED", "未通过"]),
        (Outcome::Unknown, ["not checked", "未核查"]),
    ];
    for (result, words) in results {
        let line = Log::new().destroy(|said| said.retention.result = result);
        let said = certificate(&[&line], "3");
        for (language, word) in [Language::English, Language::Chinese].into_iter().zip(words) {
            let catalogue = Catalogue::new(language);
            let label = catalogue.get("attest-retention").unwrap();
            let text = render(&catalogue, &said);
            let told = text.lines().find(|line| line.starts_with(&label)).unwrap();
            assert!(told.ends_with(word), "{told}");
        }
    }
}

#[test]
fn it_says_what_was_erased_and_what_is_kept() {
    let text = render(&Catalogue::new(Language::Chinese), &all()[3]);
    for said in [
        "客户档案部分信息销毁证明\n",
        "销毁范围：一级信息、二级信息、身份证号（id_number）、mystery（mystery）\n",
        "档案的其余内容已用新密钥重新加密，继续保存。\n",
        "销毁后的状态：部分信息已销毁\n",
        "防止重新录入的留存：应本人要求，",
        &format!("交给请求人的承诺值：{}、{}\n", "07".repeat(32), "08".repeat(32)),
        "监销人：____________________\n",
        "单位名称：____________________\n",
    ] {
        assert!(text.contains(said), "{said}\n{text}");
    }
}

#[test]
fn many_records_stand_in_an_annex() {
    let certificate = &all()[4];
    let text = render(&Catalogue::new(Language::English), certificate);
    assert!(text.contains("Made out for: 20 records, listed in the annex\n"), "{text}");
    let annex = text.split("ANNEX: THE RECORDS\n").nth(1).unwrap();
    let listed: Vec<&str> = annex.lines().take_while(|line| !line.is_empty()).collect();
    assert_eq!((listed.len(), listed[0], listed[19]), (20, "- K-000001", "- K-000058"));
}

/// An operator who signs a text of his own making gets a good signature under it, and still
/// cannot make it say what the lines do not.
#[test]
fn a_text_that_says_something_else_is_not_genuine_whoever_signed_it() {
    let sample = Sample::new();
    let records = sample.add(&[("张伟芳", "13800000013", ""), ("李娜", "13800000014", "")]);
    sample.open().purge(&order(records)).unwrap();
    let wanted = selector("K-2").numbers;
    let certificate =
        sample.open().certificates(Wanted::Records(&wanted), false).unwrap().remove(0);
    let text = render(&Catalogue::new(Language::English), &certificate);
    for (lie, expected) in [
        (text.replacen("Basis: REQ-7", "Basis: REQ-8", 1), Wording::Other),
        (text.replacen("K-000002", "K-000007", 1), Wording::Other),
        (
            text.replacen("kedang-certificate/2 en 2", "kedang-certificate/2 en 3", 1),
            Wording::Other,
        ),
        (
            text.replacen("kedang-certificate/2 en 2", "kedang-certificate/1 en 2", 1),
            Wording::Other,
        ),
        (text.replacen("kedang-certificate/2 en 2\n", "", 1), Wording::Other),
        (text.replacen("kedang-certificate/2", "kedang-certificate/3", 1), Wording::Other),
        (text.replacen("kedang-certificate/2", "kedang-certificate/4", 1), Wording::Other),
        (text.replacen("kedang-certificate/2", "kedang-certificate/5", 1), Wording::Other),
        (text.replacen("kedang-certificate/2", "kedang-certificate/6", 1), Wording::Newer),
    ] {
        assert_ne!(lie, text);
        let attested = sample.open().attest(&certificate, &lie).unwrap();
        let examined = examine(lie.as_bytes(), &attested.signature).unwrap();
        assert_eq!(is_genuine(&lie, &examined.lines), expected);
    }
}

/// A partial certificate cannot be passed off as a complete one, by its words or by its lines.
#[test]
fn a_partial_one_cannot_be_made_to_look_complete() {
    let mut log = Log::new();
    let fully = log.destroy_fully();
    let nas = log.scrub("nas", "key-file-rewritten", 1);
    let late = log.scrub("usb", "stated-gone", 2);
    let honest = certificate(&[&fully, &nas], "3");
    let catalogue = Catalogue::new(Language::English);
    let text = render(&catalogue, &honest);
    let lie = text.replace("usb: not reached yet; its key file may still open a copy", "usb: gone");
    assert_ne!(lie, text);
    assert_eq!(is_genuine(&lie, &honest.lines.join("\n")), Wording::Other);
    for lines in [vec![&fully, &nas, &nas], vec![&fully, &late, &nas], vec![&nas]] {
        let lines: Vec<&str> = lines.into_iter().map(String::as_str).collect();
        assert_eq!(is_genuine(&text, &lines.join("\n")), Wording::Other);
    }
}

/// What a stranger signed as operator 2, or as operator 1, does not go through together with what
/// the real one signed.
#[test]
fn one_operator_has_one_key() {
    let mut log = Log::new();
    let fully = log.destroy_fully();
    let nas = log.scrub("nas", "key-file-rewritten", 2);
    let usb = log.scrub("usb", "stated-gone", 2);
    let good = certificate(&[&fully, &nas, &usb], "3");
    let text = render(&Catalogue::new(Language::English), &good);
    assert!(examine(text.as_bytes(), &log.sign(&text)).is_ok());
    for by in [1, 2] {
        let forged = usb.clone();
        let line = crate::log::destruction::Line::parse(&forged).unwrap();
        let signed = line.signed.replace("\"O-2\"", &format!("\"O-{by}\""));
        let key = crate::crypto::SigningKey::from_seed(&[9; 32]);
        let signature = crate::crypto::sshsig::sign(
            &key,
            crate::log::destruction::NAMESPACE,
            signed.as_bytes(),
        );
        let forged = crate::log::destruction::line(&signed, &signature);
        let bad = certificate(&[&fully, &nas, &forged], "3");
        let text = render(&Catalogue::new(Language::English), &bad);
        let examined = examine(text.as_bytes(), &log.sign(&text));
        assert_eq!(examined.unwrap_err(), crate::vault::Forgery::Line, "O-{by}");
    }
}

#[test]
fn the_first_form_is_still_read() {
    let lines = crate::vault::extract_block(ISSUED).unwrap();
    assert!(matches!(is_genuine(ISSUED, &lines), Wording::Genuine(_)));
    let lie = ISSUED.replacen("K-000003", "K-000004", 1);
    assert_eq!(is_genuine(&lie, &lines), Wording::Other);
}
