//! One binary for every end-to-end test: linking once is much quicker than once for each file.
#![expect(clippy::disallowed_methods, reason = "tests stand outside the program and its rules")]
#![expect(clippy::needless_raw_string_hashes, reason = "snapbox writes its snapshots so")]

#[cfg(test)]
mod add;
#[cfg(test)]
mod aggregate;
#[cfg(test)]
mod anomalies;
#[cfg(test)]
mod approval;
#[cfg(test)]
mod architecture;
#[cfg(test)]
mod assess;
#[cfg(test)]
mod audit;
#[cfg(test)]
mod backup;
#[cfg(test)]
mod backup_faults;
#[cfg(test)]
mod batch;
#[cfg(test)]
mod bundle;
#[cfg(test)]
mod card;
#[cfg(test)]
mod certificate;
#[cfg(test)]
mod certificate_verify;
#[cfg(test)]
mod check;
#[cfg(test)]
mod collect;
#[cfg(test)]
mod concurrency;
#[cfg(test)]
mod consent;
#[cfg(test)]
mod contact;
#[cfg(test)]
mod contract;
#[cfg(test)]
mod copies;
#[cfg(test)]
mod crash;
#[cfg(test)]
mod cron;
#[cfg(test)]
mod demo;
#[cfg(test)]
mod documented;
mod drill;
#[cfg(test)]
mod edit;
#[cfg(test)]
mod environment;
#[cfg(test)]
mod erasure;
#[cfg(test)]
mod event;
#[cfg(test)]
mod examples;
#[cfg(test)]
mod export;
#[cfg(test)]
mod extend;
#[cfg(test)]
mod failures;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod figures;
#[cfg(test)]
mod forms;
#[cfg(test)]
mod full_disk;
#[cfg(test)]
mod generated;
#[cfg(test)]
mod grade;
#[cfg(test)]
mod history;
#[cfg(test)]
mod hold;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod import;
#[cfg(test)]
mod init;
#[cfg(test)]
mod json_lines;
#[cfg(test)]
mod leak;
#[cfg(test)]
mod life;
#[cfg(test)]
mod links;
#[cfg(test)]
mod list;
#[cfg(test)]
mod manual;
#[cfg(test)]
mod matrix;
#[cfg(test)]
mod memory;
#[cfg(test)]
mod notice;
#[cfg(test)]
mod opening;
#[cfg(test)]
mod operator;
#[cfg(test)]
mod own_fields;
#[cfg(test)]
mod partial;
#[cfg(test)]
mod people;
#[cfg(test)]
mod physical;
#[cfg(test)]
mod plugin;
#[cfg(test)]
mod policy;
#[cfg(test)]
mod prompt;
#[cfg(test)]
mod proposed;
#[cfg(test)]
mod provenance;
#[cfg(test)]
mod pseudonyms;
#[cfg(test)]
mod purge;
#[cfg(test)]
mod quarantine;
#[cfg(test)]
mod refusal;
#[cfg(test)]
mod report;
#[cfg(test)]
mod request;
#[cfg(test)]
mod restore;
#[cfg(test)]
mod restricted;
#[cfg(test)]
mod retain;
#[cfg(test)]
mod revived;
#[cfg(test)]
mod rotate;
#[cfg(test)]
mod sandbox;
#[cfg(test)]
mod share;
#[cfg(test)]
mod show;
#[cfg(test)]
mod source;
#[cfg(test)]
mod standard;
#[cfg(test)]
mod stock;
#[cfg(test)]
mod suppress;
#[cfg(test)]
mod tag;
#[cfg(test)]
mod template;
#[cfg(test)]
mod upgrade;
#[cfg(test)]
mod verify;
#[cfg(test)]
mod whole;

/// A file that nobody lists here would never run.
#[test]
fn every_file_is_listed() {
    let listed = include_str!("main.rs");
    for file in source::files("tests/it") {
        let name = file.layer();
        assert!(name == "main" || listed.contains(&format!("mod {name};")), "{name} is not listed");
    }
}
