//! qTox, the client with everything.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::{Display, Prepared, SOON, find, look_for, prepare};
use crate::lab::Host;
use crate::library::Library;
use crate::node::Node;
use crate::process::{Process, ProcessError};
use crate::scenario::{MESSAGE, Outcome};
use crate::scratch::Scratch;

/// A running qTox with one friend, from whom it takes every file.
#[derive(Debug)]
pub struct Qtox {
    /// Before the process, so that it can show what was last on it.
    display: Display,
    process: Process,
    /// Its public key.
    pub public_key: String,
    files: Scratch,
    _host: Host,
}

/// Where the only friend stands in the list of the window, which is 775 by 420.
const FRIEND: (u16, u16) = (110, 108);
/// The paper clip beside the line for messages.
const ATTACH: (u16, u16) = (690, 390);
/// Time for a file of some megabytes: our choice, as for Toxic.
const TRANSFER: Duration = Duration::from_secs(120);

impl Qtox {
    /// Starts it on this library with a profile made before. None, with a line that says why, where something is missing.
    ///
    /// # Errors
    /// The step that did not happen in time.
    pub fn start(host: Host, library: Library, nodes: &[&Node], friend: &str) -> Outcome<Option<Qtox>> {
        let Some(program) = find("qtox") else { return Ok(None) };
        let files = Scratch::new()?;
        let folder = files.path().join(".config/tox");
        let downloads = files.path().join("downloads");
        for folder in [&folder, &downloads, &files.path().join("run")] {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::write(folder.join("qtox.ini"), configuration(&downloads))?;
        let profile = folder.join("me.tox");
        let Some(Prepared { host, public_key }) = prepare(host, library, nodes, ("qTox", friend), &profile)? else {
            return Ok(None);
        };
        let Some(display) = Display::open()? else { return Ok(None) };
        let Some(words) = library.command_line(&program) else { return Ok(None) };
        // It looks for others of its kind in the machine's shared memory: here each is to be alone.
        let mut command = host.command("unshare");
        command.args(["--ipc", "--"]).args(words).args(["-p", "me"]);
        command.env("HOME", files.path()).env("XDG_RUNTIME_DIR", files.path().join("run"));
        command.env_remove("XDG_CONFIG_HOME").env("DISPLAY", display.name()).env("LANG", "C.UTF-8");
        let process = Process::start(&mut command)?;
        let qtox = Qtox { process, display, public_key, files, _host: host };
        qtox.display.window("qTox")?;
        if library.is_loaded_by(qtox.process.id()) {
            Ok(Some(qtox))
        } else {
            Err(format!("qTox runs on another library, or not at all:\n{}", qtox.process.report()).into())
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
    /// [`ProcessError::TimedOut`] with what qTox printed.
    pub fn hear(&mut self, text: &str) -> Result<(), ProcessError> {
        let folder = self.files.path().join(".config/tox");
        // What is not in the database yet is in the log that it keeps beside.
        let files = ["me.db", "me.db-wal"].map(|name| folder.join(name));
        let heard = || files.iter().any(|file| holds(file, text)).then_some(());
        look_for(MESSAGE, heard, || format!("no {text:?} in the history; qTox said:\n{}", self.process.report()))
    }

    /// Sends a file through its dialog.
    ///
    /// # Errors
    /// As [`Display::window`].
    pub fn send_file(&self, path: &Path) -> Result<(), ProcessError> {
        self.display.click(FRIEND)?;
        self.display.click(ATTACH)?;
        self.display.window("Send a file")?;
        self.display.write(&path.display().to_string())?;
        self.display.key("Return")
    }

    /// Waits until a file of this name and size has arrived; where it lies.
    ///
    /// # Errors
    /// [`ProcessError::TimedOut`] with what qTox printed.
    pub fn receive_file(&self, name: &str, bytes: u64) -> Result<PathBuf, ProcessError> {
        let path = self.files.path().join("downloads").join(name);
        let complete = || std::fs::metadata(&path).is_ok_and(|file| file.len() == bytes).then(|| path.clone());
        look_for(TRANSFER, complete, || format!("{name} has not arrived; qTox said:\n{}", self.process.report()))
    }

    /// Ends it, however: this qTox at times falls over its own end (SIGSEGV), on the reference's library as on ours.
    pub fn quit(mut self) {
        self.display.picture();
        self.process.terminate(SOON);
    }
}

fn holds(file: &Path, text: &str) -> bool {
    std::fs::read(file).is_ok_and(|bytes| String::from_utf8_lossy(&bytes).contains(text))
}

/// Files of friends are taken unasked, up to 20 MiB.
fn configuration(downloads: &Path) -> String {
    format!(
        "[%General]\nautoAcceptMaxSize=20971520\nautoSaveEnabled=true\nglobalAutoAcceptDir={}\ncheckUpdates=false\n\
         translation=en\nnotifySound=false\nshowSystemTray=false\n\n[GUI]\nstyle=Fusion\ndesktopNotify=false\n",
        downloads.display()
    )
}
