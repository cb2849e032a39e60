//! A terminal with one program in it.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use super::{SOON, find, look_for};
use crate::lab::Host;
use crate::process::{Process, ProcessError};

/// A tmux of its own, on a host of the lab; its program ends with it.
#[derive(Debug)]
pub struct Terminal {
    server: Process,
    tmux: PathBuf,
    socket: PathBuf,
}

/// Columns and lines: our choice, so that a Tox id fits in one line, and a story on one screen.
const SIZE: [&str; 4] = ["-x", "150", "-y", "60"];

impl Terminal {
    /// Opens a terminal, with its socket in this directory; none, with a line that says why, where there is no tmux.
    ///
    /// # Errors
    /// [`ProcessError`] when it does not come up.
    pub fn open(host: &Host, directory: &Path) -> Result<Option<Terminal>, ProcessError> {
        let Some(tmux) = find("tmux") else { return Ok(None) };
        let socket = directory.join("terminal");
        let mut server = host.command(&tmux);
        // A server in the foreground: whoever holds it ends it.
        server.arg("-S").arg(&socket).args(["-f", "/dev/null", "-D"]).env_remove("TMUX");
        let terminal = Terminal { server: Process::start(&mut server)?, tmux, socket };
        look_for(SOON, || terminal.socket.exists().then_some(()), || "tmux did not come up".to_owned())?;
        Ok(Some(terminal))
    }

    /// Starts a program in it. The one before must have ended.
    ///
    /// # Errors
    /// [`ProcessError::Ended`] with what tmux said.
    pub fn run(&self, words: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Result<(), ProcessError> {
        let mut command = self.tmux("new-session");
        command.arg("-d").args(SIZE).arg("--").args(words);
        done(&mut command).map(drop)
    }

    /// The id of the program's process; none when it has ended.
    pub fn program(&self) -> Option<u32> {
        done(self.tmux("list-panes").args(["-F", "#{pane_pid}"])).ok()?.trim().parse().ok()
    }

    /// Waits for the end of the program.
    ///
    /// # Errors
    /// [`ProcessError::TimedOut`] with the screen.
    pub fn ended(&self) -> Result<(), ProcessError> {
        look_for(SOON, || self.program().is_none().then_some(()), || self.screen())
    }

    /// Types a text.
    ///
    /// # Errors
    /// [`ProcessError::Ended`] with what tmux said.
    pub fn write(&self, text: &str) -> Result<(), ProcessError> {
        done(self.tmux("send-keys").args(["-l", "--", text])).map(drop)
    }

    /// Presses a key, by tmux's name for it.
    ///
    /// # Errors
    /// [`ProcessError::Ended`] with what tmux said.
    pub fn key(&self, name: &str) -> Result<(), ProcessError> {
        done(self.tmux("send-keys").arg(name)).map(drop)
    }

    /// Types a line and ends it.
    ///
    /// # Errors
    /// [`ProcessError::Ended`] with what tmux said.
    pub fn line(&self, text: &str) -> Result<(), ProcessError> {
        self.write(text)?;
        self.key("Enter")
    }

    /// What is to be seen now.
    pub fn screen(&self) -> String {
        done(self.tmux("capture-pane").arg("-p")).unwrap_or_default()
    }

    /// The same with its colours, as escape sequences.
    pub fn colours(&self) -> String {
        done(self.tmux("capture-pane").args(["-p", "-e"])).unwrap_or_default()
    }

    /// Waits until this stands on the screen.
    ///
    /// # Errors
    /// [`ProcessError::TimedOut`] with the screen.
    pub fn see(&self, text: &str, within: Duration) -> Result<(), ProcessError> {
        look_for(
            within,
            || self.screen().contains(text).then_some(()),
            || format!("no {text:?} on the screen:\n{}", self.screen()),
        )
    }

    fn tmux(&self, command: &str) -> Command {
        let mut tmux = Command::new(&self.tmux);
        tmux.arg("-S").arg(&self.socket).arg(command).env_remove("TMUX");
        tmux
    }

    /// The tmux below.
    pub fn server(&mut self) -> &mut Process {
        &mut self.server
    }
}

/// What a command printed.
fn done(command: &mut Command) -> Result<String, ProcessError> {
    let output = command.output()?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(ProcessError::Ended(format!("{command:?}: {}", String::from_utf8_lossy(&output.stderr))))
    }
}
