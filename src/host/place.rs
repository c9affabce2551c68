//! Where things lie by default: home and the XDG directories.

use std::path::PathBuf;

use etcetera::BaseStrategy;

use super::{Host, process};

/// A path from the environment; an empty variable is the same as none.
pub(super) fn path_variable(name: &str) -> Option<PathBuf> {
    process::variable(name).filter(|value| !value.is_empty()).map(PathBuf::from)
}

/// The id that systemd and D-Bus give a machine: 128 random bits, the same until it is set up anew.
pub(super) fn machine_id() -> Option<String> {
    ["/etc/machine-id", "/var/lib/dbus/machine-id"].iter().find_map(|path| {
        let text = std::fs::read_to_string(path).ok()?;
        let id = text.trim();
        (id.len() == 32 && id.bytes().all(|b| b.is_ascii_hexdigit())).then(|| id.to_owned())
    })
}

impl Host {
    /// The default vault, `$XDG_DATA_HOME/kedang/vault`; nothing without a home.
    pub fn default_vault(&self) -> Option<PathBuf> {
        etcetera::choose_base_strategy().ok().map(|xdg| xdg.data_dir().join("kedang/vault"))
    }

    /// The directory of the anchors, `$XDG_STATE_HOME/kedang`; nothing without a home.
    pub fn state_directory(&self) -> Option<PathBuf> {
        if self.state.is_some() {
            return self.state.clone();
        }
        etcetera::choose_base_strategy().ok()?.state_dir().map(|state| state.join("kedang"))
    }

    /// The same host with its anchors in `dir`.
    #[must_use]
    pub fn with_state_in(self, dir: PathBuf) -> Self {
        Self { state: Some(dir), ..self }
    }

    /// The directory for what is thrown away again, such as the vault of `demo`.
    pub fn temporary_directory(&self) -> PathBuf {
        std::env::temp_dir()
    }
}
