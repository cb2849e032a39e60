//! Libraries under programs that somebody else has linked: ours, or one of the reference's.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::peers::{ClientKind, Suite, beside_this_test, skipped};

/// Which libtoxcore a program gets to see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Library {
    /// Ours.
    Ours,
    /// The one of a release.
    Reference(Suite),
}

impl Library {
    /// The words that start a program with this library; none, with a line that says why, where it is not there.
    pub fn command_line(self, program: &Path) -> Option<Vec<PathBuf>> {
        match self {
            Library::Ours => Some(vec!["env".into(), search_path(&directory()?), program.to_owned()]),
            Library::Reference(suite) => match suite.directory() {
                Some(suite) => Some(vec![suite.join("run"), program.to_owned()]),
                None => skipped(&format!("no libtoxcore of {suite:?}")),
            },
        }
    }

    /// Whether a running process has this library loaded, and no other of that name.
    pub fn is_loaded_by(self, process: u32) -> bool {
        let (Some(directory), Ok(maps)) = (self.place(), std::fs::read_to_string(format!("/proc/{process}/maps")))
        else {
            return false;
        };
        let mut loaded = maps.lines().filter(|line| line.contains("libtoxcore")).peekable();
        let from_there = |line: &str| line.contains(directory.to_string_lossy().as_ref());
        loaded.peek().is_some() && loaded.all(from_there)
    }

    /// The directory of the file itself, where links lead to.
    fn place(self) -> Option<PathBuf> {
        let directory = match self {
            Library::Ours => directory()?,
            Library::Reference(suite) => suite.directory()?.join("lib"),
        };
        Some(directory.join(LINKED_AS).canonicalize().ok()?.parent()?.to_owned())
    }
}

impl From<Library> for ClientKind {
    fn from(library: Library) -> Self {
        match library {
            Library::Ours => ClientKind::Library,
            Library::Reference(suite) => ClientKind::Reference(suite),
        }
    }
}

/// The name that programs have linked.
const LINKED_AS: &str = "libtoxcore.so.2";

/// A directory with our libtoxcore: `TOXCORE_LIBRARY`, or one made for what cargo built beside this test. None, with a line
/// that says why, where there is none.
fn directory() -> Option<PathBuf> {
    if let Some(directory) = std::env::var_os("TOXCORE_LIBRARY") {
        let directory = PathBuf::from(directory);
        let there = directory.join(LINKED_AS).exists();
        return if there { Some(directory) } else { skipped("TOXCORE_LIBRARY holds no libtoxcore.so.2") };
    }
    let Some(built) = beside_this_test("libtoxcore_ffi.so") else { return skipped("our libtoxcore is not built") };
    let directory = built.with_file_name("libtoxcore");
    let link = directory.join(LINKED_AS);
    // Another test may make the same at the same time: all that counts is that it leads somewhere then.
    let _ = std::fs::create_dir_all(&directory);
    let _ = std::os::unix::fs::symlink(&built, &link);
    if link.exists() { Some(directory) } else { skipped("there is no place for libtoxcore.so.2") }
}

/// The word for `env` that makes programs find the library of this directory.
fn search_path(directory: &Path) -> PathBuf {
    let mut word = OsString::from("LD_LIBRARY_PATH=");
    word.push(directory);
    word.into()
}
