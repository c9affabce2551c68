//! The notices that persons are given: kept word for word, in versions, for everybody to read.

use crate::sandbox::Sandbox;

const TEXT: &str = "我们为服务客户、推广产品使用您的姓名和电话，最后联系后保存两年。\n";

#[test]
fn a_notice_is_kept_word_for_word() {
    let sandbox = Sandbox::vault();
    std::fs::write(sandbox.path("one.txt"), TEXT).unwrap();
    std::fs::write(sandbox.path("two.txt"), b"\xb8\xe6\xd6\xaa\xca\xe9\xb5\xda\xb6\xfe\xb0\xe6\n")
        .unwrap();
    let add = "notice add one.txt --purpose service --purpose 营销推广 --retention 2y";
    sandbox.run(add).assert(snapbox::str![[r#"
--- stderr
notice 1 is given from 2026-03-01 on; SHA-256 141e25e4156ee016b8f7d6278f59abd3bd301bcca5a44f919b3601a7bc70ed20
--- exit 0

"#]]);
    sandbox
        .run("notice add two.txt --purpose marketing --retention 1y --from 2026-06-01 --renews")
        .assert(snapbox::str![[r#"
--- stderr
notice 2 is given from 2026-06-01 on; SHA-256 d88c62099711ba25adfef22caec49360bda8f27fe30fc66113a144e303bd43a3
--- exit 0

"#]]);
    sandbox.run("notice list").assert(snapbox::str![[r#"
Version  From        Purposes                     Kept  Renews consent  Hash
-----------------------------------------------------------------------------------------------------------------------------------------
      1  2026-03-01  marketing, customer service  2y    no              141e25e4156ee016b8f7d6278f59abd3bd301bcca5a44f919b3601a7bc70ed20
      2  2026-06-01  marketing                    1y    yes             d88c62099711ba25adfef22caec49360bda8f27fe30fc66113a144e303bd43a3
--- exit 0

"#]]);
    let shown = sandbox.run("notice show 1");
    assert_eq!((shown.stdout.as_str(), shown.status), (TEXT, Some(0)));
    let written = sandbox.run("notice show 2 -o out.txt");
    assert_eq!(written.status, Some(0), "{written}");
    assert_eq!(std::fs::read_to_string(sandbox.path("out.txt")).unwrap(), "告知书第二版\n");
    assert_eq!(sandbox.run("check").status, Some(0));
}

#[test]
fn what_is_no_notice_is_refused_with_its_reason() {
    let sandbox = Sandbox::vault();
    std::fs::write(sandbox.path("one.txt"), TEXT).unwrap();
    sandbox.run("notice show 1").assert(snapbox::str![[r#"
--- stderr
error: there is no version 1 of the notice
hint: kedang notice list
--- exit 8

"#]]);
    sandbox.run("notice add one.txt --purpose marketng --retention 2y").assert(snapbox::str![[
        r#"
--- stderr
error: “marketng” is not a value of --purpose; known are service, analysis, recommend, marketing
hint: did you mean marketing?
--- exit 2

"#
    ]]);
    let first = "notice add one.txt --purpose service --retention 2y --from 2026-05-01";
    assert_eq!(sandbox.run(first).status, Some(0));
    sandbox.run("--lang zh notice add one.txt --purpose service --retention 2y").assert(
        snapbox::str![[r#"
--- stderr
错误：这不能作为告知书：上一版的启用日期比它晚
--- exit 7

"#]],
    );
}
