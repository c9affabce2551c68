//! `kedang add` enters one customer.

use std::path::PathBuf;

use crate::cmd::{Example, Globals, not_built};
use crate::error::{Exit, Result};
use crate::host::Host;
use crate::ui::Ui;

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example { what: "Enter a person, answering questions", line: "kedang add" },
    Example {
        what: "Enter a person from standard input",
        line: "echo '{\"name\":\"张伟\",\"phone\":\"13800000013\",\"source\":\"展会\"}' | kedang add --json -",
    },
    Example {
        what: "Enter an organisation",
        line: "kedang add --kind org --company 北京示例有限公司 --phone 010-12345678 --source 官网",
    },
];

/// Enter one customer
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Read one JSON object of fields from a file; - is standard input
    #[arg(long, value_name = "FILE")]
    pub json: Option<PathBuf>,

    /// What the customer is: person or org
    #[arg(long, value_name = "KIND")]
    pub kind: Option<String>,

    /// Name
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,

    /// Phone number; may be given more than once
    #[arg(long, value_name = "PHONE")]
    pub phone: Vec<String>,

    /// E-mail address; may be given more than once
    #[arg(long, value_name = "EMAIL")]
    pub email: Vec<String>,

    /// Company
    #[arg(long, value_name = "NAME")]
    pub company: Option<String>,

    /// Province
    #[arg(long, value_name = "PROVINCE")]
    pub province: Option<String>,

    /// City
    #[arg(long, value_name = "CITY")]
    pub city: Option<String>,

    /// Address
    #[arg(long, value_name = "ADDRESS")]
    pub address: Option<String>,

    /// Stage of the relationship
    #[arg(long, value_name = "STAGE")]
    pub stage: Option<String>,

    /// Grade
    #[arg(long, value_name = "GRADE")]
    pub grade: Option<String>,

    /// Tag; may be given more than once
    #[arg(long, value_name = "TAG")]
    pub tag: Vec<String>,

    /// Where the information comes from
    #[arg(long, value_name = "SOURCE")]
    pub source: Option<String>,

    /// Who looks after the customer
    #[arg(long, value_name = "OWNER")]
    pub owner: Option<String>,

    /// Notes
    #[arg(long, value_name = "TEXT")]
    pub notes: Option<String>,

    /// Day of the customer's consent, YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    pub consent_date: Option<String>,

    /// Any other field; FIELD=- reads its value from standard input
    #[arg(long, value_name = "FIELD=VALUE")]
    pub set: Vec<String>,
}

/// Runs `kedang add`.
pub fn run(_ui: &Ui, _host: &Host, _globals: &Globals, _args: &Args) -> Result<Exit> {
    Err(not_built("add"))
}
