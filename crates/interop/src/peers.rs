//! The real peers on this machine, and our own node program.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use crate::library::Library;

/// A release of libtoxcore, named by the Debian release that carries it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Suite {
    /// 0.2.18: without the new group chats.
    Bookworm,
    /// 0.2.20.
    Trixie,
    /// 0.2.22 or newer.
    Sid,
}

impl Suite {
    /// All of them, oldest first.
    pub const ALL: [Suite; 3] = [Suite::Bookworm, Suite::Trixie, Suite::Sid];

    fn name(self) -> &'static str {
        match self {
            Suite::Bookworm => "bookworm",
            Suite::Trixie => "trixie",
            Suite::Sid => "sid",
        }
    }

    /// Where it is unpacked, if it is.
    pub fn directory(self) -> Option<PathBuf> {
        let directory = match std::env::var_os("TOXCORE_PEERS") {
            Some(directory) => PathBuf::from(directory),
            None => Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/peers"),
        };
        let suite = directory.join(self.name());
        suite.join("run").exists().then_some(suite)
    }

    /// The reference's bootstrap daemon of this release.
    pub fn daemon(self) -> Option<PathBuf> {
        Some(self.directory()?.join("bin/tox-bootstrapd"))
    }

    /// The test client built against this release: the starter and the program.
    pub fn client(self) -> Option<(PathBuf, PathBuf)> {
        static BUILT: Built = [const { OnceLock::new() }; 3];
        self.built(&BUILT, "peer.c", "interop-client")
    }

    /// The program that makes and reads save files, built against this release: the starter and the program.
    pub fn savedata_program(self) -> Option<(PathBuf, PathBuf)> {
        static BUILT: Built = [const { OnceLock::new() }; 3];
        self.built(&BUILT, "savedata.c", "interop-savedata")
    }

    /// The program that makes save files with groups, built against this release, which must have groups: the starter and the
    /// program.
    pub fn groupsaves_program(self) -> Option<(PathBuf, PathBuf)> {
        static BUILT: Built = [const { OnceLock::new() }; 3];
        self.built(&BUILT, "groupsaves.c", "interop-groupsaves")
    }

    /// The program that asks about what there is none of, built against this release: the starter and the program.
    pub fn refusals_program(self) -> Option<(PathBuf, PathBuf)> {
        static BUILT: Built = [const { OnceLock::new() }; 3];
        self.built(&BUILT, "refusals.c", "interop-refusals")
    }

    /// The program that encrypts and decrypts, built against this release: the starter and the program.
    pub fn encryptsave_program(self) -> Option<(PathBuf, PathBuf)> {
        static BUILT: Built = [const { OnceLock::new() }; 3];
        self.built(&BUILT, "encryptsave.c", "interop-encryptsave")
    }

    /// The program that reads lists of events, built against this release: the starter and the program. Only 0.2.20 has the
    /// headers for it.
    pub fn events_program(self) -> Option<(PathBuf, PathBuf)> {
        static BUILT: Built = [const { OnceLock::new() }; 3];
        self.built(&BUILT, "events.c", "interop-events")
    }

    fn built(self, slots: &Built, source: &str, name: &str) -> Option<(PathBuf, PathBuf)> {
        let directory = self.directory()?;
        let slot = slots.iter().zip(Suite::ALL).find_map(|(slot, suite)| (suite == self).then_some(slot))?;
        let program = slot.get_or_init(|| build(&directory, source, name)).clone()?;
        Some((directory.join("run"), program))
    }
}

/// A program of each release, or that there is none.
type Built = [OnceLock<Option<PathBuf>>; 3];

/// Compiles `peer/SOURCE` against the headers and the library of one release.
fn build(directory: &Path, source: &str, name: &str) -> Option<PathBuf> {
    let program = directory.join(name);
    // Under a name of our own first: another test may run the old one now.
    let fresh = directory.join(format!("{name}.{}", std::process::id()));
    let built = Command::new("cc")
        .args(["-std=c99", "-O1", "-Wall", "-I"])
        .arg(directory.join("include"))
        .arg(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/peer")).join(source))
        .arg("-o")
        .arg(&fresh)
        .arg("-L")
        .arg(directory.join("lib"))
        .args(["-ltoxcore", "-Wl,--allow-shlib-undefined"])
        .status();
    match built {
        Ok(status) if status.success() => std::fs::rename(&fresh, &program).ok().map(|()| program),
        _ => skipped("the C client does not compile here (is there a C compiler?)"),
    }
}

/// Whose client it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClientKind {
    /// `our-peer`, on toxcore-tokio.
    Ours,
    /// `peer/peer.c` on our C library: the very program that runs on the oldest release here.
    Library,
    /// `peer/peer.c` with a release of libtoxcore.
    Reference(Suite),
}

impl ClientKind {
    /// Ours, on both interfaces, and those of all releases.
    pub const ALL: [ClientKind; 5] = [
        ClientKind::Ours,
        ClientKind::Library,
        ClientKind::Reference(Suite::Bookworm),
        ClientKind::Reference(Suite::Trixie),
        ClientKind::Reference(Suite::Sid),
    ];

    /// The words that start it; none, with a line that says why, when it is not on this machine.
    pub fn command_line(self) -> Option<Vec<PathBuf>> {
        match self {
            ClientKind::Ours => match beside_this_test("our-peer") {
                Some(program) => Some(vec![program]),
                None => skipped("our-peer is not built"),
            },
            ClientKind::Library => on_our_library(&Suite::ALL),
            ClientKind::Reference(suite) => match suite.client() {
                Some((run, program)) => Some(vec![run, program]),
                None => skipped(&format!("no libtoxcore client of {suite:?}")),
            },
        }
    }
}

impl ClientKind {
    /// The same of one that has the new groups.
    pub fn command_line_with_groups(self) -> Option<Vec<PathBuf>> {
        match self {
            ClientKind::Library => on_our_library(&[Suite::Trixie, Suite::Sid]),
            ClientKind::Reference(Suite::Bookworm) => skipped("0.2.18 has no groups"),
            kind => kind.command_line(),
        }
    }
}

/// `peer/peer.c` as the first of these releases that is here compiles it, on our C library.
fn on_our_library(suites: &[Suite]) -> Option<Vec<PathBuf>> {
    match suites.iter().copied().find_map(Suite::client) {
        Some((_, program)) => Library::Ours.command_line(&program),
        None => skipped("peer.c needs the headers of a libtoxcore"),
    }
}

impl From<Suite> for ClientKind {
    fn from(suite: Suite) -> Self {
        ClientKind::Reference(suite)
    }
}

/// Our node's program: `TOXCORE_NODE`, or what cargo built beside this test.
pub fn node_program() -> Option<PathBuf> {
    if let Some(program) = std::env::var_os("TOXCORE_NODE") {
        return Some(PathBuf::from(program)).filter(|program| program.exists());
    }
    beside_this_test("toxcore-node")
}

/// A program that cargo built beside this program, or beside the folder where it puts tests.
pub fn beside_this_test(name: &str) -> Option<PathBuf> {
    let own = std::env::current_exe().ok()?;
    own.ancestors().skip(1).take(2).map(|folder| folder.join(name)).find(|program| program.exists())
}

/// Says why a test is skipped; returns none, for the caller to pass on.
pub fn skipped<T>(reason: &str) -> Option<T> {
    use std::io::Write;
    // Past the capture of the test harness: a skipped test must be seen.
    let _ = writeln!(std::io::stderr(), "SKIPPED: {reason}");
    None
}
