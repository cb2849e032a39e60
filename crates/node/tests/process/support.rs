//! A node of its own for each test: own directory, own ports on the loopback interface.

use std::fs;
use std::io::{BufRead as _, BufReader, Read, Write as _};
use std::net::{Ipv6Addr, TcpListener, TcpStream, UdpSocket};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

/// Time for anything that a test waits for. A node starts in milliseconds; the machine may be busy.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// The program with these arguments.
pub(crate) fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_toxcore-node"));
    command.args(arguments).stdin(Stdio::null());
    command
}

/// Runs the program to its end.
pub(crate) fn run(arguments: &[&str]) -> Output {
    program(arguments).output().expect("the program starts")
}

pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A directory that vanishes with the test.
pub(crate) struct Directory(PathBuf);

impl Directory {
    pub(crate) fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("toxcore-node-process-{}-{number}", std::process::id()));
        fs::create_dir_all(&path).expect("a directory");
        Self(path)
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// Names of the files in it, in order.
    pub(crate) fn files(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.0).expect("a directory");
        let mut names: Vec<_> =
            entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    /// Writes a configuration with the paths, ports of its own and these lines.
    pub(crate) fn config(&self, lines: &str) -> Config {
        let ports = Ports::free();
        let text = format!(
            "port = {}\nkeys_file_path = \"{}\"\npid_file_path = \"{}\"\nenable_lan_discovery = false\n\
             tcp_relay_ports = [{}]\n{lines}\n",
            ports.udp,
            self.path("keys").display(),
            self.path("pid").display(),
            ports.tcp
        );
        let path = self.path("node.conf");
        fs::write(&path, text).expect("a file");
        Config { path, udp: ports.udp, tcp: ports.tcp }
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A configuration file and the ports in it.
pub(crate) struct Config {
    pub(crate) path: PathBuf,
    pub(crate) udp: u16,
    pub(crate) tcp: u16,
}

impl Config {
    pub(crate) fn argument(&self) -> String {
        format!("--config={}", self.path.display())
    }
}

struct Ports {
    udp: u16,
    tcp: u16,
}

impl Ports {
    /// Ports that nobody has at this moment.
    fn free() -> Self {
        let udp = UdpSocket::bind((Ipv6Addr::UNSPECIFIED, 0)).expect("a port");
        let tcp = TcpListener::bind((Ipv6Addr::UNSPECIFIED, 0)).expect("a port");
        Self { udp: udp.local_addr().expect("an address").port(), tcp: tcp.local_addr().expect("an address").port() }
    }
}

/// A node in the foreground; killed when the test ends before it.
pub(crate) struct Node {
    child: Child,
    lines: Receiver<String>,
    seen: Vec<String>,
}

impl Node {
    /// Starts a node and waits until it serves.
    pub(crate) fn start(config: &Config, arguments: &[&str]) -> Self {
        let mut node =
            Self::spawn(program(&[&config.argument(), "--foreground", "--log-backend=stdout"]).args(arguments));
        node.wait_for("Public Key: ");
        node
    }

    pub(crate) fn spawn(command: &mut Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
        let (sender, lines) = channel();
        let streams: [Option<Box<dyn Read + Send>>; 2] = [
            child.stdout.take().map(|stream| Box::new(stream) as Box<dyn Read + Send>),
            child.stderr.take().map(|stream| Box::new(stream) as Box<dyn Read + Send>),
        ];
        for stream in streams.into_iter().flatten() {
            let sender = sender.clone();
            thread::spawn(move || {
                for line in BufReader::new(stream).lines().map_while(Result::ok) {
                    let _ = sender.send(line);
                }
            });
        }
        Self { child, lines, seen: Vec::new() }
    }

    /// Waits for a line that begins like this and returns its rest.
    pub(crate) fn wait_for(&mut self, beginning: &str) -> String {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(rest) = self.seen.iter().find_map(|line| line.strip_prefix(beginning)) {
                return rest.to_owned();
            }
            let left = deadline.saturating_duration_since(Instant::now());
            let line = self.lines.recv_timeout(left);
            assert!(line.is_ok(), "no line {beginning:?} among:\n{}", self.seen.join("\n"));
            self.seen.extend(line);
        }
    }

    /// The key that it printed.
    pub(crate) fn public_key(&mut self) -> String {
        self.wait_for("Public Key: ")
    }

    /// Sends a signal by name and returns the exit code.
    pub(crate) fn stop(mut self, signal: &str) -> (Option<i32>, Vec<String>) {
        send_signal(self.child.id(), signal);
        let code = self.child.wait().expect("the process ends").code();
        self.seen.extend(self.lines.iter());
        (code, std::mem::take(&mut self.seen))
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(crate) fn send_signal(pid: u32, signal: &str) {
    // The shell's own `kill`: the program of that name is not on every machine.
    let sent = Command::new("sh").args(["-c", "kill -s \"$0\" \"$1\"", signal, &pid.to_string()]).status();
    assert!(sent.is_ok_and(|status| status.success()), "signal {signal} to {pid}");
}

/// Waits until the condition holds.
pub(crate) fn eventually(what: &str, mut condition: impl FnMut() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !condition() {
        assert!(Instant::now() < deadline, "never: {what}");
        thread::sleep(Duration::from_millis(10));
    }
}

/// The public half of a key file in upper-case hexadecimal.
pub(crate) fn key_in(path: &Path) -> String {
    let bytes = fs::read(path).expect("a key file");
    assert_eq!(bytes.len(), 64);
    bytes[..32].iter().map(|byte| format!("{byte:02X}")).collect()
}

/// What the node answers at the address that it printed.
pub(crate) fn page(url: &str) -> String {
    let address = url.strip_prefix("http://").and_then(|url| url.strip_suffix("/metrics.")).expect("a URL");
    let mut stream = TcpStream::connect(address).expect("a connection");
    stream.write_all(b"GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("a request");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    answer
}

/// One figure of that page.
pub(crate) fn figure(url: &str, name: &str) -> u64 {
    let page = page(url);
    let value = page.lines().find_map(|line| line.strip_prefix(&format!("toxcore_node_{name} ")));
    value.and_then(|value| value.parse().ok()).expect("a number")
}
