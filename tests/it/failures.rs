//! Wrong command lines and output that nobody reads, in both languages and forms.

use snapbox::str;

use crate::sandbox::Sandbox;

fn assert(line: &str, expected: impl snapbox::IntoData) {
    Sandbox::new().run(line).assert(expected);
}

#[test]
fn an_unknown_option_is_named_and_another_proposed() {
    assert(
        "list --formt json",
        str![[r#"
--- stderr
error: there is no option --formt here
hint: did you mean --format?
hint: kedang list --help
--- exit 2

"#]],
    );
    assert(
        "--lang zh list --formt json",
        str![[r#"
--- stderr
错误：这里没有选项 --formt
提示：您要找的是不是 --format？
提示：kedang list --help
--- exit 2

"#]],
    );
}

#[test]
fn an_unknown_command_is_named() {
    assert(
        "imprt x",
        str![[r#"
--- stderr
error: there is no command “imprt”
hint: did you mean export, report, import?
hint: kedang --help
--- exit 2

"#]],
    );
}

#[test]
fn a_value_that_is_none_of_the_known_is_not_repeated() {
    assert(
        "list --color 张三",
        str![[r#"
--- stderr
error: the value of --color must be one of auto, always, never
hint: kedang --help
--- exit 2

"#]],
    );
}

#[test]
fn missing_arguments_have_the_names_of_the_help_page() {
    assert(
        "purge run",
        str![[r#"
--- stderr
error: missing: --reason, --basis, SELECTOR
hint: kedang purge run --help
--- exit 2

"#]],
    );
    assert(
        "--lang zh purge run",
        str![[r#"
--- stderr
错误：缺少：--reason, --basis, 选择条件
提示：kedang purge run --help
--- exit 2

"#]],
    );
}

#[test]
fn a_stray_word_is_not_repeated_because_it_may_be_a_name() {
    assert(
        "check 张三",
        str![[r#"
--- stderr
error: there is an argument too many
hint: kedang check --help
--- exit 2

"#]],
    );
}

#[test]
fn arguments_that_exclude_each_other() {
    assert(
        "purge run K-1 --due",
        str![[r#"
--- stderr
error: SELECTOR cannot be used together with --due
hint: kedang purge run --help
--- exit 2

"#]],
    );
}

#[test]
fn a_program_gets_one_json_line() {
    assert(
        "--format json purge run",
        str![[r#"
--- stderr
{"schema":"kedang.error/1","code":"usage","exit":2,"message":"missing: --reason, --basis, SELECTOR","hints":["kedang purge run --help"],"committed":false,"retryable":false}
--- exit 2

"#]],
    );
}

#[test]
fn nothing_at_all_shows_the_short_help_as_an_error() {
    let transcript = Sandbox::new().run("");
    assert_eq!(transcript.status, Some(2));
    assert!(transcript.stdout.is_empty());
    assert!(transcript.stderr.contains("Usage: kedang [OPTIONS] COMMAND"), "{transcript}");
}

#[test]
fn help_before_a_verb_is_that_of_the_verb() {
    let sandbox = Sandbox::new();
    for (line, same) in [("help", "--help"), ("help purge run", "purge run --help")] {
        let (help, same) = (sandbox.run(line), sandbox.run(same));
        assert_eq!((help.status, help.stdout), (Some(0), same.stdout));
    }
}

#[test]
fn the_locale_chooses_the_language_of_help() {
    let sandbox = Sandbox::new();
    let help = sandbox.kedang(["tag", "add", "--help"]).env("LANG", "zh_CN.UTF-8").end();
    assert!(help.stdout.starts_with("给客户档案打标签\n\n用法：kedang tag add"), "{help}");
    assert_eq!(help.status, Some(0));
}

#[test]
fn input_that_nobody_reads_does_no_harm() {
    let version = Sandbox::new().kedang(["--version"]).input(vec![b'x'; 1 << 20]).end();
    version.assert(str![[r#"
kedang 0.1.0
--- exit 0

"#]]);
}

#[test]
fn a_reader_that_went_away_ends_it_in_silence() {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    Sandbox::new().kedang(["--help"]).stdout(writer).end().assert(str![[r#"
--- exit 141

"#]]);
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let levels = ["policy", "levels", "--default", "--format", "csv"];
    Sandbox::new().kedang(levels).stdout(writer).end().assert(str![[r#"
--- exit 141

"#]]);
}

#[test]
fn a_full_disk_is_said() {
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    Sandbox::new().kedang(["--help"]).stdout(full).end().assert(str![[r#"
--- stderr
error: the disk is full: standard input or output
caused by: no space is left
--- exit 24

"#]]);
}
