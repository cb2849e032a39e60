//! Starting programs, and saying what is started.

use std::ffi::OsStr;
use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::mpsc::{RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

/// What a command of this tool ends with; the text is for the person at the terminal.
pub(crate) type Outcome<T = ()> = Result<T, String>;

/// The root of the workspace.
pub(crate) fn root() -> PathBuf {
    let own = std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from("xtask"), PathBuf::from);
    own.parent().map_or_else(|| PathBuf::from("."), PathBuf::from)
}

/// A program to be started in the root of the workspace, without standard input.
pub(crate) fn program(name: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(name);
    command.current_dir(root()).stdin(Stdio::null()).stderr(Stdio::inherit());
    command
}

/// git, also in a clone that belongs to another user, as it does in many containers of CI systems.
pub(crate) fn git(arguments: &[&str]) -> Command {
    let mut command = program("git");
    command.args(["-c", "safe.directory=*"]).args(arguments);
    command
}

/// The cargo that started us.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    let mut command = program(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    // What `cargo run` set for us would make cargo rebuild what depends on it.
    for (name, _) in std::env::vars_os() {
        if name.to_str().is_some_and(|name| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_")) {
            command.env_remove(name);
        }
    }
    command.args(arguments);
    command
}

/// Runs one named step, with its output on the terminal; an exit code other than 0 is an error.
pub(crate) fn step(name: &str, command: &mut Command) -> Outcome {
    println!("\n── {name}");
    let started = Instant::now();
    let status = command.status().map_err(|error| format!("{name}: cannot start {}: {error}", shown(command)))?;
    let seconds = started.elapsed().as_secs();
    if status.success() {
        println!("── {name}: passed in {seconds} s");
        Ok(())
    } else {
        Err(format!("{name} failed after {seconds} s ({status}): {}", shown(command)))
    }
}

/// Runs a program and returns its standard output.
pub(crate) fn output(command: &mut Command) -> Outcome<String> {
    let output = command.output().map_err(|error| format!("cannot start {}: {error}", shown(command)))?;
    if !output.status.success() {
        return Err(format!("{} ({})", shown(command), output.status));
    }
    String::from_utf8(output.stdout).map_err(|_| format!("{}: output is not UTF-8", shown(command)))
}

/// Runs a program and returns its standard output, which goes to the terminal as it comes.
pub(crate) fn watched(command: &mut Command, terminal: &mut impl Write) -> Outcome<(ExitStatus, String)> {
    let ran = command.stdout(Stdio::piped()).spawn().and_then(|child| pass_on(child, terminal));
    let (status, output) = ran.map_err(|error| format!("cannot run {}: {error}", shown(command)))?;
    Ok((status, String::from_utf8_lossy(&output).into_owned()))
}

fn pass_on(mut child: Child, terminal: &mut impl Write) -> io::Result<(ExitStatus, Vec<u8>)> {
    let (sender, pieces) = sync_channel(1);
    if let Some(from) = child.stdout.take() {
        thread::spawn(move || read_pieces(from, &sender));
    }
    let mut output = Vec::new();
    let mut ended = None;
    loop {
        match pieces.recv_timeout(LAST_WORDS) {
            Ok(piece) => {
                output.extend_from_slice(&piece);
                terminal.write_all(&piece)?;
                terminal.flush()?;
            }
            Err(RecvTimeoutError::Timeout) if ended.is_none() => ended = child.try_wait()?,
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
        }
    }
    Ok((child.wait()?, output))
}

/// How long the output of a program that has ended may stay silent before we stop waiting for its end: our choice. What it
/// started and left behind may hold the pipe for ever.
const LAST_WORDS: Duration = Duration::from_millis(300);

/// Hands on what comes until there is no more, or nobody listens.
fn read_pieces(mut from: ChildStdout, to: &SyncSender<Vec<u8>>) {
    let mut piece = [0; 4096];
    while let Ok(length @ 1..) = from.read(&mut piece) {
        if to.send(piece.get(..length).unwrap_or_default().to_vec()).is_err() {
            return;
        }
    }
}

/// Runs a program silently and says whether it ended with 0.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

/// Whether a program of this name lies in the search path.
pub(crate) fn has_program(name: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .chain(["/usr/sbin".into(), "/sbin".into()])
        .any(|directory: PathBuf| directory.join(name).is_file())
}

fn shown(command: &Command) -> String {
    let mut text = command.get_program().to_string_lossy().into_owned();
    for argument in command.get_args() {
        text.push(' ');
        text.push_str(&argument.to_string_lossy());
    }
    text
}
