//! How fast names are found, without the vault around them:
//! `cargo run --release --example names`.
//!
//! Packs a million made-up customers side by side, as search segments do, and looks for a name in
//! characters, in variants and by pinyin. Prints milliseconds for one pass over all of them.

use std::hint::black_box;
use std::io::Write as _;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use kedang::model::Test;

const BUCKETS: usize = 4_000;
const RECORDS: usize = 256;
const SURNAMES: &str =
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕";
const GIVEN: &str =
    "伟芳娜敏静秀丽强磊洋艳勇军杰娟涛超明霞平刚桂文辉玲华红飞鹏俊浩宇轩欣怡佳慧雪梅";

fn main() -> Result<()> {
    let segments: Vec<Vec<u8>> = (0..BUCKETS).map(segment).collect::<Result<_>>()?;
    let mut out = std::io::stdout().lock();
    for (what, test) in [
        ("a name as it is typed", Test::contains("欧阳沁")),
        ("no variants", Test::name("李四")),
        ("four spellings", Test::name("欧阳沁")),
        ("pinyin in full", Test::name("ouyangqin")),
        ("pinyin, initials", Test::name("oyqx")),
        ("pinyin, common", Test::name("wangwei")),
    ] {
        let mut best = Duration::MAX;
        let mut hits = 0;
        for _ in 0..5 {
            let start = Instant::now();
            hits = segments.iter().filter(|bytes| black_box(&test).may_hold_in(bytes)).count();
            best = best.min(start.elapsed());
        }
        writeln!(out, "{what:24} {:7.1} ms {hits:5} buckets", best.as_secs_f64() * 1000.0)?;
    }
    Ok(())
}

/// What the segment of level 2 holds of a bucket, nearly.
fn segment(bucket: usize) -> Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(RECORDS * 100);
    let pick = |from: &str, at: usize| {
        let count = from.chars().count();
        from.chars().nth(at % count).context("not empty")
    };
    for place in 0..RECORDS {
        let n = bucket * RECORDS + place;
        let name: String =
            [pick(SURNAMES, n)?, pick(GIVEN, n / 7)?, pick(GIVEN, n / 311)?].iter().collect();
        let company = format!("{}{}贸易有限公司", pick(GIVEN, n / 3)?, pick(GIVEN, n / 11)?);
        let phone = format!("+86199{n:08}");
        let email = format!("c{n}.{}@example.com", n % 97);
        for (field, text) in [(0_u8, name), (1, company), (2, phone), (3, email)] {
            bytes.push(field);
            bytes.push(u8::try_from(text.len())?);
            bytes.extend_from_slice(text.as_bytes());
        }
    }
    Ok(bytes)
}
