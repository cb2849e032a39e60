//! The programs that are compared, and what each of them has to do.

use std::io;
use std::net::{SocketAddr, UdpSocket};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use toxcore_wire::Encode;
use toxcore_wire::bootstrap_info::{BootstrapInfoRequest, BootstrapInfoResponse};

use crate::clients::{Target, udp_socket};
use crate::crowd::Crowd;
use crate::process::Usage;
use crate::program::{Program, Start};
use crate::report::{Goal, Row};
use crate::stats::median;
use crate::world::World;

mod abuse;
mod amplification;
mod dht;
mod idle;
mod relay;

/// A program under test with the nodes around it.
#[derive(Debug)]
pub struct Subject {
    /// Its name in the table.
    pub name: String,
    program: Program,
    crowd: Crowd,
}

impl Subject {
    /// Where it is.
    #[must_use]
    pub const fn target(&self) -> Target {
        self.program.target()
    }

    /// The nodes around it.
    #[must_use]
    pub const fn crowd(&self) -> &Crowd {
        &self.crowd
    }

    /// Datagrams that the kernel threw away because it did not take them in time.
    ///
    /// # Errors
    /// If it has ended.
    pub fn drops(&self) -> io::Result<u64> {
        self.program.drops()
    }

    /// What it used so far.
    ///
    /// # Errors
    /// If it has ended.
    pub fn usage(&self) -> io::Result<Usage> {
        self.program.usage()
    }
}

/// All programs, running at the same time; load is put on one of them at a time, in turn, so that whatever else the
/// machine does hits all of them alike.
#[derive(Debug)]
pub struct Suite {
    /// Where they run.
    pub world: World,
    /// The programs, ours last.
    pub subjects: Vec<Subject>,
    /// Length of one measurement.
    pub time: Duration,
    /// Measurements of which the median counts.
    pub rounds: usize,
    /// Seeds used so far: a client that is new to a program must have a key that it never saw.
    seeds: AtomicU64,
}

impl Suite {
    /// Starts the programs, each with its own crowd, and waits until they know their neighbours. A name may be empty: then
    /// the program is asked for its version.
    ///
    /// # Errors
    /// If one of them cannot be started.
    pub fn start(world: World, programs: &[(String, PathBuf)], time: Duration, rounds: usize) -> io::Result<Self> {
        let mut subjects = Vec::new();
        for (number, (name, path)) in programs.iter().enumerate() {
            let port = FIRST_PORT + 2 * u16::try_from(number).unwrap_or_default();
            let start = Start { path, address: world.node(), port, relay_port: port + 1, bootstrap: None };
            let program = Program::start(&start)?;
            let target = program.target();
            let addresses = (0..CROWD).map(|member| world.crowd(number * CROWD + member));
            let crowd = Crowd::start(addresses, Some((target.udp, target.key)), number as u64 + 1)?;
            let name = if name.is_empty() { version_of(world, target.udp) } else { name.clone() };
            subjects.push(Subject { name, program, crowd });
        }
        thread::sleep(SETTLE);
        Ok(Self { world, subjects, time, rounds, seeds: AtomicU64::new(1) })
    }

    /// Names of the programs.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        self.subjects.iter().map(|subject| subject.name.clone()).collect()
    }

    fn next_seed(&self) -> u64 {
        self.seeds.fetch_add(1, Ordering::Relaxed) + 1_000_000
    }

    /// Does the same to every program, several times in turn, and takes the median for each. A failure is told and leaves
    /// the figure out.
    pub fn row(
        &self,
        name: &str,
        unit: &'static str,
        goal: Goal,
        mut measure: impl FnMut(usize, &Subject) -> io::Result<f64>,
    ) -> Row {
        let mut samples = vec![Vec::new(); self.subjects.len()];
        for _ in 0..self.rounds.max(1) {
            for (number, (subject, samples)) in self.subjects.iter().zip(&mut samples).enumerate() {
                match measure(number, subject) {
                    Ok(value) => samples.push(value),
                    Err(error) => tell(&format!("{name}, {}: {error}", subject.name)),
                }
            }
        }
        let row = Row { name: name.to_owned(), unit, values: samples.iter().map(|all| median(all)).collect(), goal };
        tell(&format!("{name}: {:.1?}", samples));
        row
    }
}

/// Says on the terminal how far the run is.
#[allow(clippy::print_stderr, reason = "progress of a command-line tool")]
pub fn tell(what: &str) {
    eprintln!("{what}");
}

/// Asks a node for its version, as `tox-bootstrapd` tells it.
fn version_of(world: World, node: SocketAddr) -> String {
    let ask = || -> io::Result<u32> {
        let socket: UdpSocket = udp_socket(world.client(0), Duration::from_millis(200))?;
        let mut request = Vec::new();
        BootstrapInfoRequest.encode(&mut request);
        let (deadline, mut answer) = (Instant::now() + Duration::from_secs(3), [0; BootstrapInfoResponse::MAX_LEN]);
        while Instant::now() < deadline {
            socket.send_to(&request, node)?;
            if let Ok((len, _)) = socket.recv_from(&mut answer)
                && let Some(Ok(info)) = answer.get(..len).map(BootstrapInfoResponse::parse)
            {
                return Ok(info.version);
            }
        }
        Err(io::ErrorKind::TimedOut.into())
    };
    match ask() {
        Ok(version) => format!("{}.{}.{}", version / 1_000_000 % 1000, version / 1000 % 1000, version % 1000),
        Err(_) => "reference".to_owned(),
    }
}

/// UDP port of the first program; relays and further programs have the next ones.
const FIRST_PORT: u16 = 34_000;
/// Nodes around each program: a small network, and more than the four that fit an answer.
const CROWD: usize = 10;
/// Time until a program knows them. The reference needs some seconds to trust an address.
const SETTLE: Duration = Duration::from_secs(10);
