use std::fs;
use std::path::{Path, PathBuf};

use crate::support::{Directory, eventually, key_in, program, run, send_signal, text};

/// A process that is not our child; ended with the test.
struct Daemon(u32);

impl Daemon {
    fn read(pid_file: &Path) -> Self {
        let text = fs::read_to_string(pid_file).expect("a PID file");
        Self(text.lines().last().and_then(|line| line.parse().ok()).expect("a number"))
    }

    fn directory(&self) -> PathBuf {
        PathBuf::from(format!("/proc/{}", self.0))
    }

    /// Runs, and is not only waiting for somebody to read its exit code.
    fn runs(&self) -> bool {
        let state = fs::read_to_string(self.directory().join("stat")).unwrap_or_default();
        state.rsplit(')').next().is_some_and(|rest| !rest.is_empty() && !rest.starts_with(" Z"))
    }

    fn link(&self, name: &str) -> PathBuf {
        fs::read_link(self.directory().join(name)).expect("a link")
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        if self.runs() {
            send_signal(self.0, "KILL");
        }
    }
}

#[test]
fn the_parent_writes_the_pid_file_and_the_child_serves_in_a_session_of_its_own() {
    let directory = Directory::new();
    let config = directory.config("");
    let parent = run(&[&config.argument()]);
    assert_eq!(parent.status.code(), Some(0));
    assert!(parent.stdout.is_empty() && parent.stderr.is_empty());
    let daemon = Daemon::read(&directory.path("pid"));
    assert_eq!(fs::read_to_string(directory.path("pid")).expect("a PID file"), daemon.0.to_string());
    eventually("the key file", || directory.path("keys").exists());
    eventually("the working directory", || daemon.link("cwd") == Path::new("/"));
    eventually("no terminal", || (0..3).all(|stream| daemon.link(&format!("fd/{stream}")) == Path::new("/dev/null")));
    let stat = fs::read_to_string(daemon.directory().join("stat")).expect("a process");
    let session = stat.rsplit(')').next().and_then(|rest| rest.split(' ').nth(4)).map(str::to_owned);
    assert_eq!(session, Some(daemon.0.to_string()));

    let check = || {
        let key = key_in(&directory.path("keys"));
        run(&["--check", "127.0.0.1", &config.udp.to_string(), &key]).status.success()
    };
    assert!(check());
    send_signal(daemon.0, "TERM");
    eventually("the end", || !daemon.runs());
    assert!(directory.path("pid").exists());
}

#[test]
fn a_log_on_standard_output_goes_on_in_the_background() {
    let directory = Directory::new();
    let config = directory.config("");
    let log = fs::File::create(directory.path("log")).expect("a file");
    let mut parent = program(&[&config.argument(), "--log-backend=stdout"]);
    let status = parent.stdout(log.try_clone().expect("a file")).stderr(log).status().expect("the program starts");
    assert!(status.success());
    let daemon = Daemon::read(&directory.path("pid"));
    let log = || fs::read_to_string(directory.path("log")).expect("a log");
    eventually("the key in the log", || log().contains("Public Key: "));
    assert!(log().contains(&format!("Forked successfully: PID: {}.", daemon.0)));
    send_signal(daemon.0, "INT");
    eventually("the last line", || log().contains("Received SIGINT (2) signal. Exiting."));
}

#[test]
fn an_old_pid_file_is_told_and_replaced() {
    let directory = Directory::new();
    let config = directory.config("");
    fs::write(directory.path("pid"), "4294967290").expect("a file");
    let mut parent = program(&[&config.argument(), "--log-backend=stdout"]);
    let log = fs::File::create(directory.path("log")).expect("a file");
    assert!(parent.stdout(log.try_clone().expect("a file")).stderr(log).status().expect("a start").success());
    let daemon = Daemon::read(&directory.path("pid"));
    let warning = format!(
        "Another instance of the daemon is already running, PID file {} exists.",
        directory.path("pid").display()
    );
    assert!(fs::read_to_string(directory.path("log")).expect("a log").contains(&warning));
    assert_eq!(fs::read_to_string(directory.path("pid")).expect("a PID file"), daemon.0.to_string());
}

#[test]
fn without_a_pid_file_there_is_no_background() {
    let directory = Directory::new();
    let config = directory.config("");
    let good = fs::read_to_string(&config.path).expect("a file");
    let pid_file = directory.path("pid").display().to_string();
    fs::write(&config.path, good.replace(&pid_file, "/nonexistent/pid")).expect("a file");
    let output = run(&[&config.argument()]);
    assert_eq!(output.status.code(), Some(1));
    let complaint = text(&output.stderr);
    assert!(complaint.contains("Couldn't open the PID file for writing: /nonexistent/pid. Exiting."), "{complaint}");
    assert!(!directory.path("keys").exists());
}
