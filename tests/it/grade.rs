//! `kedang grade`: the ladder, and giving its rungs.

use snapbox::str;

use crate::people::four;

#[test]
fn the_ladder_has_cycles_names_and_counts() {
    let sandbox = four();
    sandbox.run("grade list").assert(str![[r#"
Grade  Cycle in days  Count  Also called
----------------------------------------------------------------------
VIP               90      1  高价值, 高价值客户, 贵宾, 重点, 重点客户
A                 90      1  主力, 主力客户, A级, A类
B                180      0  一般, 一般客户, B级, B类
C                365      1  零散, 零散客户, 普通, 普通客户, C级, C类
--- exit 0

"#]]);
    sandbox.run("--lang zh grade list").assert(str![[r#"
等级  复核周期（天）  数量  又称
---------------------------------------------------------------------
VIP               90     1  高价值, 高价值客户, 贵宾, 重点, 重点客户
A                 90     1  主力, 主力客户, A级, A类
B                180     0  一般, 一般客户, B级, B类
C                365     1  零散, 零散客户, 普通, 普通客户, C级, C类
--- exit 0

"#]]);
    sandbox.run("grade list --format jsonl").assert(str![[r#"
{"grade":"VIP","cycle_days":90,"aliases":["高价值","高价值客户","贵宾","重点","重点客户"],"count":1}
{"grade":"A","cycle_days":90,"aliases":["主力","主力客户","A级","A类"],"count":1}
{"grade":"B","cycle_days":180,"aliases":["一般","一般客户","B级","B类"],"count":0}
{"grade":"C","cycle_days":365,"aliases":["零散","零散客户","普通","普通客户","C级","C类"],"count":1}
--- exit 0

"#]]);
}

#[test]
fn words_of_other_ladders_are_understood() {
    let sandbox = four();
    sandbox.run("grade set 主力 K-4").assert(str![[r#"
--- stderr
one record changed
--- exit 0

"#]]);
    sandbox.run("grade set 高价值 K-4").assert(str![[r#"
--- stderr
one record changed
--- exit 0

"#]]);
    sandbox.run("list K-4 --columns grade --format csv").assert(str![[r#"
grade
VIP
--- exit 0

"#]]);
    sandbox.run("grade set D K-4").assert(str![[r#"
--- stderr
error: “D” is not a value of GRADE; known are VIP, A, B, C
--- exit 2

"#]]);
    sandbox.run("--lang zh grade set 丁 K-4").assert(str![[r#"
--- stderr
错误：“丁”不是 GRADE 的可选值；可选值有：VIP、A、B、C
--- exit 2

"#]]);
    sandbox.run("grade set C kind:person").assert(str![[r#"
--- stderr
3 records are to be changed, from K-000001 to K-000004
error: there is no terminal to confirm on; nothing was done
hint: run it on a terminal, or add --yes
--- exit 5

"#]]);
    sandbox.run("grade set C kind:person --yes").assert(str![[r#"
--- stderr
2 of 3 records changed; the others were so already
--- exit 0

"#]]);
}
