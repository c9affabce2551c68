//! Tables, JSON and address books.

use super::Case;

/// A text that is there so often.
fn many(text: &str, times: usize) -> Vec<u8> {
    text.as_bytes().repeat(times)
}

fn join(pieces: &[&[u8]]) -> Vec<u8> {
    pieces.concat()
}

pub(super) fn cases() -> Vec<Case> {
    tables().into_iter().chain(json()).chain(cards()).collect()
}

fn tables() -> Vec<Case> {
    let megabytes = many("x", 10 << 20);
    let header = "姓名,手机,备注\n".as_bytes();
    let columns: Vec<String> = (0..5000).map(|at| format!("c{at}")).collect();
    vec![
        Case::new("quote.csv", join(&[header, b"a,b,\"", &megabytes]), "field-too-long"),
        Case::new("cell.csv", join(&[header, b"a,b,", &megabytes]), "field-too-long"),
        // It is closed, but so long a cell is taken for one that somebody forgot to close.
        Case::new(
            "quoted-cell.csv",
            join(&[header, b"a,b,\"", &megabytes, b"\"\n"]),
            "field-too-long",
        ),
        Case::new("row.csv", join(&[header, &many("abcdefg,", 2 << 20)]), "too-many-columns"),
        Case::new("columns.csv", columns.join(",") + "\n", "too-many-columns"),
        Case::new("no-line.csv", many("姓名", 4 << 20), "field-too-long"),
        Case::new("nul.csv", join(&[header, b"a\0b,13800000013,\n"]), "csv-nul"),
        Case::new("empty.csv", "", "no-header"),
        Case::new("ragged.csv", join(&[header, &many("a,b\n", 100_000)]), "bad-rows"),
        Case::new(
            "half-utf8.csv",
            join(&[header, &many("张,1,好\n", 99), b"\xE5\xBC"]),
            "bad-encoding",
        ),
        Case::new(
            "broken-utf8.csv",
            join(&[b"\xEF\xBB\xBF", header, &many("张,1,好\n", 99_999), b"\xFF,1,2\n"]),
            "bad-encoding",
        ),
        Case::new(
            "broken-utf16.csv",
            join(&[b"\xFF\xFE\xD3\x59\x0D\x54\n\0", b"\x00\xD8a\0\n\0"]),
            "bad-encoding",
        ),
        Case::new(
            "noise.csv",
            (0..200_000_u32)
                .map(|at| (at.wrapping_mul(at) >> 7).to_le_bytes()[0])
                .collect::<Vec<_>>(),
            "unclear-encoding",
        ),
    ]
}

fn json() -> Vec<Case> {
    let deep = |open: &str, close: &str, times| join(&[&many(open, times), &many(close, times)]);
    let members: Vec<String> = (0..200_000).map(|at| format!("\"k{at}\":1")).collect();
    let members = format!("{{{}}}", members.join(","));
    let long = join(&[b"{\"name\":\"", &many("x", 10 << 20), b"\"}"]);
    vec![
        Case::new("deep.json", join(&[b"[", &deep("[", "]", 1 << 20), b"]"]), "bad-row"),
        Case::new("deep-object.json", join(&[b"[", &many("{\"a\":", 1 << 20)]), "bad-array"),
        Case::new(
            "deep.jsonl",
            join(&[b"{\"name\":", &deep("[", "]", 1 << 20), b"}\n"]),
            "bad-row",
        ),
        Case::new("cut.json", r#"[{"name":"a""#, "bad-array"),
        Case::new("blank.json", join(&[b"[", &many(" ", 16 << 20)]), "bad-array"),
        Case::new("commas.json", join(&[b"[", &many(",", 1 << 20), b"]"]), "bad-array"),
        Case::new("long.json", join(&[b"[", &long, b"]"]), "row-too-long"),
        Case::new("long.jsonl", join(&[&long, b"\n"]), "row-too-long"),
        Case::new("members.json", format!("[{members}]"), "bad-row"),
        Case::new("number.jsonl", format!("{{\"score\":1{}}}\n", "0".repeat(100_000)), "bad-row"),
        Case::new("utf8.json", join(&[b"[{\"name\":\"", b"\xC3\x28", b"\"}]"]), "unclear-encoding"),
        Case::new("half-pair.jsonl", "{\"name\":\"\\ud800\"}\n", "bad-row"),
    ]
}

fn cards() -> Vec<Case> {
    let begin = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:张伟\r\n".as_bytes();
    let end = b"END:VCARD\r\n";
    let photo = join(&[b"PHOTO;ENCODING=b:", &many("QUJD", 4 << 20), b"\r\n"]);
    vec![
        Case::new("cut.vcf", begin, "bad-card"),
        Case::new("endless.vcf", join(&[begin, &many("NOTE:x\r\n", 2 << 20)]), "row-too-long"),
        Case::new(
            "line.vcf",
            join(&[begin, b"NOTE:", &many("x", 16 << 20), b"\r\n", end]),
            "row-too-long",
        ),
        Case::new("photo.vcf", join(&[begin, &photo, end]), "row-too-long"),
        Case::new(
            "folded.vcf",
            join(&[begin, b"NOTE:x\r\n", &many(" x\r\n", 4 << 20), end]),
            "row-too-long",
        ),
        Case::new("nested.vcf", join(&[&many("BEGIN:VCARD\r\n", 500_000), end]), "bad-card"),
        Case::new(
            "soft-breaks.vcf",
            join(&[
                b"BEGIN:VCARD\r\nVERSION:2.1\r\nNOTE;ENCODING=QUOTED-PRINTABLE:",
                &many("=E5=\r\n", 2 << 20),
                b"\r\n",
                end,
            ]),
            "row-too-long",
        ),
    ]
}
