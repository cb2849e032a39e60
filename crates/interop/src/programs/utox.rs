//! uTox, the client that draws its own window.

use std::path::PathBuf;

use super::{Display, Prepared, SOON, find, look_for, prepare};
use crate::lab::Host;
use crate::library::Library;
use crate::node::Node;
use crate::process::{Process, ProcessError};
use crate::scenario::{MESSAGE, Outcome};
use crate::scratch::Scratch;

/// A running uTox with one friend.
#[derive(Debug)]
pub struct Utox {
    /// Before the process, so that it can show what was last on it.
    display: Display,
    process: Process,
    /// Its public key.
    pub public_key: String,
    friend: String,
    files: Scratch,
    _host: Host,
}

/// Where the only friend stands in the list of the window, which is 750 by 500.
const FRIEND: (u16, u16) = (110, 95);

impl Utox {
    /// Starts it on this library with a profile made before. None, with a line that says why, where something is missing.
    ///
    /// # Errors
    /// The step that did not happen in time.
    pub fn start(host: Host, library: Library, nodes: &[&Node], friend: &str) -> Outcome<Option<Utox>> {
        let Some(program) = find("utox") else { return Ok(None) };
        let files = Scratch::new()?;
        let folder = files.path().join("tox");
        std::fs::create_dir(&folder)?;
        let profile = folder.join("tox_save.tox");
        let Some(Prepared { host, public_key }) = prepare(host, library, nodes, ("uTox", friend), &profile)? else {
            return Ok(None);
        };
        let Some(display) = Display::open()? else { return Ok(None) };
        let Some(words) = library.command_line(&program) else { return Ok(None) };
        let Some((first, rest)) = words.split_first() else { return Ok(None) };
        let mut command = host.command(first);
        command.args(rest).args(["--portable", "--allow-root", "-vvvv"]);
        command.current_dir(files.path()).env("HOME", files.path()).env("DISPLAY", display.name());
        let process = Process::start(&mut command)?;
        let friend = friend.to_owned();
        let utox = Utox { process, display, public_key, friend, files, _host: host };
        utox.display.window("uTox")?;
        if library.is_loaded_by(utox.process.id()) {
            Ok(Some(utox))
        } else {
            Err(format!("uTox runs on another library, or not at all:\n{}", utox.process.report()).into())
        }
    }

    /// Writes to the friend.
    ///
    /// # Errors
    /// As [`Display::write`].
    pub fn say(&self, text: &str) -> Result<(), ProcessError> {
        self.display.click(FRIEND)?;
        self.display.write(text)?;
        self.display.key("Return")
    }

    /// Waits until this stands in the history of the chat.
    ///
    /// # Errors
    /// [`ProcessError::TimedOut`] with what uTox printed.
    pub fn hear(&mut self, text: &str) -> Result<(), ProcessError> {
        let history = self.history();
        let heard = || {
            let chat = std::fs::read(&history).ok()?;
            String::from_utf8_lossy(&chat).contains(text).then_some(())
        };
        look_for(MESSAGE, heard, || format!("no {text:?} in the history; uTox said:\n{}", self.process.report()))
    }

    fn history(&self) -> PathBuf {
        self.files.path().join("tox").join(format!("{}.new.txt", self.friend))
    }

    /// Whether it still runs.
    pub fn is_running(&mut self) -> bool {
        self.process.is_running()
    }

    /// Ends it in the regular way.
    ///
    /// # Errors
    /// [`ProcessError::TimedOut`] when it did not end by itself.
    pub fn quit(mut self) -> Result<(), ProcessError> {
        self.display.picture();
        // It sees that it was asked at the next event of its window.
        self.process.ask_to_end();
        self.display.click(FRIEND)?;
        match self.process.wait_for(SOON, |_| false) {
            Err(ProcessError::Ended(_)) => Ok(()),
            Err(error) => Err(error),
            Ok(line) => Err(ProcessError::Ended(line)),
        }
    }
}
