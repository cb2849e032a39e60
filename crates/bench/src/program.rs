//! Starts nodes: ours, or any that takes the command line and configuration of `tox-bootstrapd`.

use std::fs;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use toxcore_crypto::DhtPublicKey;

use crate::clients::Target;
use crate::process::{Usage, udp_drops};

/// A running node; killed when this is dropped.
#[derive(Debug)]
pub struct Program {
    child: Child,
    directory: PathBuf,
    target: Target,
}

/// How to start a node.
#[derive(Clone, Copy, Debug)]
pub struct Start<'a> {
    /// The program.
    pub path: &'a Path,
    /// Address under which it is reached; it listens on all.
    pub address: IpAddr,
    /// UDP port.
    pub port: u16,
    /// TCP port of the relay.
    pub relay_port: u16,
    /// A node to start from.
    pub bootstrap: Option<(SocketAddr, DhtPublicKey)>,
}

impl Program {
    /// Starts a node and waits until it has written its key file.
    ///
    /// # Errors
    /// If it cannot be started or does not write its keys within `PATIENCE`.
    pub fn start(start: &Start<'_>) -> io::Result<Self> {
        let directory = std::env::temp_dir().join(format!("toxcore-bench-{}-{}", std::process::id(), start.port));
        fs::create_dir_all(&directory)?;
        let config = directory.join("conf");
        fs::write(&config, configuration(start, &directory))?;
        let log = fs::File::create(directory.join("log"))?;
        let child = Command::new(start.path)
            .arg(format!("--config={}", config.display()))
            .args(["--foreground", "--log-backend=stdout"])
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()?;
        let target = Target {
            udp: SocketAddr::new(start.address, start.port),
            relay: SocketAddr::new(start.address, start.relay_port),
            key: DhtPublicKey::from_bytes([0; DhtPublicKey::LEN]),
        };
        let mut program = Self { child, directory, target };
        program.target.key = program.wait_for_key()?;
        Ok(program)
    }

    fn wait_for_key(&mut self) -> io::Result<DhtPublicKey> {
        let deadline = Instant::now() + PATIENCE;
        while Instant::now() < deadline {
            if let Some(status) = self.child.try_wait()? {
                let log = fs::read_to_string(self.directory.join("log")).unwrap_or_default();
                return Err(io::Error::other(format!("the program ended with {status}:\n{log}")));
            }
            // The file holds the public key, then the secret one.
            if let Ok(keys) = fs::read(self.directory.join("keys"))
                && keys.len() == 2 * DhtPublicKey::LEN
                && let Some(public) = keys.first_chunk()
            {
                return Ok(DhtPublicKey::from_bytes(*public));
            }
            thread::sleep(Duration::from_millis(20));
        }
        Err(io::ErrorKind::TimedOut.into())
    }

    /// Where it is.
    #[must_use]
    pub const fn target(&self) -> Target {
        self.target
    }

    /// Datagrams that the kernel threw away because it did not take them in time.
    ///
    /// # Errors
    /// If it has ended.
    pub fn drops(&self) -> io::Result<u64> {
        udp_drops(self.child.id(), self.target.udp.port())
    }

    /// What it used so far.
    ///
    /// # Errors
    /// If it has ended.
    pub fn usage(&self) -> io::Result<Usage> {
        Usage::of(self.child.id())
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may have ended by itself, and the directory be gone.
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = fs::remove_dir_all(&self.directory);
    }
}

fn configuration(start: &Start<'_>, directory: &Path) -> String {
    let bootstrap = start.bootstrap.map_or(String::new(), |(address, key)| {
        let (ip, port, key) = (address.ip(), address.port(), key.to_hex());
        format!("{{ address = \"{ip}\"; port = {port}; public_key = \"{key}\" }}")
    });
    let (port, relay_port, directory) = (start.port, start.relay_port, directory.display());
    format!(
        "port = {port}\nkeys_file_path = \"{directory}/keys\"\npid_file_path = \"{directory}/pid\"\n\
         enable_ipv6 = true\nenable_ipv4_fallback = true\nenable_lan_discovery = false\nenable_tcp_relay = true\n\
         tcp_relay_ports = [{relay_port}]\nenable_motd = true\nmotd = \"bench\"\nbootstrap_nodes = ({bootstrap})\n"
    )
}

/// Longest time that a program may take to start.
const PATIENCE: Duration = Duration::from_secs(10);
