//! Writes synthetic customers as CSV: `cargo run --release --example customers -- 1000000 > FILE`.
//!
//! The same count and seed (second argument, 1 unless given) always give the same file. Nobody in
//! it exists: names are drawn from lists, mobile numbers count through a permuted range, e-mail
//! addresses are at example.com, .net and .org, and identity numbers have a region code that was
//! never given out (`…990`) with a correct check digit. Phones, e-mails and identity numbers are
//! unique within a file of up to ten million rows.

use std::io::{self, BufWriter, Write};

const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕\
苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文";
const GIVEN: &str = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂华建国红玉志梅文玲斌宇浩凯鑫波宁帆晨阳雪琳佳慧颖\
婷欣怡悦然博瑞泽思远子涵梓萱一诺雨桐若曦嘉懿俊晓东海燕春生永福德光云龙飞鹏程万里清风";
const PLACES: [(&str, &str, &str, &str); 16] = [
    ("上海市", "上海市", "310", "浦东新区"),
    ("北京市", "北京市", "110", "海淀区"),
    ("广东省", "深圳市", "440", "南山区"),
    ("广东省", "广州市", "440", "天河区"),
    ("浙江省", "杭州市", "330", "西湖区"),
    ("江苏省", "苏州市", "320", "吴中区"),
    ("江苏省", "南京市", "320", "鼓楼区"),
    ("四川省", "成都市", "510", "武侯区"),
    ("湖北省", "武汉市", "420", "洪山区"),
    ("陕西省", "西安市", "610", "雁塔区"),
    ("山东省", "青岛市", "370", "市南区"),
    ("福建省", "厦门市", "350", "思明区"),
    ("湖南省", "长沙市", "430", "岳麓区"),
    ("重庆市", "重庆市", "500", "渝中区"),
    ("辽宁省", "大连市", "210", "沙河口区"),
    ("云南省", "昆明市", "530", "五华区"),
];
const STREETS: [&str; 12] = [
    "人民路",
    "解放路",
    "中山路",
    "建设路",
    "和平路",
    "新华路",
    "光明路",
    "胜利路",
    "文化路",
    "学府路",
    "长江路",
    "黄河路",
];
const TRADES: [&str; 10] =
    ["贸易", "科技", "机械", "食品", "物流", "建材", "电子", "纺织", "医疗器械", "文化传播"];
const FORMS: [&str; 3] = ["有限公司", "股份有限公司", "有限责任公司"];
const GRADES: [&str; 16] =
    ["VIP", "A", "A", "B", "B", "B", "B", "C", "C", "C", "C", "C", "C", "C", "", ""];
const STAGES: [&str; 8] = ["现有", "现有", "现有", "现有", "忠诚", "潜在", "潜在", "流失"];
const TAGS: [&str; 12] = [
    "展会",
    "高频",
    "低频",
    "expo",
    "复购",
    "团购",
    "线上",
    "门店",
    "批发",
    "零售",
    "老客户推荐",
    "待回访",
];
const SOURCES: [&str; 10] =
    ["拜访", "电话", "在线表单", "展会", "推荐", "门店", "邮件", "社交媒体", "购买", "合作伙伴"];
const NOTES: [&str; 8] = [
    "对新产品感兴趣，希望收到样品和报价单",
    "每季度回访一次，联系时间以下午为宜",
    "去年采购三次，付款及时，可考虑提高额度",
    "要求开具增值税专用发票，送货前电话联系",
    "反馈物流较慢，已记录并答复，下次改用专车",
    "计划明年扩大采购，需提供技术资料和培训",
    "通过朋友介绍而来，关注售后服务和保修期",
    "仅接受电子邮件联系，不接受电话推销",
];

const HEADER: &str =
    "姓名,性别,手机,邮箱,身份证,公司,省,市,地址,等级,阶段,标签,来源,同意日期,最近联系,备注";

fn main() -> io::Result<()> {
    let mut arguments = arguments();
    let count = arguments.next().unwrap_or(1000);
    let mut random = Random(arguments.next().unwrap_or(1));
    let lists = Lists { surnames: characters(SURNAMES), given: characters(GIVEN) };
    let mut out = BufWriter::with_capacity(1 << 18, io::stdout().lock());
    writeln!(out, "{HEADER}")?;
    let mut row = Vec::with_capacity(512);
    for n in 0..count {
        row.clear();
        customer(n, &mut random, &lists, &mut row)?;
        out.write_all(&row)?;
    }
    out.flush()
}

#[expect(clippy::disallowed_methods, reason = "a program of its own, with no host to ask")]
fn arguments() -> impl Iterator<Item = u64> {
    std::env::args().skip(1).filter_map(|argument| argument.parse().ok())
}

/// The characters that names are made of.
struct Lists {
    surnames: Vec<&'static str>,
    given: Vec<&'static str>,
}

fn characters(text: &'static str) -> Vec<&'static str> {
    text.split_inclusive(|_: char| true).collect()
}

/// `SplitMix64`: short, fast, and the same everywhere. Not for secrets.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`.
    fn below(&mut self, end: u64) -> u64 {
        ((u128::from(self.next()) * u128::from(end)) >> 64).try_into().unwrap_or_default()
    }

    fn of<T: Copy + Default>(&mut self, list: &[T]) -> T {
        let at = self.below(list.len() as u64);
        usize::try_from(at).ok().and_then(|at| list.get(at)).copied().unwrap_or_default()
    }
}

/// Row `n`, drawn from `random` and, where it must be unique, from `n` itself.
fn customer(n: u64, random: &mut Random, lists: &Lists, row: &mut Vec<u8>) -> io::Result<()> {
    let male = random.below(2) == 0;
    let (province, city, region, district) = random.of(&PLACES);
    let (surname, first, second) =
        (random.of(&lists.surnames), random.of(&lists.given), random.of(&lists.given));
    let second = if random.below(5) == 0 { "" } else { second };
    let gender = if male { "男" } else { "女" };
    write!(row, "{surname}{first}{second},{gender},{},", mobile(n))?;
    let host = random.of(&["example.com", "example.net", "example.org"]);
    write!(row, "c{n}.{}@{host},", random.below(1000))?;
    identity(n, region, male, row)?;
    if random.below(3) == 0 {
        let (a, b) = (random.of(&lists.given), random.of(&lists.given));
        write!(row, ",{city}{a}{b}{}{}", random.of(&TRADES), random.of(&FORMS))?;
    } else {
        row.push(b',');
    }
    let (street, house, flat) =
        (random.of(&STREETS), random.below(999) + 1, random.below(2800) + 101);
    write!(row, ",{province},{city},{city}{district}{street}{house}号{flat}室,")?;
    write!(row, "{},{},{}", random.of(&GRADES), random.of(&STAGES), random.of(&TAGS))?;
    if random.below(2) == 0 {
        write!(row, "；{}", random.of(&TAGS))?;
    }
    let source = if random.below(50) == 0 { "" } else { random.of(&SOURCES) };
    write!(row, ",{source},")?;
    day(random, 2019, row)?;
    row.push(b',');
    day(random, 2021, row)?;
    writeln!(row, ",{}", random.of(&NOTES))
}

/// A mobile number for each `n` below ten million: the range 199 0000 0000 to 199 9999 9999 in an
/// order that looks like none (a multiplier without common factor).
fn mobile(n: u64) -> u64 {
    19_900_000_000 + n * 61_803_399 % 100_000_000
}

/// An identity number: the order number and the day of birth count with `n`.
fn identity(n: u64, region: &str, male: bool, row: &mut Vec<u8>) -> io::Result<()> {
    // The order number's parity tells the gender, so 500 of them remain for each day, and the
    // days 1 to 28 of twelve months of sixty years are enough for ten million people.
    let order = n % 500 * 2 + u64::from(male);
    let days = n / 500;
    let (day_of_month, month) = (days % 28 + 1, days / 28 % 12 + 1);
    let year = 1950 + days / 336 % 60;
    let start = row.len();
    write!(row, "{region}990{year}{month:02}{day_of_month:02}{order:03}")?;
    let body = row.get(start..).unwrap_or_default();
    // GB 11643: ISO 7064 MOD 11-2.
    let sum = body.iter().fold(0, |sum, digit| (sum + u64::from(digit - b'0')) * 2 % 11);
    let check = (12 - sum) % 11;
    if check == 10 { write!(row, "X") } else { write!(row, "{check}") }
}

/// A day of the five years from `year` on.
fn day(random: &mut Random, year: u64, row: &mut Vec<u8>) -> io::Result<()> {
    let (year, month, day) = (year + random.below(5), random.below(12) + 1, random.below(28) + 1);
    write!(row, "{year}-{month:02}-{day:02}")
}
