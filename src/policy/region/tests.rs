//! Every division by every name, and what is left open.

use super::*;

fn known(text: &str) -> Option<String> {
    resolve(text).ok()
}

#[test]
fn every_spelling_of_a_division_is_one() {
    for (stored, spellings) in [
        ("310000 上海市", &["沪", "上海", "上海市", "上海 上海市", "上海市市辖区", "申"][..]),
        ("440300 广东省深圳市", &["深圳", "深圳市", "广东深圳", "广东省 深圳市", "广东/深圳"]),
        ("310115 上海市浦东新区", &["上海浦东", "上海市浦东新区", "上海市-浦东新区", "310115"]),
        ("310115 上海市浦东新区", &["浦东新区", "浦东", "310115001", "310115001000", "南汇县"]),
        ("222400 吉林省延边朝鲜族自治州", &["延边", "吉林延边", "延边朝鲜族自治州"]),
        ("150000 内蒙古自治区", &["内蒙古", "蒙", "内蒙"]),
        ("150100 内蒙古自治区呼和浩特市", &["内蒙呼和浩特"]),
        ("710000 台湾省", &["台湾", "台", "臺灣", "臺灣省"]),
        ("440300 广东省深圳市", &["廣東省深圳市", "廣東深圳"]),
        ("310115 上海市浦东新区", &["上海市浦東新區"]),
        ("422800 湖北省恩施土家族苗族自治州", &["恩施州", "湖北恩施州"]),
        ("513400 四川省凉山彝族自治州", &["凉山州", "涼山州"]),
        ("610424 陕西省咸阳市乾县", &["乾县", "陕西乾县"]),
        (
            "440305 广东省深圳市南山区",
            &["深圳南山区", "广东省深圳市南山区", "440305", "广东深圳南山"],
        ),
        ("231000 黑龙江省牡丹江市", &["牡丹江"]),
        ("429004 湖北省仙桃市", &["仙桃", "湖北省省直辖县级行政区划仙桃市", "沔阳县"]),
    ] {
        for spelling in spellings {
            assert_eq!(known(spelling).as_deref(), Some(stored), "{spelling}");
        }
        assert_eq!(known(stored).as_deref(), Some(stored));
    }
}

#[test]
fn a_name_shared_with_a_province_is_the_province() {
    assert_eq!(known("吉林").as_deref(), Some("220000 吉林省"));
    for text in ["吉林吉林", "吉林省吉林", "吉林省吉林市"] {
        assert_eq!(known(text).as_deref(), Some("220200 吉林省吉林市"), "{text}");
    }
    assert_eq!(known("广东海南").as_deref(), Some("460000 海南省"), "its part until 1988");
    assert_eq!(known("吉林市").as_deref(), Some("220200 吉林省吉林市"));
    assert_eq!(known("海南").as_deref(), Some("460000 海南省"));
    assert_eq!(known("青海海南").as_deref(), Some("632500 青海省海南藏族自治州"));
}

#[test]
fn what_names_no_division_is_not_guessed() {
    for text in [
        "",
        "沪沪",
        "朝阳区",
        "上海路100号",
        "Berlin",
        "华东",
        "990000",
        "990000 无",
        "310000 无",
        "海",
        "南京东路街道",
    ] {
        assert_eq!(known(text), None, "{text}");
    }
}

#[test]
fn a_code_before_a_name_settles_it_or_contradicts_it() {
    for (text, stored) in [
        ("110105 朝阳", Ok("110105 北京市朝阳区")),
        ("110000 朝阳区", Ok("110105 北京市朝阳区")),
        ("211300 朝阳", Ok("211300 辽宁省朝阳市")),
        ("310000 浦东新区", Ok("310115 上海市浦东新区")),
        ("310100 浦东新区", Ok("310115 上海市浦东新区")),
        ("110105 北京市", Ok("110105 北京市朝阳区")),
        ("440305 广东省深圳市", Ok("440305 广东省深圳市南山区")),
        ("110105 北京市朝阳区", Ok("110105 北京市朝阳区")),
        ("200120 上海市浦东新区", Ok("310115 上海市浦东新区")),
        ("310000 浙江省杭州市", Ok("330100 浙江省杭州市")),
        ("310115 浙江省杭州市", Err(Doubt::Contradicted)),
        ("110105 上海市浦东新区", Err(Doubt::Contradicted)),
        ("320302 北京市", Err(Doubt::Contradicted)),
        ("999999 北京市", Err(Doubt::Contradicted)),
        ("440305 朝阳", Err(Doubt::Ambiguous)),
    ] {
        assert_eq!(resolve(text).as_deref(), stored.as_ref().copied(), "{text}");
    }
}

#[test]
fn what_several_are_called_or_was_divided_says_so() {
    for text in ["朝阳区", "鼓楼区", "鼓楼", "南山区", "通州"] {
        assert_eq!(resolve(text), Err(Doubt::Ambiguous), "{text}");
    }
    for text in ["扬州地区", "江干区", "341400"] {
        assert_eq!(resolve(text), Err(Doubt::Divided), "{text}");
    }
    for (text, among) in [
        ("吴县市", &["江苏省苏州市吴中区", "江苏省苏州市相城区"][..]),
        ("河北省邯郸县", &["河北省邯郸市邯山区", "河北省邯郸市丛台区"]),
        ("六安县", &["安徽省六安市金安区", "安徽省六安市裕安区"]),
        ("揭阳县", &["广东省揭阳市榕城区", "广东省揭阳市揭东区"]),
        ("大同市南郊区", &["山西省大同市平城区", "山西省大同市云冈区"]),
    ] {
        assert_eq!(resolve(text), Err(Doubt::Divided), "{text}");
        assert_eq!(candidates(text), among, "{text}");
    }
    for text in ["阜阳县", "莆田县", "长沙市郊区", "苏州吴县", "320586"] {
        assert_eq!(resolve(text), Err(Doubt::Divided), "{text}");
    }
    assert_eq!(resolve("Berlin"), Err(Doubt::Unknown));
    // Its province tells which; the name alone does not.
    assert_eq!(known("长春朝阳区").as_deref(), Some("220104 吉林省长春市朝阳区"));
    for text in ["江苏鼓楼区", "朝阳", "江北区", "桥东区"] {
        assert_eq!(resolve(text), Err(Doubt::Ambiguous), "{text}");
    }
    for (text, stored) in [
        ("北京朝阳", "110105 北京市朝阳区"),
        ("辽宁朝阳", "211300 辽宁省朝阳市"),
        ("宁波江北区", "330205 浙江省宁波市江北区"),
        ("西安", "610100 陕西省西安市"),
    ] {
        assert_eq!(known(text).as_deref(), Some(stored), "{text}");
    }
    assert_eq!(candidates("朝阳区"), ["北京市朝阳区", "吉林省长春市朝阳区"]);
    assert_eq!(candidates("江苏鼓楼区"), ["江苏省南京市鼓楼区", "江苏省徐州市鼓楼区"]);
    assert_eq!(resolve("淮安县"), Err(Doubt::Divided), "now a district of the city of its name");
    for text in
        ["丽江纳西族自治县", "邕宁县", "无锡县", "宝安县", "太原北城区", "山西省太原市南城区"]
    {
        assert_eq!(resolve(text), Err(Doubt::Divided), "{text}");
    }
    assert_eq!(candidates("无锡县"), ["江苏省无锡市锡山区", "江苏省无锡市惠山区"]);
    assert_eq!(resolve("巴州"), Err(Doubt::Ambiguous));
    assert_eq!(candidates("巴州"), ["四川省巴中市巴州区", "新疆维吾尔自治区巴音郭楞蒙古自治州"]);
    for text in ["中山", "台东", "臺東", "九龙", "新北", "大埔"] {
        assert_eq!(resolve(text), Err(Doubt::Ambiguous), "{text}");
    }
    assert_eq!(candidates("中山"), ["辽宁省大连市中山区", "广东省中山市"]);
    assert_eq!(resolve("新区"), Err(Doubt::Unknown));
    for (text, stored) in [
        ("中山市", "442000 广东省中山市"),
        ("广东中山", "442000 广东省中山市"),
        ("大连中山", "210202 辽宁省大连市中山区"),
        ("九龙县", "513324 四川省甘孜藏族自治州九龙县"),
        ("常州新北", "320411 江苏省常州市新北区"),
        ("大埔县", "441422 广东省梅州市大埔县"),
    ] {
        assert_eq!(known(text).as_deref(), Some(stored), "{text}");
    }
    for text in ["新北市", "台东县", "九龙城区", "大埔区"] {
        assert_eq!(known(text), None, "{text}");
    }
    assert_eq!(known("新疆巴州").as_deref(), Some("652800 新疆维吾尔自治区巴音郭楞蒙古自治州"));
    assert_eq!(known("巴中市巴州区").as_deref(), Some("511902 四川省巴中市巴州区"));
}

#[test]
fn what_does_not_lie_in_the_division_before_it_is_a_question() {
    for text in ["广东省杭州市", "广东杭州", "440000 广东省杭州市", "重庆市江北县", "广东省某某区"]
    {
        assert_eq!(known(text), None, "{text}");
    }
    for (text, stored) in [
        ("广西省桂林市", "450300 广西壮族自治区桂林市"),
        ("新疆自治区伊宁市", "654002 新疆维吾尔自治区伊犁哈萨克自治州伊宁市"),
        ("内蒙自治区", "150000 内蒙古自治区"),
        ("北京市朝阳区望京小区", "110105 北京市朝阳区望京小区"),
    ] {
        assert_eq!(known(text).as_deref(), Some(stored), "{text}");
    }
}

#[test]
fn former_divisions_are_what_they_became() {
    for (text, stored) in [
        ("北京市崇文区", "110101 北京市东城区"),
        ("110103", "110101 北京市东城区"),
        ("湖北省襄樊市", "420600 湖北省襄阳市"),
        ("襄樊", "420600 湖北省襄阳市"),
        ("四川省重庆市", "500000 重庆市"),
        ("四川省万县", "500101 重庆市万州区"),
        ("上海市川沙县", "310115 上海市浦东新区"),
        ("广东省通什市", "469001 海南省五指山市"),
        ("思茅地区", "530800 云南省普洱市"),
        ("高淳县", "320118 江苏省南京市高淳区"),
        ("440301", "440300 广东省深圳市"),
    ] {
        assert_eq!(known(text).as_deref(), Some(stored), "{text}");
    }
}

#[test]
fn of_an_address_the_town_is_kept_and_the_house_is_not() {
    for (text, stored) in [
        ("上海市浦东新区张江镇", "310115 上海市浦东新区张江镇"),
        ("上海市浦东新区张江镇祖冲之路1号", "310115 上海市浦东新区张江镇"),
        ("浦东新区世纪大道1号", "310115 上海市浦东新区"),
        ("上海张江镇", "310000 上海市张江镇"),
    ] {
        assert_eq!(known(text).as_deref(), Some(stored), "{text}");
        assert_eq!(known(stored).as_deref(), Some(stored), "{text}");
    }
}

#[test]
fn what_was_kept_before_the_tables_had_counties_stays() {
    let older = "440300 广东省深圳市南山区";
    assert_eq!(known(older).as_deref(), Some(older));
    assert_eq!(older_form("440305 广东省深圳市南山区").as_deref(), Some(older));
    assert_eq!(older_form("310115 上海市浦东新区"), None);
}

#[test]
fn every_division_of_today_is_found_by_code_and_by_name() {
    let all = today().all();
    assert_eq!(all.iter().filter(|p| rung(p.code) == Rung::Province).count(), 34);
    assert_eq!(all.iter().filter(|p| rung(p.code) == Rung::Prefecture).count(), 333);
    assert!(all.iter().filter(|p| rung(p.code) == Rung::County).count() > 2840);
    for place in all {
        let stored = today().stored(place.code).unwrap();
        assert_eq!(known(&format!("{:06}", place.code)).as_deref(), Some(&*stored));
        assert_eq!(known(&stored).as_deref(), Some(&*stored));
        assert_eq!(known(name(&stored)).as_deref(), Some(&*stored), "the whole path");
        for text in [place.name, place.short()] {
            let expected = if certain(place, text) { Ok(stored.clone()) } else { resolve(text) };
            assert_eq!(resolve(text), expected, "{text} of {stored}");
            if let Ok(other) = resolve(text) {
                let code: u32 = code(&other).unwrap().parse().unwrap();
                let above = is_inside(place.code, code) || rung(code) < rung(place.code);
                assert!(above, "{text} of {stored} became {other}");
            } else {
                assert_eq!(resolve(text), Err(Doubt::Ambiguous), "{text}");
            }
        }
    }
}

/// Whether nothing else is called so, or was, but what lies in it.
fn certain(place: &table::Place, text: &str) -> bool {
    let apart = |code: u32| !is_inside(code, place.code);
    let now = today().named(text).any(|other| apart(other.code));
    let then = past().named(text).any(|former| former.to.is_none_or(apart));
    !now && !chain::QUESTIONS.contains(&text) && (!then || rung(place.code) != Rung::County)
}

/// Every name that the division of this code has or had.
fn names_of(code: u32) -> Vec<&'static str> {
    let then = past().with_code(code).iter().map(|former| former.name);
    let now = today().at(code).map(|place| place.name);
    now.into_iter().chain(then).filter(|name| !table::EMPTY.contains(name)).collect()
}

/// Whether it is of the same name, and what a city became that has left its prefecture (石河子市) or
/// of which the prefecture took the name: 邯郸地区邯郸市 lies in 邯郸市.
fn keeps_its_name(stored: &str, name: &str) -> bool {
    let outside = stored.get(4..6) == Some("00") || stored.get(2..4) == Some("90");
    stored.ends_with(name) && outside
}

#[test]
fn every_path_of_1980_to_2019_is_what_it_became_or_a_question() {
    let now = today().all().iter().map(|place| (place.code, place.name, Some(place.code)));
    let then = table::former().iter().map(|former| (former.code, former.name, former.to));
    let (mut led, mut asked, mut wrong) = (0, 0, Vec::new());
    for (was, own, to) in now.chain(then).filter(|(_, name, _)| !table::EMPTY.contains(name)) {
        let above = [was / 10_000 * 10_000, was / 100 * 100].map(|code| {
            if code == was { vec![""] } else { names_of(code).into_iter().chain([""]).collect() }
        });
        let [provinces, prefectures] = &above;
        for province in provinces {
            for prefecture in prefectures {
                // One name alone may be another's, who has it today.
                if province.is_empty() && prefecture.is_empty() {
                    continue;
                }
                let path = format!("{province}{prefecture}{own}");
                match resolve(&path) {
                    Err(_) => asked += 1,
                    Ok(stored)
                        if to.and_then(|to| today().stored(to)).as_ref() == Some(&stored) =>
                    {
                        led += 1;
                    }
                    Ok(stored) if keeps_its_name(&stored, own) => led += 1,
                    Ok(stored) => wrong.push(format!("{path} is {stored}, was {was}")),
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong: {:#?}", wrong.len(), wrong.get(..wrong.len().min(60)));
    assert!(led > 15_000 && asked < 4_000, "{led} {asked}");
}

#[test]
fn every_former_code_leads_to_one_of_today_or_to_a_question() {
    let (mut led, mut asked) = (0, 0);
    for former in table::former() {
        assert!(former.to.is_none_or(|to| today().at(to).is_some()), "{}", former.code);
        match resolve(&format!("{:06}", former.code)) {
            Ok(stored) => {
                led += 1;
                assert!(is_known(&stored), "{stored}");
            }
            Err(doubt) => {
                asked += 1;
                assert_ne!(doubt, Doubt::Unknown, "{}", former.code);
            }
        }
    }
    assert!(led > 3700 && asked < 350, "{led} {asked}");
}

#[test]
fn codes_are_known_from_the_time_they_were_given() {
    assert!(had_code(110_105, 1949) && had_code(310_115, 1990));
    assert!(had_code(110_103, 1949) && !had_code(110_103, 2015), "崇文区 ended in 2010");
    assert!(!had_code(440_990, 1950));
}

#[test]
fn codes_shorten_to_what_their_division_shares() {
    assert_eq!(first_digits("310000"), "31");
    assert_eq!(first_digits("440300"), "4403");
    assert_eq!(first_digits("310115"), "310115");
    assert_eq!((code("310000 上海市"), name("310000 上海市")), (Some("310000"), "上海市"));
    assert_eq!((code("海外"), name("海外")), (None, "海外"));
}
