//! The header row of a table, and reading rows by it.

use super::Policy;
use super::finding::{Code, Finding};
use super::headers::{Column, HeaderError, Piece};

#[test]
fn a_name_with_an_address_says_two_things() {
    let known = policy().known();
    let read = |header: &[&str], cells: &[&str]| {
        let (fields, faults) = policy().headers(header).unwrap().read(policy(), cells);
        let texts = |field| fields.all(field).map(|v| v.text.clone()).collect::<Vec<_>>();
        let codes: Vec<_> = faults.iter().map(|(at, finding)| (*at, finding.code)).collect();
        (texts(known.name), texts(known.email), codes)
    };
    let texts = |all: &[&str]| all.iter().map(|&text| text.to_owned()).collect::<Vec<_>>();
    let both = ["张伟<z@example.com>", "z@example.com"];
    let expected = (texts(&["张伟"]), texts(&["z@example.com"]), vec![]);
    assert_eq!(read(&["姓名", "邮箱"], &both), expected);
    let expected = (vec![], vec![], vec![(0, Code::NameWithAddress)]);
    assert_eq!(read(&["姓名"], &both[..1]), expected);
    assert_eq!(read(&["姓名"], &["A <B>"]).0, texts(&["A <B>"]));
}

fn policy() -> &'static Policy {
    Policy::builtin()
}

#[test]
fn headers_are_known_in_both_languages_and_any_shape() {
    let names = [
        "姓名",
        "Mobile",
        "E-Mail",
        " 身份证 ",
        "ＬＡＳＴ＿ＣＯＮＴＡＣＴ",
        "\u{feff}公司",
        "省",
        "City",
        "建档日期",
        "Favourite colour",
    ];
    let headers = policy().headers(&names).unwrap();
    let known = policy().known();
    let fields =
        [known.name, known.phone, known.email, known.id_number, known.last_contact, known.company];
    let mut expected: Vec<_> = fields.into_iter().map(Column::Field).collect();
    expected.extend([
        Column::RegionPiece(Piece::Province),
        Column::RegionPiece(Piece::City),
        Column::System(known.created),
        Column::Unknown,
    ]);
    assert_eq!(headers.columns(), expected);
    assert_eq!(headers.unknown().collect::<Vec<_>>(), [9]);
}

#[test]
fn a_field_with_one_value_has_one_column() {
    assert!(policy().headers(&["手机", "座机"]).is_ok());
    let twice = HeaderError::Twice { field: policy().known().name, columns: [0, 2] };
    assert_eq!(policy().headers(&["姓名", "电话", "name"]).unwrap_err(), twice);
    assert_eq!(policy().headers(&["a", ""]).unwrap_err(), HeaderError::NoneKnown);
}

#[test]
fn every_name_of_every_field_leads_to_it() {
    for (id, field) in policy().fields() {
        for name in field.aliases.iter().chain([&field.id, &field.label_zh, &field.label_en]) {
            let headers = policy().headers(&[name.as_str(), "姓名"]);
            let found = match headers {
                Ok(headers) => headers.columns()[0],
                Err(_) => Column::Field(policy().known().name),
            };
            assert!(found.field(policy()) == Some(id) || found == Column::System(id), "{name}");
        }
    }
}

#[test]
fn a_row_is_read_and_its_faults_are_told_by_column() {
    let headers = policy().headers(&["姓名", "省", "市", "手机", "邮箱", "未知"]).unwrap();
    let row = ["张三", "上海市", "上海市", "13800000013;1", "a@example.com", "?"];
    let (fields, faults) = headers.read(policy(), row);
    let known = policy().known();
    assert_eq!(fields.text(known.region), "310000 上海市");
    assert_eq!(fields.text(known.email), "a@example.com");
    assert_eq!(faults, [(3, Finding::new(known.phone, Code::Phone))]);
    let (fields, _) = headers.read(policy(), ["", "广东省", "深圳"]);
    assert_eq!(fields.text(known.region), "440300 广东省深圳市");
    let (fields, _) = headers.read(policy(), ["", "吉林", "吉林"]);
    assert_eq!(fields.text(known.region), "220200 吉林省吉林市");
}

#[test]
fn a_region_that_says_too_little_is_read_behind_its_province() {
    let read = |pieces: &str, cells: &[&str]| {
        let names: Vec<&str> = pieces.split(' ').collect();
        let policy = Policy::builtin();
        let (fields, faults) = policy.headers(&names).unwrap().read(policy, cells);
        assert_eq!(faults, [], "{cells:?}");
        fields.text(policy.known().region).to_owned()
    };
    for (pieces, cells, expected) in [
        ("province region", &["辽宁", "朝阳"][..], "211300 辽宁省朝阳市"),
        ("province city region", &["江苏", "徐州", "鼓楼区"], "320302 江苏省徐州市鼓楼区"),
        ("province region", &["江苏", "某某村"], "江苏某某村"),
        ("province region", &["江苏省", "江苏某某村"], "江苏某某村"),
    ] {
        assert_eq!(read(pieces, cells), expected, "{cells:?}");
    }
}

#[test]
fn a_province_beside_a_region_narrows_it_or_contradicts_it() {
    let headers = policy().headers(&["地区", "省", "市", "区县"]).unwrap();
    let region = policy().known().region;
    for (row, text, contradicts) in [
        (["上海市", "广东省", "", ""], "310000 上海市", true),
        (["深圳", "广东省", "深圳市", ""], "440300 广东省深圳市", false),
        (["广东省", "广东省", "深圳市", ""], "440300 广东省深圳市", false),
        (["北京市", "", "", "朝阳区"], "110105 北京市朝阳区", false),
        (["福田区", "", "深圳", "南山区"], "440304 广东省深圳市福田区", true),
        (["深圳", "某省", "", ""], "440300 广东省深圳市", false),
        (["某地", "广东省", "", ""], "广东省某地", false),
    ] {
        let (fields, faults) = headers.read(policy(), row);
        let expected: &[_] = &[(1, Finding::new(region, Code::RegionPieces))];
        assert_eq!(fields.text(region), text, "{row:?}");
        assert_eq!(faults, if contradicts { expected } else { &[] }, "{row:?}");
    }
}

#[test]
fn what_a_template_writes_beside_a_name_is_passed_over() {
    let known = policy().known();
    let names = ["姓名\n(必填)", "手机号 *", "*邮箱（必填）", "地址(required)"];
    let headers = policy().headers(&names).unwrap();
    let fields = [known.name, known.phone, known.email, policy().id("address").unwrap()];
    assert_eq!(headers.columns(), fields.map(Column::Field));
    assert!(names.iter().all(|name| policy().names_field(name, None)));
    assert!(!policy().names_field("基本信息", None));
}

#[test]
fn a_birthday_without_its_year_is_passed_over() {
    let known = policy().known();
    let headers = policy().headers(&["姓名", "生日"]).unwrap();
    for (text, passed) in [
        ("--03-07", &[1][..]),
        (" --0307 ", &[1]),
        ("1990-03-07", &[]),
        ("--", &[]),
        ("03-07", &[]),
    ] {
        let row = ["张伟", text];
        assert_eq!(headers.yearless(policy(), row), passed, "{text}");
        let (fields, faults) = headers.read(policy(), row);
        assert_eq!(fields.get(known.birth_date).is_some(), text.starts_with('1'), "{text}");
        assert_eq!(faults.is_empty(), text.starts_with('1') || !passed.is_empty(), "{text}");
    }
}

#[test]
fn some_columns_count_only_where_no_other_has_the_field() {
    let map = policy()
        .column_map(
            "[columns]\n\"A\" = \"owner\"\n[otherwise]\n\"B\" = \"owner\"\n\"C\" = \"owner\"\n",
        )
        .unwrap();
    let owner = policy().id("owner").unwrap();
    let columns =
        |names: &[&str]| policy().headers_by(names, Some(&map)).unwrap().columns().to_vec();
    assert_eq!(columns(&["B", "A"]), [Column::Instead(owner), Column::Field(owner)]);
    assert_eq!(columns(&["B", "C"]), [Column::Field(owner), Column::Instead(owner)]);
    assert_eq!(columns(&["C"]), [Column::Field(owner)]);
}

#[test]
fn a_map_says_what_separates_values_and_what_is_nothing() {
    let map = policy()
        .column_map("empty = [\"-None-\"]\n[separators]\nphone = \":::\"\ntags = \",\"\n")
        .unwrap();
    let headers = policy().headers_by(&["姓名", "手机", "标签", "来源"], Some(&map)).unwrap();
    let row = ["张伟", "13800000013 ::: 13800000014", "VIP,展会", " -None- "];
    let (fields, faults) = headers.read(policy(), row);
    assert_eq!(faults, []);
    let known = policy().known();
    let texts = |field| fields.all(field).map(|value| value.text.as_str()).collect::<Vec<_>>();
    assert_eq!(texts(known.phone), ["+8613800000013", "+8613800000014"]);
    assert_eq!((texts(known.tags).len(), texts(known.source).len()), (2, 0));
}

#[test]
fn the_ready_maps_say_which_column_counts_and_what_says_nothing() {
    for (system, header, row, expected) in [
        ("salesforce", ["Account Owner", "Contact Owner", "Phone"], ["a", "b", ""], "owner=b"),
        ("salesforce", ["Last Name", "Account Owner", "Phone"], ["", "a", ""], "owner=a"),
        ("fxiaoke", ["来源", "客户来源", "电话"], ["官网", "展会", ""], "source=exhibition"),
        ("hubspot", ["Company Name", "Associated Company", "Email"], ["a", "b", ""], "company=b"),
        ("hubspot", ["Company Name", "Associated Company", "Email"], ["a", " ", ""], "company=a"),
        (
            "zoho",
            ["Lead Source", "Salutation", "Tag"],
            ["-None-", "-None-", "VIP,展会"],
            "tags=VIP|tags=展会",
        ),
        (
            "google",
            ["Phone 1 - Value", "E-mail 1 - Value", "Birthday"],
            ["13800000013 ::: 13800000014", "a@example.com ::: b@example.com", " --03-07"],
            "phone=+8613800000013|phone=+8613800000014|email=a@example.com|email=b@example.com",
        ),
        ("outlook", ["Last Name", "Anniversary", "Birthday"], ["", "0/0/00", "0/0/00"], ""),
    ] {
        let map = policy().ready_map(system).unwrap();
        let headers = policy().headers_by(&header, Some(&map)).unwrap();
        let (fields, faults) = headers.read(policy(), row);
        let text = |(field, value): (_, &crate::model::Value)| {
            format!("{}={}", policy().field(field).id, value.text)
        };
        let found = fields.iter().map(text).collect::<Vec<_>>().join("|");
        assert_eq!((found.as_str(), faults), (expected, vec![]), "{system}");
    }
}

#[test]
fn pieces_of_a_region_are_joined_as_their_language_writes_them() {
    let headers = policy().headers(&["省", "城市"]).unwrap();
    for (pieces, region) in [
        (["CA", "San Francisco"], "CA, San Francisco"),
        (["", "Leeds"], "Leeds"),
        (["广东", "深圳"], "440300 广东省深圳市"),
    ] {
        let (fields, _) = headers.read(policy(), pieces);
        assert_eq!(fields.text(policy().known().region), region);
    }
}

#[test]
fn a_bare_postcode_is_foreign_where_the_country_says_so() {
    let headers = policy().headers(&["姓名", "邮编", "Country"]).unwrap();
    let unknown = |names: &[&str]| policy().headers(names).unwrap().unknown().collect::<Vec<_>>();
    assert_eq!(unknown(&["姓名", "邮编", "国家/地区"]), [0; 0], "it says what the postcode is");
    assert_eq!(unknown(&["姓名", "国家/地区"]), [1], "the country itself is passed over");
    let postcode = policy().id("postcode").unwrap();
    for (cells, kept) in [
        (["a", "94105", "United States"], "US-94105"),
        (["a", "10115", "德国"], "DE-10115"),
        (["a", "200120", "中国"], "200120"),
        (["a", "SW1A 1AA", "UK"], "SW1A 1AA"),
        (["a", "94105", "China"], ""),
        (["a", "94105", ""], ""),
    ] {
        let (fields, faults) = headers.read(policy(), cells);
        assert_eq!(
            (fields.text(postcode), faults.is_empty()),
            (kept, !kept.is_empty()),
            "{cells:?}"
        );
    }
}

/// Breaks when a land line beside another country is taken for a Chinese one.
#[test]
fn a_telephone_number_beside_another_country_names_its_own() {
    let policy = Policy::builtin();
    let headers = policy.headers(&["姓名", "手机", "传真", "国家"]).unwrap();
    let unknown = headers.unknown().count();
    assert_eq!(unknown, 0, "it says whose the numbers are");
    for (phone, fax, country, faults) in [
        ("020 7946 0958", "", "United Kingdom", &[1][..]),
        ("010-6431-8888", "090-1234-5678", "韩国", &[1, 2]),
        ("4008208820", "", "Atlantis", &[1]),
        ("021-61234567", "", "香港", &[1]),
        ("13800000013；020 7946 0958", "", "UK", &[1]),
        ("1-380-555-0123", "", "US", &[1]),
        ("13105550124", "", "United States", &[1]),
        ("+8613800000013；13105550124", "", "US", &[1]),
        ("+8613105550124", "+1 310 555 0124", "美国", &[]),
        ("13800000013", "+44 20 7946 0958", "英国", &[]),
        ("138-0000-0013", "+86 21 6123 4567", "英国", &[]),
        ("021-61234567", "020 7946 0958", "中国", &[]),
        ("021-61234567", "", "上海", &[]),
        ("021-61234567", "", "", &[]),
    ] {
        let (_, found) = headers.read(policy, ["张伟", phone, fax, country]);
        let at: Vec<usize> = found.iter().map(|(at, _)| *at).collect();
        assert_eq!(at, faults, "{phone} {fax} {country}: {found:?}");
        assert!(found.iter().all(|(_, finding)| finding.code == Code::PhoneAbroad), "{found:?}");
    }
}

/// The signs by which spreadsheets and mail programs mark text go, where no value begins with them.
#[test]
fn marks_of_text_are_taken_off() {
    let headers = policy().headers(&["姓名", "手机", "邮箱"]).unwrap();
    for (at, cell, bare) in [
        (1, "'13800000013", "13800000013"),
        (1, "=\"13800000013\"", "13800000013"),
        (1, "=\"a\"", "=\"a\""),
        (2, "'q@example.com", "q@example.com"),
        (2, "'q@example.com'", "q@example.com"),
        (0, "'t Hooft", "'t Hooft"),
        (0, "=\"1\"", "=\"1\""),
    ] {
        assert_eq!(headers.unmarked(policy(), at, cell), bare);
    }
}

/// A label is a word of its own; somebody in Halifax is called.
#[test]
fn a_label_of_a_fax_is_told_from_names_with_fax_in_them() {
    let map = policy().ready_map("google").unwrap();
    let names =
        ["First Name", "Phone 1 - Label", "Phone 1 - Value", "Phone 2 - Label", "Phone 2 - Value"];
    let headers = policy().headers_by(&names, Some(&map)).unwrap();
    let fax = policy().id("fax").unwrap();
    for (label, is_fax) in [
        ("Work Fax", true),
        ("homeFax", true),
        ("* FAX", true),
        ("電話傳真", true),
        ("Halifax office", false),
        ("Mobile", false),
        ("", false),
    ] {
        let (fields, _) = headers.read(policy(), ["安娜", label, "021-61234567", "", ""]);
        assert_eq!(!fields.text(fax).is_empty(), is_fax, "{label}");
    }
    let two = ["安娜", "Work Fax", "021-61234567", "Home Fax", "021-61234568"];
    let (_, found) = headers.read(policy(), two);
    assert_eq!(found, [(4, Finding::new(fax, Code::OneValue))]);
}
