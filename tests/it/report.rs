//! `kedang report`: what it counts is what the other verbs show, and nobody sees more by it.

use std::collections::BTreeMap;

use serde_json::Value;
use snapbox::str;

use crate::people::{add, four};
use crate::sandbox::{Sandbox, Transcript};

/// The items of a list in JSON.
pub(crate) fn items(run: &Transcript) -> Vec<Value> {
    let json: Value = serde_json::from_str(&run.stdout).unwrap_or_else(|_| panic!("{run}"));
    json["items"].as_array().unwrap().clone()
}

pub(crate) fn must(sandbox: &Sandbox, line: &str) {
    let done = sandbox.run(line);
    assert_eq!(done.status, Some(0), "{line}\n{done}");
}

/// Counts of a stocktake by section and id.
pub(crate) fn stock(sandbox: &Sandbox, more: &str) -> BTreeMap<(String, String), u64> {
    let run = sandbox.run(&format!("report stocktake --format json {more}"));
    assert_eq!(run.status, Some(0), "{run}");
    let key = |one: &Value, key: &str| one[key].as_str().unwrap_or_default().to_owned();
    items(&run)
        .iter()
        .map(|one| ((key(one, "section"), key(one, "id")), one["records"].as_u64().unwrap()))
        .collect()
}

#[test]
fn a_stocktake_counts_and_names_nobody() {
    let sandbox = four();
    sandbox.run("report stocktake").assert(str![[r#"
Section               Value                                                         Records  Percent
-----------------------------------------------------------------------------------------------------
Vault                 records                                                             4
Vault                 in use                                                              4
Vault                 restricted                                                          0
Vault                 others’, not looked at                                              0
Vault                 on hold                                                             0
Vault                 due for destruction                                                 0
Kind                  person                                                              3  75.0
Kind                  organisation                                                        1  25.0
Stage                 active                                                              1  25.0
Stage                 (none)                                                              3  75.0
Grade                 VIP                                                                 1  25.0
Grade                 A                                                                   1  25.0
Grade                 C                                                                   1  25.0
Grade                 (none)                                                              1  25.0
Owner                 李                                                                  1  25.0
Owner                 (none)                                                              3  75.0
Source                unstated                                                            1  25.0
Source                online form                                                         1  25.0
Source                exhibition                                                          1  25.0
Source                referral                                                            1  25.0
Last verified         never                                                               4  100.0
Last verified         within 90 days                                                      0  0.0
Last verified         within 180 days                                                     0  0.0
Last verified         within a year                                                       0  0.0
Last verified         within two years                                                    0  0.0
Last verified         longer ago                                                          0  0.0
Has what is required  name (person)                                                       3  100.0
Has what is required  phone/e-mail (person)                                               3  100.0
Has what is required  company (organisation)                                              1  100.0
Has what is required  phone/e-mail (organisation)                                         1  100.0
To be seen to         review due                                                          0  0.0
To be seen to         dead                                                                0  0.0
To be seen to         incomplete                                                          3  75.0
To be seen to         a value is wrong                                                    0  0.0
To be seen to         share an identifier                                                 0  0.0
To be seen to         level 1 without a separate consent                                  1  25.0
To be seen to         below the pass mark                                                 0  0.0
Findings              nobody said where the record came from                              1
Findings              held without a separate consent: neither exported nor shared        1
Findings              fewer fields are filled in than the grade asks for                  3
--- exit 0

"#]]);
    let csv = sandbox.run("report stocktake --since 2026-01-01 --format csv");
    for value in ["张伟芳", "13800000013", "李娜", "11010519491231002X", "北京示例有限公司"]
    {
        assert!(!csv.stdout.contains(value), "{csv}");
    }
    let stock = stock(&sandbox, "--since 2026-01-01");
    assert_eq!(stock[&("since".to_owned(), "created".to_owned())], 4);
    assert_eq!(stock[&("since".to_owned(), "records-then".to_owned())], 0);
}

#[test]
fn small_counts_are_left_out_in_chinese_too() {
    let sandbox = four();
    sandbox.run("--lang zh report stocktake --k 3").assert(str![[r#"
章节        内容                                    档案    百分比
-------------------------------------------------------------------
档案库      档案总数                                     4
档案库      使用中                                       4
档案库      封存                                         0
档案库      他人负责，未计入                             0
档案库      暂缓销毁                                     0
档案库      到期应销毁                                   0
类型        个人                                    不显示
类型        企业                                    不显示
阶段        现有                                    不显示
阶段        （无）                                  不显示
等级        VIP                                     不显示
等级        A                                       不显示
等级        C                                       不显示
等级        （无）                                  不显示
负责人      李                                      不显示
负责人      （无）                                  不显示
来源        未注明                                  不显示
来源        在线表单                                不显示
来源        展会                                    不显示
来源        推荐                                    不显示
上次核对    从未                                         4  100.0
上次核对    90 天内                                      0  0.0
上次核对    180 天内                                     0  0.0
上次核对    一年内                                       0  0.0
上次核对    两年内                                       0  0.0
上次核对    更早                                         0  0.0
必填项完整  姓名 (个人)                             不显示
必填项完整  手机/邮箱 (个人)                        不显示
必填项完整  公司 (企业)                             不显示
必填项完整  手机/邮箱 (企业)                        不显示
待处理      到期未核对                                   0  0.0
待处理      死档                                         0  0.0
待处理      不完整                                  不显示
待处理      有错误                                       0  0.0
待处理      标识重复                                     0  0.0
待处理      一级信息未单独同意                      不显示
待处理      低于及格线                                   0  0.0
发现的问题  没有注明来源                            不显示
发现的问题  未取得单独同意，只保存，不导出、不共享  不显示
发现的问题  填写的字段少于该等级的要求              不显示
--- exit 0

"#]]);
}

#[test]
fn a_later_stocktake_knows_the_one_before() {
    let sandbox = four();
    must(&sandbox, "report stocktake");
    add(&sandbox, r#"{"name":"赵敏","phone":"13800000016"}"#);
    let later = sandbox
        .kedang(["report", "stocktake", "--since", "2026-03-02", "--format", "json"])
        .env("KEDANG_TEST_NOW", "2026-06-01T09:30:00Z")
        .end();
    let since: Vec<_> = items(&later).into_iter().filter(|one| one["section"] == "since").collect();
    let of = |id: &str| since.iter().find(|one| one["id"] == id).unwrap()["records"].clone();
    assert_eq!(
        (of("stocktake-then"), of("created"), of("records-then")),
        (4.into(), 0.into(), 5.into())
    );
}

#[test]
fn who_opens_less_is_told_what_was_not_counted() {
    let sandbox = four();
    for (name, role) in [("chen", "auditor"), ("fu", "reviewer"), ("qian", "reaper")] {
        must(&sandbox, &format!("operator add {name} --role {role} --new-identity {name}.id"));
    }
    sandbox.run("--identity chen.id report stocktake --since 1y").assert(str![[r#"
Section           Value                             Records  Percent
---------------------------------------------------------------------
Vault             records                                 4
Vault             in use                                  4
Vault             restricted                              0
Vault             others’, not looked at                  0
Vault             on hold                                 0
Vault             due for destruction                     0
Since 2025-03-01  new records                             4
Since 2025-03-01  changes of records                      0
Since 2025-03-01  records destroyed                       0
Since 2025-03-01  records at that time, by the log        0
--- stderr
note: no record was opened: your capabilities or your clearance do not reach
--- exit 0

"#]]);
    let reviewer = sandbox.run("--identity fu.id report stocktake");
    assert!(
        reviewer.stdout.contains("Grade") && !reviewer.stdout.contains("share an"),
        "{reviewer}"
    );
    assert!(reviewer.stderr.contains("level 1, 2"), "{reviewer}");
    sandbox.run("--identity qian.id report kpi --fail").assert(str![[r#"
Indicator                                 Value     Unit    Target  Met  Shown by
------------------------------------------------------------------------------------------------
completeness                              not seen  %       ≥ 95         verify scan
validity                                  not seen  %       ≥ 98         verify scan
verified within their cycle               not seen  %       ≥ 90         verify due
duplicates                                not seen  %       ≤ 1          verify scan
dead records                              not seen  %       ≤ 1          verify scan
consent coverage: market analysis         0.0       %                    consent list
consent coverage: product recommendation  0.0       %                    consent list
consent coverage: marketing               0.0       %                    consent list
separate consent to level 1               not seen  %       ≥ 100        verify scan
requests answered in time                 no case   %       ≥ 100        request list --all
days to answer, median                    no case   days    ≤ 15         request list --all
due for destruction                       0         number               purge due
days overdue, the longest                 0         days    ≤ 1     met  purge due
records destroyed                         not seen  number               audit log --stats
days a destruction was late, the longest  not seen  days    ≤ 1          audit log
destructions with every check passed      not seen  %       ≥ 100        certificate show
destinations that open a destroyed copy   not seen  number  ≤ 0          backup list
shares handed over                        0         number               share list
shares that are out                       0         number               share list
shares out beyond their last day          0         number  ≤ 0     met  share list
shares whose recipient is to be told      0         number  ≤ 0     met  share due
refusals                                  not seen  number               audit log --stats
noticed out of the ordinary               not seen  number               audit log act:anomaly
days since the last backup                not seen  days    ≤ 1          backup list
days since the last rehearsed restore     not seen  days    ≤ 92         backup list
days since the log was verified           not seen  days    ≤ 7          audit log act:verified
--- stderr
note: no record was opened: your capabilities or your clearance do not reach
note: the log was not asked: that needs the capability audit
no target is missed; what happened is counted since 2025-03-01
--- exit 0

"#]]);
    let library = sandbox.run("--identity fu.id report library");
    assert_eq!(library.status, Some(13), "{library}");
    let refused = sandbox.run("--identity chen.id report library");
    assert_eq!(refused.status, Some(14), "{refused}");
}

#[test]
fn indicators_are_held_against_the_targets_of_the_policy() {
    let sandbox = four();
    sandbox.run("report kpi").assert(str![[r#"
Indicator                                 Value    Unit    Target  Met     Shown by
--------------------------------------------------------------------------------------------------
completeness                              25.0     %       ≥ 95    missed  verify scan
validity                                  100.0    %       ≥ 98    met     verify scan
verified within their cycle               100.0    %       ≥ 90    met     verify due
duplicates                                0.0      %       ≤ 1     met     verify scan
dead records                              0.0      %       ≤ 1     met     verify scan
consent coverage: market analysis         0.0      %                       consent list
consent coverage: product recommendation  0.0      %                       consent list
consent coverage: marketing               0.0      %                       consent list
separate consent to level 1               0.0      %       ≥ 100   missed  verify scan
requests answered in time                 no case  %       ≥ 100           request list --all
days to answer, median                    no case  days    ≤ 15            request list --all
due for destruction                       0        number                  purge due
days overdue, the longest                 0        days    ≤ 1     met     purge due
records destroyed                         0        number                  audit log --stats
days a destruction was late, the longest  no case  days    ≤ 1             audit log
destructions with every check passed      no case  %       ≥ 100           certificate show
destinations that open a destroyed copy   0        number  ≤ 0     met     backup list
shares handed over                        0        number                  share list
shares that are out                       0        number                  share list
shares out beyond their last day          0        number  ≤ 0     met     share list
shares whose recipient is to be told      0        number  ≤ 0     met     share due
refusals                                  0        number                  audit log --stats
noticed out of the ordinary               0        number                  audit log act:anomaly
days since the last backup                never    days    ≤ 1     missed  backup list
days since the last rehearsed restore     never    days    ≤ 92    missed  backup list
days since the log was verified           never    days    ≤ 7     missed  audit log act:verified
--- stderr
5 targets are missed; what happened is counted since 2025-03-01
--- exit 0

"#]]);
    sandbox.run("--lang zh report kpi --fail --quiet").assert(str![[r#"
指标                          数值      单位  目标   达标    出处
------------------------------------------------------------------------------------
完整率                        25.0      %     ≥ 95   未达标  verify scan
有效率                        100.0     %     ≥ 98   达标    verify scan
按期核对率                    100.0     %     ≥ 90   达标    verify due
重复率                        0.0       %     ≤ 1    达标    verify scan
死档率                        0.0       %     ≤ 1    达标    verify scan
同意覆盖率：市场分析          0.0       %                    consent list
同意覆盖率：产品推荐          0.0       %                    consent list
同意覆盖率：营销推广          0.0       %                    consent list
敏感信息单独同意率            0.0       %     ≥ 100  未达标  verify scan
请求按期答复率                无此事项  %     ≥ 100          request list --all
请求答复天数（中位数）        无此事项  天    ≤ 15           request list --all
到期待销毁                    0         个                   purge due
销毁逾期天数（最长）          0         天    ≤ 1    达标    purge due
已销毁档案                    0         个                   audit log --stats
已完成的销毁逾期天数（最长）  无此事项  天    ≤ 1            audit log
销毁查验合格率                无此事项  %     ≥ 100          certificate show
尚可打开已销毁副本的目的地    0         个    ≤ 0    达标    backup list
借阅发放件数                  0         个                   share list
尚未归还或销毁的借阅发放件    0         个                   share list
逾期未还或未销毁的借阅发放件  0         个    ≤ 0    达标    share list
接收方尚待告知的借阅发放件    0         个    ≤ 0    达标    share due
拒绝次数                      0         个                   audit log --stats
异常次数                      0         个                   audit log act:anomaly
距上次备份天数                从未      天    ≤ 1    未达标  backup list
距上次恢复演练天数            从未      天    ≤ 92   未达标  backup list
距上次核验日志天数            从未      天    ≤ 7    未达标  audit log act:verified
--- exit 4

"#]]);
    lower_targets_are_met(&sandbox);
}

/// A policy with lower targets is met.
fn lower_targets_are_met(sandbox: &Sandbox) {
    let policy = sandbox.run("policy show --default").stdout;
    let mut easy = policy.replacen("\nversion = ", "\nversion = 9", 1);
    for line in [
        "at_least = 95",
        "at_least = 98",
        "at_least = 90",
        "at_least = 100",
        "at_most = 1\n",
        "at_most = 92",
        "at_most = 7",
    ] {
        easy = easy.replace(line, "");
    }
    std::fs::write(sandbox.path("easy.toml"), easy).unwrap();
    must(sandbox, "policy apply easy.toml --yes");
    let met = sandbox.run("report kpi --fail --quiet");
    assert_eq!(met.status, Some(0), "{met}");
}

#[test]
fn a_stocktake_is_printed_and_signed() {
    let sandbox = four();
    let line = "--lang zh report stocktake --k 2 --html stock.html";
    sandbox.run(line).assert(str![[r#"
--- stderr
已将盘点表写入 stock.html
--- exit 0

"#]]);
    let html = std::fs::read_to_string(sandbox.path("stock.html")).unwrap();
    assert!(html.starts_with("<!DOCTYPE html>\n") && html.ends_with("</html>\n"));
    assert!(html.contains("客户档案盘点表") && html.contains("size:A4") && html.contains("签字"));
    assert!(html.contains("不显示") && !html.contains("<script") && !html.contains("张伟芳"));
    let again = sandbox.run(line);
    assert_eq!(again.status, Some(9), "{again}");
}

#[test]
fn the_library_has_three_parts() {
    let sandbox = four();
    for line in [
        "event add K-1 --type purchase --amount 1200.50",
        "event add K-1 --type 购买 --amount 3万",
        "event add K-1 --type 投入 --amount 88.80",
        "event add K-1 --type spend --amount 11.20 --date 2025-11-11",
        "event add K-3 --type 礼品 --amount US$50",
        "event add K-3 --type complaint",
        "assess K-3 --standard partner --score initiative=4 --score operation=4 --score reputation=4 --score relations=4 --score management=4 --score network=4 --score promotion=4 --score after_sales=4",
    ] {
        must(&sandbox, line);
    }
    sandbox.run("report library").assert(str![[r#"
Part     Value                         Records  Entries  Amount             Mean
---------------------------------------------------------------------------------
facts    records                             4
facts    purchase                            1        2  31200.50
facts    complaint                           1        1
derived  grade VIP                           1
derived  grade A                             1
derived  grade C                             1
derived  partner evaluation                  1        1                     80.0
derived  data quality, mean of scores        4                              90.0
spend    total                               2        3  100.00, USD 50.00
spend    2025                                1        1  11.20
spend    2026                                2        2  88.80, USD 50.00
--- exit 0

"#]]);
    let since = sandbox.run("--lang zh report library --since 2026-01-01 --format json");
    let spend: Vec<Value> =
        items(&since).into_iter().filter(|one| one["part"] == "spend").collect();
    assert_eq!(spend[0]["amount"], serde_json::json!(["88.80", "USD 50.00"]), "{since}");
    let card = sandbox.run("card K-1");
    assert!(card.stdout.contains("Spent on the customer"), "{card}");
    let card = sandbox.run("card K-1 --format json");
    let card = &items(&card)[0];
    assert_eq!(card["spend"]["total"], serde_json::json!(["2", "100.00"]), "{card}");
    assert_eq!(card["derived"]["purchase"], serde_json::json!(["2", "31200.50"]), "{card}");
}
