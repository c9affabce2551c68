//! The tables of divisions as they are asked: by code and by name.
//!
//! Both are read when a region is first resolved, the former divisions only when today's do not
//! answer; a command that resolves none pays nothing.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::short::short;

/// Today's divisions, and those that are no more; their headers name the sources.
const CURRENT: &str = include_str!("current.txt");
const FORMER: &str = include_str!("former.txt");

/// Names that say no more than the division before them.
pub(super) const EMPTY: [&str; 9] = [
    "省直辖县级行政区划",
    "自治区直辖县级行政区划",
    "省直辖县级行政单位",
    "自治区直辖县级行政单位",
    "省直辖行政单位",
    "市辖区",
    "市辖县",
    "县",
    "市",
];

/// The provinces that are one city: their counties lie under two codes, which say nothing.
const CITIES: [u32; 4] = [11, 12, 31, 50];

static TODAY: LazyLock<Today> = LazyLock::new(Today::read);
static PAST: LazyLock<Past> = LazyLock::new(Past::read);

/// A division as it is today.
#[derive(Clone, Copy)]
pub(super) struct Place {
    /// Six digits.
    pub(super) code: u32,
    /// Its own full name.
    pub(super) name: &'static str,
    /// For provinces only: the short name and the letters on number plates.
    short: &'static str,
    letters: &'static str,
}

/// A division that is no more.
#[derive(Clone, Copy)]
pub(super) struct Former {
    /// The code it had.
    pub(super) code: u32,
    /// The name it had.
    pub(super) name: &'static str,
    /// The last year in which the tables have it.
    pub(super) last: i16,
    /// Today's division that it became; none when it was divided, or nobody knows.
    pub(super) to: Option<u32>,
    /// The codes of those that it was divided among, a comma between.
    among: &'static str,
}

impl Former {
    /// Today's divisions in which what it was lies.
    pub(super) fn parts(&self) -> impl Iterator<Item = u32> + use<> {
        let among = self.among.split(',').filter_map(|code| code.parse().ok());
        self.to.into_iter().chain(among)
    }
}

/// Today's table.
pub(super) struct Today {
    places: Vec<Place>,
    names: HashMap<&'static str, Vec<u16>>,
}

/// The table of former divisions.
pub(super) struct Past {
    divisions: Vec<Former>,
    names: HashMap<&'static str, Vec<u16>>,
}

/// How high a division stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rung {
    /// 省.
    Province,
    /// 地级.
    Prefecture,
    /// 县级.
    County,
}

/// The rung that a code belongs to.
pub(super) const fn rung(code: u32) -> Rung {
    match (code.is_multiple_of(10_000), code.is_multiple_of(100)) {
        (true, _) => Rung::Province,
        (_, true) => Rung::Prefecture,
        _ => Rung::County,
    }
}

/// Whether the division with code `inner` lies in that with code `outer`, or is it.
pub(in crate::policy) const fn is_inside(inner: u32, outer: u32) -> bool {
    match rung(outer) {
        Rung::Province => inner / 10_000 == outer / 10_000,
        Rung::Prefecture => inner / 100 == outer / 100,
        Rung::County => inner == outer,
    }
}

/// Whether the division with this code is, or lies in, a city that is a province.
pub(super) fn is_city(code: u32) -> bool {
    CITIES.contains(&(code / 10_000))
}

/// Today's divisions.
pub(super) fn today() -> &'static Today {
    &TODAY
}

/// The divisions that are no more.
pub(super) fn past() -> &'static Past {
    &PAST
}

impl Today {
    fn read() -> Self {
        let mut places: Vec<Place> = Vec::with_capacity(3400);
        for line in lines(CURRENT) {
            let mut words = line.split(' ');
            let first = words.next().unwrap_or_default();
            if let Some(digits) = first.strip_prefix('=') {
                let mut word = || words.next().unwrap_or_default();
                let (name, short, letters) = (word(), word(), word());
                places.push(Place { code: number(digits) * 10_000, name, short, letters });
                continue;
            }
            let (digits, name) = first.split_at_checked(4).unwrap_or((first, ""));
            let prefecture = number(digits) * 100;
            if !name.is_empty() {
                places.push(Place { code: prefecture, name, short: "", letters: "" });
            }
            for (digits, name) in words.filter_map(|word| word.split_at_checked(2)) {
                let code = prefecture + number(digits);
                places.push(Place { code, name, short: "", letters: "" });
            }
        }
        places.sort_unstable_by_key(|place| place.code);
        let mut names: HashMap<_, Vec<u16>> = HashMap::with_capacity(places.len() * 2);
        for (at, place) in (0..).zip(&places) {
            let others = place.each_letter().chain(place.loose());
            for name in [place.name, place.short()].into_iter().chain(others) {
                let holders = names.entry(name).or_default();
                if holders.last() != Some(&at) {
                    holders.push(at);
                }
            }
        }
        Self { places, names }
    }

    /// The division with this code.
    pub(super) fn at(&self, code: u32) -> Option<&Place> {
        let at = self.places.binary_search_by_key(&code, |place| place.code).ok()?;
        self.places.get(at)
    }

    /// The divisions of this full or short name.
    pub(super) fn named(&self, name: &str) -> impl Iterator<Item = &Place> {
        let listed = self.names.get(name);
        // 恩施州 is 恩施土家族苗族自治州.
        let short = name.strip_suffix('州').filter(|_| listed.is_none());
        let holders = listed.or_else(|| self.names.get(short?)).into_iter().flatten();
        let places = holders.filter_map(|at| self.places.get(usize::from(*at)));
        places.filter(move |place| short.is_none() || place.name.ends_with("自治州"))
    }

    /// All divisions, by code.
    #[cfg(test)]
    pub(super) fn all(&self) -> &[Place] {
        &self.places
    }

    /// The form in which the division with this code is kept, `310115 上海市浦东新区`.
    pub(super) fn stored(&self, code: u32) -> Option<String> {
        let name = |code| self.at(code).map_or("", |place| place.name);
        let own = self.at(code)?.name;
        let (province, prefecture) = (code / 10_000 * 10_000, code / 100 * 100);
        Some(match rung(code) {
            Rung::Province => format!("{code:06} {own}"),
            Rung::Prefecture => format!("{code:06} {}{own}", name(province)),
            Rung::County => format!("{code:06} {}{}{own}", name(province), name(prefecture)),
        })
    }
}

impl Place {
    /// Its name without the word for what kind of division it is.
    pub(super) fn short(&self) -> &'static str {
        if self.short.is_empty() { short(self.name) } else { self.short }
    }

    /// What people call an autonomous region, or prefecture: 广西省, 广西自治区, 巴州.
    fn loose(&self) -> impl Iterator<Item = &'static str> + use<'_> {
        const LOOSE: [(&str, [&str; 2]); 7] = [
            ("内蒙古自治区", ["内蒙古省", "内蒙自治区"]),
            ("内蒙古自治区", ["内蒙", "内蒙省"]),
            ("广西壮族自治区", ["广西省", "广西自治区"]),
            ("西藏自治区", ["西藏省", "西藏地区"]),
            ("宁夏回族自治区", ["宁夏省", "宁夏自治区"]),
            ("新疆维吾尔自治区", ["新疆省", "新疆自治区"]),
            ("巴音郭楞蒙古自治州", ["巴州", "巴音郭楞自治州"]),
        ];
        let found = LOOSE.iter().filter(|(name, _)| *name == self.name);
        found.flat_map(|(_, names)| *names)
    }

    fn each_letter(&self) -> impl Iterator<Item = &'static str> + use<> {
        let letters = self.letters;
        let ends = letters.char_indices().map(|(at, c)| at..at + c.len_utf8());
        ends.filter_map(move |range| letters.get(range))
    }
}

impl Past {
    fn read() -> Self {
        // A county of which a prefecture has taken the name, and a county in it has it still: which of
        // the two it became, the table does not tell.
        let is_sure = |(name, to): (&'static str, u32)| {
            let same = today().named(short(name)).filter(|place| is_inside(place.code, to));
            rung(to) != Rung::Prefecture || same.into_iter().all(|place| place.code == to)
        };
        let line = |line: &'static str| {
            let mut words = line.split(' ');
            let mut word = || words.next().unwrap_or_default();
            let (division, last, to) = (word(), word(), word());
            let (code, name) = division.split_at_checked(6)?;
            let code = number(code);
            let sure = |to: &u32| rung(code) != Rung::County || is_sure((name, *to));
            let among = if to.contains(',') { to } else { "" };
            let to = to.parse().ok().filter(sure);
            Some(Former { code, name, last: last.parse().ok()?, to, among })
        };
        let divisions: Vec<Former> = lines(FORMER).filter_map(line).collect();
        let mut names: HashMap<_, Vec<u16>> = HashMap::with_capacity(divisions.len() * 2);
        for (at, former) in (0..).zip(&divisions) {
            for name in [former.name, short(former.name)] {
                let holders = names.entry(name).or_default();
                if !EMPTY.contains(&name) && holders.last() != Some(&at) {
                    holders.push(at);
                }
            }
        }
        Self { divisions, names }
    }

    /// Every division that had this code, of whatever year.
    pub(super) fn with_code(&self, code: u32) -> &[Former] {
        let first = self.divisions.partition_point(|former| former.code < code);
        let end = self.divisions.partition_point(|former| former.code <= code);
        self.divisions.get(first..end).unwrap_or_default()
    }

    /// The former divisions of this full or short name.
    pub(super) fn named(&self, name: &str) -> impl Iterator<Item = &Former> {
        let holders = self.names.get(name).into_iter().flatten();
        holders.filter_map(|at| self.divisions.get(usize::from(*at)))
    }
}

fn lines(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.starts_with('#'))
}

fn number(digits: &str) -> u32 {
    digits.parse().unwrap_or_default()
}

#[cfg(test)]
pub(super) fn former() -> &'static [Former] {
    &PAST.divisions
}
