//! `kedang request extend`: an answer is put off once, as far as the policy lets it be.

use snapbox::str;

use crate::people::four;
use crate::request::{ask, later};

#[test]
fn an_answer_is_put_off_once_and_everybody_is_told() {
    let sandbox = four();
    ask(&sandbox, "K-2", "correction");
    sandbox.run("request extend R-1 --until 2026-04-30 --reason complex").assert(str![[r#"
--- stderr
error: the policy lets R-1 be put off to 2026-03-31 at most, not to 2026-04-30
hint: kedang policy show --section request
--- exit 9

"#]]);
    sandbox.run("request extend R-1 --by 9d --reason weather").assert(str![[r#"
--- stderr
error: “weather” is not a value of --reason; known are complex, many
--- exit 2

"#]]);
    sandbox.run("request extend R-1 --reason complex").assert(str![[r#"
--- stderr
error: missing: --until|--by
hint: kedang request extend --help
--- exit 2

"#]]);
    sandbox.run("request extend R-1 --by 15d --reason complex").assert(str![[r#"
Request     R-1
Number      K-000002
Right       correction
Came on     2026-03-01
Answer by   2026-03-31
First due   2026-03-16
Extension   the request is complex
Asked by    the person
Identity    document
State       open
--- stderr
R-1 is now to be answered by 2026-03-31; tell the person so by 2026-03-16, with the reason
--- exit 0

"#]]);
    sandbox.run("--lang zh request extend R-1 --by 1d --reason 复杂").assert(str![[r#"
--- stderr
错误：R-1 的答复已延期过一次，延至 2026-03-31，不得再次延期
提示：kedang request answer R-1 --grant
--- exit 9

"#]]);
    sandbox.run("request list").assert(str![[r#"
Request  Number    Right       Came on     Answer by   First due   Days left  State  Answered  Reason  Closed  Certificate
---------------------------------------------------------------------------------------------------------------------------
R-1      K-000002  correction  2026-03-01  2026-03-31  2026-03-16         30  open
--- exit 0

"#]]);
    sandbox.run("request list --format jsonl").assert(str![[r#"
{"request":"R-1","number":"K-000002","right":"correction","opened":"2026-03-01","answer_by":"2026-03-31","first_answer_by":"2026-03-16","put_off_because":"complex","days_left":30,"state":"open","answer":null,"answered":null,"refusal":null,"closed":null,"certificate":null}
--- exit 0

"#]]);
    let late = later(&sandbox, "2026-03-20", "request answer R-1 --grant --format json").stdout;
    assert!(
        late.contains(r#""first_answer_by":"2026-03-16","put_off_because":"complex""#),
        "{late}"
    );
    sandbox.run("--lang zh history K-2 --evidence --format csv").assert(str![[r#"
number,about,date,what
K-000002,evidence-collected,2026-03-01,录入，经办：管理员
K-000002,evidence-source,,推荐
K-000002,evidence-request,2026-03-01,R-1，更正，同意办理，2026-03-20，原定 2026-03-16，因请求复杂延期
K-000002,evidence-looked,2026-03-01,列出请求，2 次
--- exit 0

"#]]);
}
