//! The file that tells others the process id of a node in the background.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

/// Permissions of a new PID file; the reference's umask of 077 leaves the same.
const MODE: u32 = 0o600;
/// Bytes of an old PID file that are looked at. A process id has at most ten digits; more is no PID file of ours.
const MAX_OLD_LEN: usize = 64;

/// Writes `pid` to the file at `path`, as digits without a line end.
///
/// The reference appends to what an earlier run left, so that `12` and `34` become `1234`. Here an old number is kept
/// (in a line of its own, above) only while such a process runs, and replaced otherwise.
///
/// # Errors
/// Any error of the operating system.
pub fn record(path: &Path, pid: u32) -> io::Result<()> {
    let running = old_pid(path).filter(|old| *old != pid && runs(*old));
    let text = match running {
        Some(old) => format!("{old}\n{pid}"),
        None => pid.to_string(),
    };
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(MODE).open(path)?;
    file.write_all(text.as_bytes())
}

/// The first number in a PID file.
fn old_pid(path: &Path) -> Option<u32> {
    let text = fs::read(path).ok().filter(|text| text.len() <= MAX_OLD_LEN)?;
    std::str::from_utf8(&text).ok()?.split_ascii_whitespace().next()?.parse().ok()
}

/// Whether there is a process with this id.
fn runs(pid: u32) -> bool {
    Path::new("/proc").join(pid.to_string()).exists()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stale_number_is_replaced_and_a_live_one_kept() {
        let path = std::env::temp_dir().join(format!("toxcore-node-pid-{}", std::process::id()));
        let content = || fs::read_to_string(&path).unwrap();
        record(&path, 7).unwrap();
        assert_eq!(content(), "7");
        let own = std::process::id();
        for (old, expected) in [
            ("4294967295".to_owned(), "12".to_owned()),
            (String::new(), "12".to_owned()),
            ("no number".to_owned(), "12".to_owned()),
            ("9".repeat(70), "12".to_owned()),
            (own.to_string(), format!("{own}\n12")),
            (format!("{own}\n"), format!("{own}\n12")),
        ] {
            fs::write(&path, old).unwrap();
            record(&path, 12).unwrap();
            assert_eq!(content(), expected);
        }
        fs::remove_file(&path).unwrap();
        assert!(record(&path.join("none"), 1).is_err());
    }
}
