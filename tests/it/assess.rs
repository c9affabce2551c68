//! `kedang assess`: scorecards filled in and shown.

use snapbox::str;

use crate::people::four;

#[test]
fn a_scorecard_is_whole_and_the_newest_is_shown() {
    let sandbox = four();
    // As a Chinese keyboard types it.
    let scores = "character=4，capacity＝3，capital=4,collateral=2,condition=3";
    sandbox.run(&format!("assess K-1 --standard 5c --score {scores} --date 2026-02-01")).assert(
        str![[r#"
--- stderr
one record changed
--- exit 0

"#]],
    );
    let evidence = [
        "assess",
        "K-1",
        "--standard",
        "5C",
        "--score",
        "品格=5,能力=5,资本=5,担保品=5,环境状况=4",
        "--evidence",
        "-",
    ];
    sandbox.kedang(evidence).input("近三年无逾期").end().assert(str![[r#"
--- stderr
one record changed
--- exit 0

"#]]);
    sandbox.run("assess").assert(str![[r#"
Number    Name    Date        Standard   Total %  Scores                                                          Valid until  Evidence      By
--------------------------------------------------------------------------------------------------------------------------------------------------
K-000001  张伟芳  2026-03-01  5C credit       96  character 5, capacity 5, capital 5, collateral 5, conditions 4  2027-03-01   近三年无逾期  wang
--- exit 0

"#]]);
    sandbox.run("--lang zh assess K-1 --standard 5c").assert(str![[r#"
编号      姓名    日期        评估标准     总分%  各项得分                                      有效期至    依据          经手人
---------------------------------------------------------------------------------------------------------------------------------
K-000001  张伟芳  2026-03-01  5C 信用评估     96  品格 5、能力 5、资本 5、担保品 5、环境状况 4  2027-03-01  近三年无逾期  wang
--- exit 0

"#]]);
    sandbox.run("assess K-1 --format json").assert(str![[r#"
{"schema":"kedang.assess.list/1","items":[
{"number":"K-000001","name":"张伟芳","standard":"5c","date":"2026-03-01","scores":{"character":5,"capacity":5,"capital":5,"collateral":5,"condition":4},"total":96,"by":"wang","evidence":"近三年无逾期","valid_until":"2027-03-01"}
]}
--- exit 0

"#]]);
    sandbox.run("assess K-1 --format csv").assert(str![[r#"
number,name,date,standard,total,scores,valid_until,evidence,by
K-000001,张伟芳,2026-03-01,5c,96,"character=5,capacity=5,capital=5,collateral=5,condition=4",2027-03-01,近三年无逾期,wang
--- exit 0

"#]]);
    sandbox.run("assess K-1 --standard 5c --score character=4").assert(str![[r#"
--- stderr
error: the value of assessments is refused: every factor of the standard needs a score (kedang policy show --section assessment)
--- exit 7

"#]]);
    sandbox.run("assess K-1 --standard 5c --score charm=4").assert(str![[r#"
--- stderr
error: the value of assessments is refused: the standard has no such factor (kedang policy show --section assessment)
--- exit 7

"#]]);
    sandbox.run("assess K-1 --standard 5c --score much").assert(str![[r#"
--- stderr
error: --score takes factors with whole numbers, such as character=4,capacity=3
--- exit 2

"#]]);
    sandbox.run("assess K-1 --standard 7q").assert(str![[r#"
--- stderr
error: “7q” is not a value of --standard; known are 5c, 5p, 6a, partner
--- exit 2

"#]]);
    let six = "economic=1,technical=1,managerial=1,organisational=1,financial=1,commercial=1";
    sandbox.run(&format!("assess K-1 --standard 6a --score {six}")).assert(str![[r#"
--- stderr
error: the value of assessments is refused: the standard is not for customers of this kind
--- exit 7

"#]]);
    sandbox.run(&format!("assess K-3 --standard 6a --score {six}")).assert(str![[r#"
--- stderr
one record changed
--- exit 0

"#]]);
}
