//! Short names of divisions: `浦东` of 浦东新区, `延边` of 延边朝鲜族自治州.

/// Words for what kind of division it is, the longer first.
const KINDS: [&str; 9] = ["地区", "林区", "新区", "特区", "市", "盟", "区", "县", "旗"];

/// Words for divisions that are named after peoples as well.
const AUTONOMOUS: [&str; 3] = ["自治州", "自治县", "自治旗"];

/// The peoples as such names write them, some with and without 族.
const PEOPLES: &str = "蒙古族 回族 藏族 维吾尔族 苗族 彝族 壮族 布依族 朝鲜族 满族 侗族 瑶族 白族 \
    土家族 哈尼族 哈萨克族 傣族 黎族 傈僳族 佤族 畲族 拉祜族 水族 东乡族 纳西族 景颇族 柯尔克孜族 土族 \
    达斡尔族 仫佬族 羌族 布朗族 撒拉族 毛南族 仡佬族 锡伯族 普米族 塔吉克族 怒族 鄂温克族 保安族 \
    裕固族 独龙族 各族 蒙古 哈萨克 柯尔克孜 塔吉克 锡伯";

/// The name without the word for what kind of division it is, if two characters remain; else the
/// name itself.
pub(super) fn short(name: &'static str) -> &'static str {
    let long_enough = |text: &&str| text.chars().count() >= 2;
    if let Some(mut left) = AUTONOMOUS.iter().find_map(|ending| name.strip_suffix(ending)) {
        let people = |text: &'static str| {
            PEOPLES.split(' ').find_map(|people| text.strip_suffix(people)).filter(long_enough)
        };
        while let Some(shorter) = people(left) {
            left = shorter;
        }
        return left.strip_suffix('族').filter(long_enough).unwrap_or(left);
    }
    let short = KINDS.iter().find_map(|ending| name.strip_suffix(ending));
    short.filter(long_enough).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn the_kind_and_the_peoples_go() {
        for (name, brief) in [
            ("浦东新区", "浦东"),
            ("石家庄市", "石家庄"),
            ("神农架林区", "神农架"),
            ("延边朝鲜族自治州", "延边"),
            ("双江拉祜族佤族布朗族傣族自治县", "双江"),
            ("和布克赛尔蒙古自治县", "和布克赛尔"),
            ("东乡族自治县", "东乡"),
            ("鄂伦春自治旗", "鄂伦春"),
            ("三都水族自治县", "三都"),
            ("郊区", "郊区"),
            ("忠县", "忠县"),
        ] {
            assert_eq!(short(name), brief);
        }
    }
}
