//! `kedang history`: the life of a record.

use snapbox::str;

use crate::people::four;

#[test]
fn a_life_is_told_in_both_languages() {
    let sandbox = four();
    for line in [
        "edit K-1 --set grade=B",
        "tag remove VIP K-1",
        "verify mark K-1 --method 电话 --result confirmed",
        "show K-1",
    ] {
        assert_eq!(sandbox.run(line).status, Some(0));
    }
    sandbox.run("history K-1").assert(str![[r#"
Number    Time              Operator  Act         Levels  What
-------------------------------------------------------------------------------------------------------------------------------------------
K-000001  2026-03-01 09:30  wang      added       2, 3
K-000001  2026-03-01 09:30  wang      edited      3       grade: A → B
K-000001  2026-03-01 09:30  wang      tagged      3       tags: 展会, VIP → 展会
K-000001  2026-03-01 09:30  wang      verified    3       verified: – → 2026-03-01; verify method: – → phone; verify result: – → confirmed
K-000001  2026-03-01 09:30  wang      shown       2, 3
K-000001                              as entered          phone: 138-0000-0013 → +8613800000013; e-mail: Wei@Example.com → Wei@example.com
--- exit 0

"#]]);
    sandbox.run("--lang zh history K-1").assert(str![[r#"
编号      时间              操作员  操作          级别  内容
--------------------------------------------------------------------------------------------------------------------------------------
K-000001  2026-03-01 09:30  wang    录入          2, 3
K-000001  2026-03-01 09:30  wang    修改          3     等级：A → B
K-000001  2026-03-01 09:30  wang    标签          3     标签：展会, VIP → 展会
K-000001  2026-03-01 09:30  wang    核对          3     核对日期：– → 2026-03-01；核对方式：– → 电话；核对结果：– → 属实
K-000001  2026-03-01 09:30  wang    查看          2, 3
K-000001  2026-03-01 09:30  wang    查看历史      2, 3
K-000001                            录入时的写法        手机：138-0000-0013 → +8613800000013；邮箱：Wei@Example.com → Wei@example.com
--- exit 0

"#]]);
    sandbox.run("history K-3 --format json").assert(str![[r#"
{"schema":"kedang.history/1","items":[
{"number":"K-000003","seq":5,"time":"2026-03-01T09:30:00Z","operator":"O-1","name":"wang","verb":"add","parts":[0,2,3],"revealed":false,"changes":[]},
{"number":"K-000003","seq":null,"time":null,"operator":null,"name":null,"verb":"entered","parts":[],"revealed":false,"changes":[{"field":"phone","before":["010-61234567"],"after":["+861061234567"]},{"field":"source","before":["官网"],"after":["online"]}]}
]}
--- exit 0

"#]]);
}

#[test]
fn level_one_values_of_the_past_are_masked_unless_revealed() {
    let sandbox = four();
    let edit = sandbox.kedang(["edit", "K-2", "--set", "id_number=-"]);
    assert_eq!(edit.input("110101198001010037").end().status, Some(0));
    sandbox.run("history K-2 --format csv").assert(str![[r#"
number,time,operator,verb,levels,what
K-000002,2026-03-01T09:30:00Z,wang,add,"1,2,3",
K-000002,2026-03-01T09:30:00Z,wang,edit,"1,3",ID number: 110105********002X → 110101********0037
--- exit 0

"#]]);
    let full = sandbox.run("history K-2 --reveal --format jsonl");
    assert!(full.stdout.contains("11010519491231002X"), "{full}");
    let after = sandbox.run("history K-2 --format jsonl");
    assert!(after.stdout.contains(r#""verb":"history","parts":[1],"revealed":true"#), "{after}");
    assert!(!after.stdout.contains("11010519491231002X"), "{after}");
}

#[test]
fn evidence_tells_what_a_record_rests_on_and_what_is_due() {
    let sandbox = four();
    for line in [
        "edit K-2 --set stage=prospect --set last_contact=2025-01-31",
        "verify mark K-2 --method 电话 --result confirmed",
        "export K-2 --purpose service --fields number -o e.csv",
        "show K-2",
        "request open K-2 --right erasure --relation self --checked document",
        "request answer R-1 --refuse statutory",
    ] {
        assert_eq!(sandbox.run(line).status, Some(0), "{line}");
    }
    sandbox.run("history K-2 --evidence").assert(str![[r#"
Number    About               Date        What
------------------------------------------------------------------------------------------------------------------------------------------------
K-000002  collected           2026-03-01  add, by: administrator
K-000002  source                          referral
K-000002  verified            2026-03-01  phone, confirmed, by: administrator
K-000002  request             2026-03-01  R-1, erasure, refused, 2026-03-01, the law demands keeping or secrecy
K-000002  handed out          2026-03-01  export, customer service, by: administrator
K-000002  looked at, last on  2026-03-01  show, once
K-000002  destroyed after     2028-03-01  prospect without contact for two years (个人信息保护法第十九条、第四十七条：实现目的所必要的最短时间)
--- exit 0

"#]]);
    sandbox.run("--lang zh history K-2 --evidence").assert(str![[r#"
编号      说明          日期        内容
----------------------------------------------------------------------------------------------------------------------
K-000002  收集          2026-03-01  录入，经办：管理员
K-000002  来源                      推荐
K-000002  核对          2026-03-01  电话，属实，经办：管理员
K-000002  请求          2026-03-01  R-1，删除，已拒绝，2026-03-01，法律、行政法规规定须保存或保密
K-000002  提供          2026-03-01  导出，客户服务，经办：管理员
K-000002  查阅（最近）  2026-03-01  查看历史，1 次
K-000002  查阅（最近）  2026-03-01  查看，1 次
K-000002  此日后销毁    2028-03-01  潜在客户两年未联系 (个人信息保护法第十九条、第四十七条：实现目的所必要的最短时间)
--- exit 0

"#]]);
    sandbox.run("history K-2 --evidence --format jsonl").assert(str![[r#"
{"number":"K-000002","about":"collected","date":"2026-03-01","id":"add","what":"add, by: administrator"}
{"number":"K-000002","about":"source","date":null,"id":"referral","what":"referral"}
{"number":"K-000002","about":"verified","date":"2026-03-01","id":"confirmed","what":"phone, confirmed, by: administrator"}
{"number":"K-000002","about":"request","date":"2026-03-01","id":"R-1","what":"R-1, erasure, refused, 2026-03-01, the law demands keeping or secrecy"}
{"number":"K-000002","about":"given","date":"2026-03-01","id":"export","what":"export, customer service, by: administrator"}
{"number":"K-000002","about":"looked","date":"2026-03-01","id":"history","what":"history, 2 times","count":2}
{"number":"K-000002","about":"looked","date":"2026-03-01","id":"show","what":"show, once","count":1}
{"number":"K-000002","about":"destroyed","date":"2028-03-01","id":"prospect_idle","what":"prospect without contact for two years","source":"个人信息保护法第十九条、第四十七条：实现目的所必要的最短时间"}
--- exit 0

"#]]);
}

/// What is owed to persons is told as a person reads it; programs get the objects.
#[test]
fn consents_requests_and_holds_are_told_in_words() {
    let sandbox = four();
    std::fs::write(sandbox.path("notice.txt"), "我们为推广使用您的电话。\n").unwrap();
    for line in [
        "notice add notice.txt --purpose marketing --retention 2y --from 2026-01-01",
        "consent grant K-4 --purpose marketing --method form --notice 1 --expires 2026-12-31",
        "request open K-4 --right copy --relation self --checked document",
        "hold place K-4 --kind litigation --until 2026-06-30 --reference C-7",
        "verify mark K-4 --method phone --result destroy --reason ended",
    ] {
        let done = sandbox.run(line);
        assert_eq!(done.status, Some(0), "{line}: {done}");
    }
    sandbox.run("history K-4").assert(str![[r#"
Number    Time              Operator  Act                 Levels  What
-----------------------------------------------------------------------------------------------------------------------------------------
K-000004  2026-03-01 09:30  wang      added               2, 3
K-000004  2026-03-01 09:30  wang      consent registered          consents: – → 2026-03-01 marketing, agreed, notice 1, until 2026-12-31
K-000004  2026-03-01 09:30  wang      request                     requests: – → 2026-03-01 R-1, copy, open, to be answered by 2026-03-16
K-000004  2026-03-01 09:30  wang      hold                        holds: – → 2026-03-01 litigation, until 2026-06-30, C-7
K-000004  2026-03-01 09:30  wang      verified                    proposed for destruction: – → 2026-03-01 business ended
--- exit 0

"#]]);
    sandbox.run("--lang zh history K-4").assert(str![[r#"
编号      时间              操作员  操作      级别  内容
--------------------------------------------------------------------------------------------------------------------------
K-000004  2026-03-01 09:30  wang    录入      2, 3
K-000004  2026-03-01 09:30  wang    同意            同意记录：– → 2026-03-01 营销推广，同意，告知书第 1 版，至 2026-12-31
K-000004  2026-03-01 09:30  wang    请求            请求：– → 2026-03-01 R-1，复制，待答复，须在 2026-03-16 前答复
K-000004  2026-03-01 09:30  wang    暂缓销毁        暂缓事由：– → 2026-03-01 诉讼仲裁，至 2026-06-30，C-7
K-000004  2026-03-01 09:30  wang    核对            建议销毁：– → 2026-03-01 业务结束
K-000004  2026-03-01 09:30  wang    查看历史
--- exit 0

"#]]);
    sandbox.run("--lang zh show K-4").assert(str![[r#"
编号          K-000004
姓名          王芳
邮箱          fang@example.com
类型          个人
来源          未注明
建档日期      2026-03-01
更新日期      2026-03-01
状态          正常
法定保存依据  无
同意记录      2026-03-01 营销推广，同意，告知书第 1 版，至 2026-12-31
请求          2026-03-01 R-1，复制，待答复，须在 2026-03-16 前答复
暂缓事由      2026-03-01 诉讼仲裁，至 2026-06-30，C-7
建议销毁      2026-03-01 业务结束
--- exit 0

"#]]);
    sandbox.run("--lang zh card K-4").assert(str![[r#"
客户资料卡  K-000004

建卡信息
  建档日期  2026-03-01
  来源      未注明
  下次复核  2027-03-01

身份信息
  姓名  王芳

联系信息
  邮箱  fang@example.com

分类信息
  类型  个人

档案信息
  更新日期      2026-03-01
  状态          正常
  法定保存依据  无
  建议销毁      2026-03-01 业务结束

同意记录
  2026-03-01  营销推广，同意，告知书第 1 版，至 2026-12-31

请求
  2026-03-01  R-1，复制，待答复，须在 2026-03-16 前答复

暂缓事由
  2026-03-01  诉讼仲裁，至 2026-06-30，C-7

审核
  主管审核签字  ____________________
  日期          ____________________
--- exit 0

"#]]);
    let json = sandbox.run("history K-4 --format json").stdout;
    assert!(json.contains(r#"{"purpose":"marketing","answer":"granted""#), "{json}");
}
