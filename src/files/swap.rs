//! Whether memory can end up on a disk in the clear, as far as the system tells.
//!
//! Keys are wiped from memory, but the system may have swapped a page out before. Swap on zram is
//! memory; swap on a device under dm-crypt is encrypted; of any other it must be taken that it is
//! not.

use super::storage::mount_of;
use std::path::{Path, PathBuf};

/// The places to which pages are swapped in the clear; nothing where the system does not say.
pub fn open_swap() -> Option<Vec<String>> {
    let swaps = std::fs::read_to_string("/proc/swaps").ok()?;
    Some(open_among(&swaps, &is_encrypted))
}

/// Those of a table like `/proc/swaps` that are neither memory nor encrypted.
fn open_among(swaps: &str, is_encrypted: &dyn Fn(&Path) -> bool) -> Vec<String> {
    let areas = swaps.lines().skip(1).filter_map(|line| line.split_whitespace().next());
    let is_open = |area: &&str| !area.starts_with("/dev/zram") && !is_encrypted(Path::new(area));
    areas.filter(is_open).map(str::to_owned).collect()
}

/// Whether a swap device, or the device under a swap file, is one of dm-crypt.
fn is_encrypted(area: &Path) -> bool {
    let Ok(area) = area.canonicalize() else { return false };
    if area.starts_with("/dev") {
        return is_crypt(&area, 0);
    }
    let source = mount_of(&area).and_then(|mount| PathBuf::from(mount.source).canonicalize().ok());
    source.is_some_and(|source| is_crypt(&source, 0))
}

/// Whether a device is of dm-crypt, or lies wholly on such devices, as LVM may.
fn is_crypt(device: &Path, depth: u8) -> bool {
    let Some(name) = device.file_name() else { return false };
    let block = Path::new("/sys/block").join(name);
    let uuid = std::fs::read_to_string(block.join("dm/uuid")).unwrap_or_default();
    if uuid.starts_with("CRYPT-") {
        return true;
    }
    let slaves = std::fs::read_dir(block.join("slaves")).into_iter().flatten().flatten();
    let below: Vec<PathBuf> = slaves.map(|slave| slave.file_name().into()).collect();
    // Mappings of mappings end soon; a loop would be none.
    depth < 8 && !below.is_empty() && below.iter().all(|device| is_crypt(device, depth + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_and_encrypted_devices_are_closed() {
        let swaps = "Filename\t\t\t\tType\t\tSize\tUsed\tPriority\n\
                     /dev/zram0   partition 1048576 0 100\n\
                     /dev/dm-1    partition 8388604 0 -2\n\
                     /dev/sda2    partition 8388604 0 -3\n\
                     /swap\\040file file    8388604 0 -4\n";
        let crypt = |path: &Path| path == Path::new("/dev/dm-1");
        assert_eq!(open_among(swaps, &crypt), ["/dev/sda2", "/swap\\040file"]);
        assert!(open_among("Filename Type Size Used Priority\n", &crypt).is_empty());
    }

    #[test]
    fn what_is_no_device_of_dm_crypt_is_open() {
        assert!(!is_encrypted(Path::new("/nonexistent")));
        assert!(!is_crypt(Path::new("/dev/null"), 0));
    }
}
