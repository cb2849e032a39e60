//! Toxic, the client for terminals.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::{SOON, Terminal, find, look_for};
use crate::lab::Host;
use crate::library::Library;
use crate::node::Node;
use crate::process::ProcessError;
use crate::scenario::{MEET, MESSAGE, Outcome};
use crate::scratch::Scratch;

/// Toxic, with its files and its terminal.
#[derive(Debug)]
pub struct Toxic {
    terminal: Terminal,
    program: PathBuf,
    password: Option<&'static str>,
    files: Scratch,
}

/// Time for 20 MB: our choice; the reference's library takes 4 s on a quiet machine.
const TRANSFER: Duration = Duration::from_secs(120);

impl Toxic {
    /// Prepares a Toxic on this host who knows these nodes and will seal the profile with this password; none, with a line
    /// that says why, when it is not on this machine.
    ///
    /// # Errors
    /// When its files cannot be written, or there is no terminal.
    pub fn new(host: &Host, nodes: &[&Node], password: Option<&'static str>) -> Outcome<Option<Toxic>> {
        let Some(program) = find("toxic") else { return Ok(None) };
        let files = Scratch::new()?;
        let Some(terminal) = Terminal::open(host, files.path())? else { return Ok(None) };
        let toxic = Toxic { terminal, program, password, files };
        std::fs::create_dir(toxic.downloads())?;
        std::fs::write(toxic.file("nodes.json"), node_list(nodes))?;
        std::fs::write(toxic.file("toxic.conf"), toxic.configuration())?;
        Ok(Some(toxic))
    }

    /// Without sounds, and without a look at whether the terminal is watched.
    fn configuration(&self) -> String {
        format!(
            "ui = {{ alerts=false; native_colors=true; nodeslist_update_freq=0; mplex_away=false; }};\n\
             tox = {{ download_path=\"{}/\"; }};\n",
            self.downloads().display()
        )
    }

    fn file(&self, name: &str) -> PathBuf {
        self.files.path().join(name)
    }

    fn downloads(&self) -> PathBuf {
        self.file("downloads")
    }

    /// Starts it on this library with a new profile and waits until it is online. False, with a line that says why, when
    /// the library is not on this machine.
    ///
    /// # Errors
    /// The step that did not happen in time.
    pub fn start_anew(&self, library: Library) -> Result<bool, ProcessError> {
        if !self.launch(library)? {
            return Ok(false);
        }
        self.terminal.see("Would you like to encrypt it?", SOON)?;
        match self.password {
            None => self.terminal.line("n")?,
            Some(password) => {
                self.terminal.line("y")?;
                self.terminal.see("Enter a new password", SOON)?;
                self.terminal.line(password)?;
                self.terminal.see("Enter password again", SOON)?;
                self.terminal.line(password)?;
            }
        }
        self.online(library)?;
        Ok(true)
    }

    /// Starts it on this library with the profile that it has, and waits until it is online.
    ///
    /// # Errors
    /// As [`Toxic::start_anew`].
    pub fn start_again(&self, library: Library) -> Result<bool, ProcessError> {
        if !self.launch(library)? {
            return Ok(false);
        }
        if let Some(password) = self.password {
            self.terminal.see("Enter password", SOON)?;
            self.terminal.line(password)?;
        }
        self.online(library)?;
        Ok(true)
    }

    fn launch(&self, library: Library) -> Result<bool, ProcessError> {
        let Some(words) = library.command_line(&self.program) else { return Ok(false) };
        let mut home = OsString::from("HOME=");
        home.push(self.files.path());
        let mut line: Vec<OsString> = vec!["env".into(), home, "TERM=screen".into()];
        line.extend(words.into_iter().map(PathBuf::into_os_string));
        line.extend(["-L", "-c"].map(OsString::from));
        line.extend([self.file("toxic.conf").into(), "-f".into(), self.file("profile.tox").into()]);
        line.extend(["-n".into(), self.file("nodes.json").into()]);
        self.terminal.run(line)?;
        Ok(true)
    }

    fn online(&self, library: Library) -> Result<(), ProcessError> {
        let title = || self.terminal.screen().lines().next().unwrap_or_default().to_owned();
        let is_online = || ["[Online]", "[Busy]"].iter().any(|state| title().contains(state)).then_some(());
        look_for(MEET, is_online, || self.terminal.screen())?;
        match self.terminal.program() {
            Some(process) if library.is_loaded_by(process) => Ok(()),
            _ => Err(ProcessError::Ended("Toxic runs on another library".to_owned())),
        }
    }

    /// Ends it in the regular way, so that it writes its profile.
    ///
    /// # Errors
    /// As [`Terminal::ended`].
    pub fn exit(&self) -> Result<(), ProcessError> {
        self.terminal.line("/exit")?;
        self.terminal.ended()
    }

    /// Whether the profile is a sealed one.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn profile_is_sealed(&self) -> std::io::Result<bool> {
        Ok(std::fs::read(self.file("profile.tox"))?.starts_with(b"toxEsave"))
    }

    /// Its Tox id.
    ///
    /// # Errors
    /// As [`Terminal::see`].
    pub fn tox_id(&self) -> Result<String, ProcessError> {
        self.terminal.line("/myid")?;
        let is_id = |line: &&str| line.len() == 76 && line.bytes().all(|byte| byte.is_ascii_hexdigit());
        let find_id = || self.terminal.screen().lines().map(str::trim).find(is_id).map(str::to_owned);
        look_for(SOON, find_id, || self.terminal.screen())
    }

    /// Asks for friendship; the friend is to accept.
    ///
    /// # Errors
    /// As [`Terminal::see`].
    pub fn ask(&self, tox_id: &str) -> Result<(), ProcessError> {
        self.terminal.line(&format!("/add {tox_id} \"hello\""))?;
        self.terminal.see("Friend request sent.", SOON)
    }

    /// Waits for the first request and accepts it.
    ///
    /// # Errors
    /// As [`Terminal::see`].
    pub fn accept(&self) -> Result<(), ProcessError> {
        self.terminal.see("Friend request with the message 'hell", MEET)?;
        self.terminal.line("/accept 0")?;
        self.terminal.see("Friend request accepted.", SOON)
    }

    /// Waits for the only friend and opens the window of that chat.
    ///
    /// # Errors
    /// As [`Terminal::see`].
    pub fn meet(&self, name: &str) -> Result<(), ProcessError> {
        self.terminal.see("has come online", MEET)?;
        self.terminal.key("C-p")?;
        self.terminal.see("Online: 1/1", SOON)?;
        // The name comes right after the friend.
        self.terminal.see(&format!(" {name} "), MESSAGE)?;
        self.terminal.key("Enter")?;
        self.terminal.see(&format!("[{name}]"), SOON)
    }

    /// Types a line in the window that is open, which is a message or a command.
    ///
    /// # Errors
    /// As [`Terminal::line`].
    pub fn say(&self, text: &str) -> Result<(), ProcessError> {
        self.terminal.line(text)
    }

    /// Waits until this stands on the screen.
    ///
    /// # Errors
    /// As [`Terminal::see`].
    pub fn see(&self, text: &str) -> Result<(), ProcessError> {
        self.terminal.see(text, MESSAGE)
    }

    /// Waits until the friend, whose window is open, is said to be busy: the mark before the name is red.
    ///
    /// # Errors
    /// [`ProcessError::TimedOut`] with the screen.
    pub fn see_busy(&self) -> Result<(), ProcessError> {
        let first_line_is_red = || self.terminal.colours().lines().next()?.contains("\u{1b}[31mo").then_some(());
        look_for(MESSAGE, first_line_is_red, || self.terminal.colours())
    }

    /// Sends a file to the friend whose window is open, who is to accept it.
    ///
    /// # Errors
    /// As [`Terminal::line`].
    pub fn send_file(&self, path: &Path) -> Result<(), ProcessError> {
        self.terminal.line(&format!("/sendfile {}", path.display()))
    }

    /// Accepts the file of this name and waits for its end; where it lies.
    ///
    /// # Errors
    /// As [`Terminal::see`].
    pub fn save_file(&self, name: &str) -> Result<PathBuf, ProcessError> {
        self.terminal.see(&format!("File transfer request for '{name}'"), MESSAGE)?;
        self.terminal.line("/savefile 0")?;
        self.terminal.see(&format!("File '{name}' successfully received."), TRANSFER)?;
        Ok(self.downloads().join(name))
    }
}

/// The list of nodes in the form of the file that Toxic reads.
fn node_list(nodes: &[&Node]) -> String {
    let nodes: Vec<String> = nodes
        .iter()
        .map(|node| {
            format!(
                "{{\"ipv4\":\"{}\",\"ipv6\":\"-\",\"port\":{},\"tcp_ports\":[{}],\"public_key\":\"{}\",\
                 \"maintainer\":\"-\",\"location\":\"-\",\"status_udp\":true,\"status_tcp\":true,\
                 \"version\":\"1\",\"motd\":\"-\",\"last_ping\":1}}",
                node.address(),
                node.port,
                node.relay_port,
                node.public_key
            )
        })
        .collect();
    format!("{{\"last_scan\":1,\"last_refresh\":1,\"nodes\":[{}]}}", nodes.join(","))
}
