//! Two C programs on our library become friends, talk, and pass a file: the examples of `crates/ffi`.

use std::error::Error;
use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use toxcore_interop::scenario::MEET;
use toxcore_interop::{Host, Lab, Node, Process, Scratch};

use crate::clients::News;

/// Bytes of the file that is passed: our choice, long enough to see the bar move.
const FILE_BYTES: usize = 64 << 20;

/// Time for a program to do what takes no network, such as ending.
const SOON: Duration = Duration::from_secs(10);

/// The two programs, with what they leave on the disk.
#[derive(Debug)]
pub(crate) struct Programs {
    bot: Process,
    sender: Process,
    /// A machine lives as long as somebody holds it.
    _hosts: [Host; 2],
    started: Instant,
    files: Scratch,
}

impl Programs {
    /// Starts a bot and a sender, each on a machine of its own, if they were compiled.
    pub(crate) fn start(lab: &mut Lab, nodes: &[Node]) -> Result<Option<Programs>, Box<dyn Error>> {
        let Some(place) = std::env::var_os("TOXCORE_LIBRARY").map(PathBuf::from) else { return Ok(None) };
        let (Some(first), Some(last)) = (nodes.first(), nodes.last()) else { return Ok(None) };
        let files = Scratch::new()?;
        let file = files.path().join("file");
        write_noise(&file)?;
        let node = |node: &Node| [node.address().to_string(), node.port.to_string(), node.public_key.clone()];
        let hosts = [lab.host()?, lab.host()?];
        let mut command = hosts[0].command(place.join("echo_bot"));
        let mut bot = Process::start(command.arg(files.path().join("bot.tox")).args(node(first)))?;
        let line = bot.wait_for(SOON, |line| line.starts_with("Tox ID: "))?;
        let id = line.split(' ').next_back().unwrap_or_default();
        let mut command = hosts[1].command(place.join("send_file"));
        let sender = Process::start(command.arg(id).arg(&file).args(node(last)))?;
        Ok(Some(Programs { bot, sender, _hosts: hosts, started: Instant::now(), files }))
    }

    /// Tells what happens until the file is there; the error says what did not.
    pub(crate) fn tell(mut self, news: &Sender<News>) -> Result<(), Box<dyn Error>> {
        // The screen may be gone already; the story ends all the same.
        let say = |line: String| drop(news.send(News::Step(line)));
        say("two C programs start on our libtoxcore.so.2: a bot, and somebody with a file for it".into());
        self.bot.wait_for(MEET, |line| line.starts_with("friend request: "))?;
        say("the bot got a friend request, through the onion".into());
        let way = self.sender.wait_for(MEET, |line| line.starts_with("the friend is here"))?;
        say(format!("they see each other, {:.1} s after the start ({way})", self.started.elapsed().as_secs_f32()));
        let text = self.sender.wait_for(MEET, |line| line.starts_with("the friend says: "))?;
        say(format!("a message went there and came back ({text})"));
        let begin = Instant::now();
        loop {
            let line = self.sender.wait_for(MEET, |line| line.starts_with('[') || line.starts_with("sent "))?;
            if line.starts_with("sent ") {
                break;
            }
            say(line);
        }
        self.bot.wait_for(SOON, |line| line.starts_with("received "))?;
        let seconds = begin.elapsed().as_secs_f32();
        let megabytes = FILE_BYTES as f32 / 1e6;
        say(format!("{megabytes:.0} MB passed in {seconds:.1} s, {:.0} MB/s", megabytes / seconds.max(0.001)));
        if self.bot.terminate(SOON) != Some(0) {
            return Err("the bot did not end by itself".into());
        }
        if !self.arrived()? {
            return Err("the file that arrived is another one".into());
        }
        say("the file that arrived is the one that was sent; both programs ended".into());
        Ok(())
    }

    fn arrived(&self) -> std::io::Result<bool> {
        let sent = std::fs::read(self.files.path().join("file"))?;
        for entry in std::fs::read_dir(self.files.path())? {
            let path = entry?.path();
            if path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("bot.tox.")) {
                return Ok(std::fs::read(path)? == sent);
            }
        }
        Ok(false)
    }
}

/// A file that cannot be made smaller on its way.
fn write_noise(path: &Path) -> std::io::Result<()> {
    let mut noise = File::open("/dev/urandom")?.take(FILE_BYTES as u64);
    let mut file = File::create(path)?;
    std::io::copy(&mut noise, &mut file)?;
    file.flush()
}
