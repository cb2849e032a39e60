//! The same configuration file means the same to both: what is accepted, what is read, what is said about it.
//!
//! Each file ends with a port out of range, so that both programs end after reading and before they open a socket.

use std::path::Path;
use std::process::{Command, Stdio};

use toxcore_interop::scenario::Outcome;
use toxcore_interop::{NodeKind, Scratch, Suite};

/// What a program said about a file.
#[derive(Debug, PartialEq)]
struct Reading {
    accepted: bool,
    information: Vec<String>,
    warnings: Vec<String>,
}

/// Files that all releases read in the same way.
const FILES: &[&str] = &[
    "",
    "port2 = 1",
    "motd = \"a\\x41\\t\\\\\\\"z\"",
    "motd = \"a\\qz\"; keys_file_path = \"a\\x4\"",
    "motd = \"1\" \"2\"\n\"3\" # x\n \"4\" /* y */ \"5\"; enable_ipv6 = FALSE",
    "motd = 5; enable_motd = 1; enable_ipv6 = \"false\"; keys_file_path = 3L; pid_file_path = []",
    "enable_motd = false; enable_tcp_relay = false; tcp_relay_ports = 5",
    "enable_motd = 0L",
    "a = 1 b = 2, c = 3; d : 4; motd = \"x\"",
    "a = 1;; motd = \"x\"",
    "; motd = \"x\"",
    "motd \"x\"",
    "motd = yes",
    "motd = truex",
    "a = TRUE; b = [1, 0x2]; c = (1, \"x\", [1], {b = 2}, (3)); d = {}; motd = \"x\"",
    "a = [1, \"x\"]",
    "a = [1, 2L]",
    "a = [1, 2.0]",
    "a = [[1]]",
    "a = [,]",
    "a = (1; 2)",
    "a = {",
    "a = 1 }",
    "a = { b = 1; b = 2 }",
    "motd = \"x\"; motd = \"y\"",
    "A = 1; a = 2; motd = \"x\"",
    "*a = 1; a-b_c* = 2; truth = 3; motd = \"x\"",
    "_a = 1",
    "1a = 1",
    "true = 1",
    "a.b = 1",
    "a = 0x1f; b = -5; c = +5; d = 5LL; e = 017; f = 0x1ffffffff; motd = \"x\"",
    "a = 1.5; b = .5; c = 5.; d = 1e5; e = 1.5E-3; f = -.5e+2; motd = \"x\"",
    "a = 5l",
    "a = 0x",
    "a = 1e",
    "a = - 5",
    "motd = \"open",
    "motd = 'x'",
    "@include \"/nonexistent/file\"\n",
    "motd = \"x\"; @include \"/nonexistent/file\"\n",
    "tcp_relay_ports = [1, 2, 65535]",
    "tcp_relay_ports = [1L, 2L]",
    "tcp_relay_ports = [0, 0]",
    "tcp_relay_ports = [true]",
    "tcp_relay_ports = [\"a\", \"b\"]",
    "tcp_relay_ports = []",
    "tcp_relay_ports = (1)",
    "tcp_relay_ports = 443",
    "tcp_relay_ports = [443, 443]",
    "bootstrap_nodes = ()",
];
/// Files that only the newest release reads in this way.
const NEW_FILES: &[&str] = &[
    "a = [1, 2,]; b = (1, 2,); motd = \"x\"",
    "a = 0b101; b = 0o17; c = 0q17; motd = \"x\"",
    "motd = \"a\\a\\b\\vz\"",
    "motd = \"cut\\x00here\"",
    "a = 99999999999999999999999",
    "tcp_relay_ports = [99999999999, 443]",
];

fn read(program: &Path, files: &Scratch, text: &str) -> std::io::Result<Reading> {
    let file = files.path().join("node.conf");
    std::fs::write(&file, format!("{text}\nport = 70000\n"))?;
    let mut command = Command::new(program);
    command.arg(format!("--config={}", file.display())).args(["--foreground", "--log-backend=stdout"]);
    let output = command.current_dir(files.path()).stdin(Stdio::null()).output()?;
    assert_eq!(output.status.code(), Some(1), "{text}");
    let information = lines(&output.stdout);
    let accepted = information.iter().any(|line| line == "General config read successfully");
    let warnings = lines(&output.stderr);
    Ok(Reading {
        accepted,
        information: information.into_iter().filter(|line| !line.starts_with("Running ")).collect(),
        warnings: warnings.into_iter().filter(|line| !is_ours(line) && accepted).collect(),
    })
}

/// Lines without what newer releases put in front of them.
fn lines(bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes);
    let bare = |line: &str| {
        let levels = ["Info: ", "Warning: ", "Critical: "];
        let end =
            levels.iter().find_map(|level| Some(line.find(level)? + level.len())).filter(|_| line.starts_with('['));
        line[end.unwrap_or_default()..].to_owned()
    };
    text.lines().map(bare).collect()
}

/// What only we say.
fn is_ours(line: &str) -> bool {
    line.contains(" - unknown setting ")
}

fn reads_alike(suite: Suite, texts: &[&str]) -> Outcome {
    let (Some(ours), Some(theirs)) = (NodeKind::Ours.program(), NodeKind::Reference(suite).program()) else {
        return Ok(());
    };
    let files = Scratch::new()?;
    for text in texts {
        assert_eq!(read(&ours, &files, text)?, read(&theirs, &files, text)?, "{suite:?}: {text}");
    }
    // No program made a key or a PID file.
    assert_eq!(std::fs::read_dir(files.path())?.count(), 1);
    Ok(())
}

#[test]
fn bookworm_reads_the_same_out_of_a_file() -> Outcome {
    reads_alike(Suite::Bookworm, FILES)
}

#[test]
fn trixie_reads_the_same_out_of_a_file() -> Outcome {
    reads_alike(Suite::Trixie, FILES)
}

#[test]
fn sid_reads_the_same_out_of_a_file() -> Outcome {
    reads_alike(Suite::Sid, FILES)?;
    reads_alike(Suite::Sid, NEW_FILES)
}
