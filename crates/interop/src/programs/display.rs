//! A screen for programs with windows, and its keyboard and mouse.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::{SOON, find};
use crate::process::{Process, ProcessError};

/// An Xvfb of its own, without a window manager: a window opens in the upper left corner, and gets the keys when the mouse
/// is over it.
#[derive(Debug)]
pub struct Display {
    server: Process,
    name: String,
    xdotool: PathBuf,
}

impl Display {
    /// Opens a screen; none, with a line that says why, where there is no Xvfb or xdotool.
    ///
    /// # Errors
    /// [`ProcessError`] when it does not come up.
    pub fn open() -> Result<Option<Display>, ProcessError> {
        let (Some(xvfb), Some(xdotool)) = (find("Xvfb"), find("xdotool")) else { return Ok(None) };
        // Not on a host of the lab: it takes the first number whose socket is free, and two networks have each their own
        // sockets, but share the files of the same name. Programs on a host find it by the file.
        let mut command = Command::new(xvfb);
        command.args(["-displayfd", "1", "-screen", "0", "1024x768x24", "-nolisten", "tcp"]);
        let mut server = Process::start(&mut command)?;
        let number =
            server.wait_for(SOON, |line| !line.is_empty() && line.bytes().all(|byte| byte.is_ascii_digit()))?;
        Ok(Some(Display { server, name: format!(":{number}"), xdotool }))
    }

    /// What programs find in `DISPLAY`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Clicks with the first button.
    ///
    /// # Errors
    /// [`ProcessError::Ended`] with what xdotool said.
    pub fn click(&self, (x, y): (u16, u16)) -> Result<(), ProcessError> {
        self.xdotool(&["mousemove", &x.to_string(), &y.to_string(), "click", "1"])
    }

    /// Types a text, slowly enough for programs that draw after each key.
    ///
    /// # Errors
    /// [`ProcessError::Ended`] with what xdotool said.
    pub fn write(&self, text: &str) -> Result<(), ProcessError> {
        self.xdotool(&["type", "--delay", "20", text])
    }

    /// Presses a key, by its name in X.
    ///
    /// # Errors
    /// [`ProcessError::Ended`] with what xdotool said.
    pub fn key(&self, name: &str) -> Result<(), ProcessError> {
        self.xdotool(&["key", name])
    }

    /// Waits for a window whose title has this in it.
    ///
    /// # Errors
    /// [`ProcessError::TimedOut`] when there is none.
    pub fn window(&self, title: &str) -> Result<(), ProcessError> {
        let search = || self.xdotool(&["search", "--onlyvisible", "--name", title]).ok();
        super::look_for(SOON, search, || format!("no window {title:?}"))
    }

    /// Writes a picture of the screen into the folder that `TOXCORE_PICTURES` names, for whoever wants to see what a program
    /// shows; does nothing without.
    pub fn picture(&self) {
        static TAKEN: AtomicUsize = AtomicUsize::new(0);
        let Some(folder) = std::env::var_os("TOXCORE_PICTURES") else { return };
        let number = TAKEN.fetch_add(1, Ordering::Relaxed);
        let file = Path::new(&folder).join(format!("{}-{number}.png", std::process::id()));
        let _ = Command::new("import").args(["-window", "root", "-display", &self.name]).arg(file).output();
    }

    fn xdotool(&self, arguments: &[&str]) -> Result<(), ProcessError> {
        let output = Command::new(&self.xdotool).args(arguments).env("DISPLAY", &self.name).output()?;
        if output.status.success() {
            Ok(())
        } else {
            Err(ProcessError::Ended(format!("xdotool {arguments:?}: {}", String::from_utf8_lossy(&output.stderr))))
        }
    }
}

impl Drop for Display {
    /// In the regular way: it removes its socket.
    fn drop(&mut self) {
        self.picture();
        self.server.terminate(SOON);
    }
}
