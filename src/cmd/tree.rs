//! The tree with what the parser's derive does not hold: the examples of each verb.

use super::{
    Example, add, audit, backup, card, certificate, check, demo, edit, export, grade, history,
    import, init, list, operator, policy, purge, show, tag, template, verify,
};

/// The examples of the verb at `path` (`["tag", "add"]`); none for a group or an unknown path.
pub fn examples(path: &[&str]) -> &'static [Example] {
    match path {
        ["init"] => init::EXAMPLES,
        ["demo"] => demo::EXAMPLES,
        ["add"] => add::EXAMPLES,
        ["import"] => import::EXAMPLES,
        ["template"] => template::EXAMPLES,
        ["edit"] => edit::EXAMPLES,
        ["list"] => list::EXAMPLES,
        ["show"] => show::EXAMPLES,
        ["history"] => history::EXAMPLES,
        ["card"] => card::EXAMPLES,
        ["tag", "add"] => tag::add::EXAMPLES,
        ["tag", "remove"] => tag::remove::EXAMPLES,
        ["tag", "list"] => tag::list::EXAMPLES,
        ["grade", "set"] => grade::set::EXAMPLES,
        ["grade", "list"] => grade::list::EXAMPLES,
        ["verify", "scan"] => verify::scan::EXAMPLES,
        ["verify", "due"] => verify::due::EXAMPLES,
        ["verify", "mark"] => verify::mark::EXAMPLES,
        ["export"] => export::EXAMPLES,
        ["purge", "due"] => purge::due::EXAMPLES,
        ["purge", "physical"] => purge::physical::EXAMPLES,
        ["purge", "run"] => purge::run::EXAMPLES,
        ["certificate", "show"] => certificate::show::EXAMPLES,
        ["certificate", "open"] => certificate::open::EXAMPLES,
        ["certificate", "verify"] => certificate::verify::EXAMPLES,
        ["policy", "show"] => policy::show::EXAMPLES,
        ["policy", "check"] => policy::check::EXAMPLES,
        ["policy", "diff"] => policy::diff::EXAMPLES,
        ["policy", "apply"] => policy::apply::EXAMPLES,
        ["policy", "levels"] => policy::levels::EXAMPLES,
        ["audit", "log"] => audit::log::EXAMPLES,
        ["audit", "verify"] => audit::verify::EXAMPLES,
        ["backup", "run"] => backup::run::EXAMPLES,
        ["backup", "list"] => backup::list::EXAMPLES,
        ["backup", "verify"] => backup::verify::EXAMPLES,
        ["backup", "forget"] => backup::forget::EXAMPLES,
        ["backup", "scrub"] => backup::scrub::EXAMPLES,
        ["backup", "drill"] => backup::drill::EXAMPLES,
        ["backup", "restore"] => backup::restore::EXAMPLES,
        ["check"] => check::EXAMPLES,
        ["operator", "passphrase"] => operator::passphrase::EXAMPLES,
        _ => &[],
    }
}
