use std::net::{IpAddr, SocketAddr, ToSocketAddrs};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;

use mio::Waker;
use toxcore_crypto::DhtPublicKey;
use toxcore_sansio::Instant;

use super::Machine;

/// A node that the operator names in the configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BootstrapNode {
    /// IPv4 or IPv6 address, or a host name.
    pub host: String,
    /// UDP port.
    pub port: u16,
    /// Its key.
    pub key: DhtPublicKey,
}

/// Finds the addresses of bootstrap nodes. Names are resolved by a few threads that live only as long as it takes; names without
/// an answer are tried again, ever more rarely.
#[derive(Debug)]
pub(super) struct Bootstrap {
    entries: Vec<Entry>,
    waker: Arc<Waker>,
    sender: Sender<Resolved>,
    results: Receiver<Resolved>,
    /// Names that a thread is at.
    busy: usize,
}

#[derive(Debug)]
struct Entry {
    node: BootstrapNode,
    state: State,
    /// Time from the last failure to the next try.
    wait: Duration,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Waiting(Instant),
    Busy,
    Done,
}

#[derive(Debug)]
struct Resolved {
    entry: usize,
    addrs: Vec<SocketAddr>,
}

impl Bootstrap {
    /// `waker` wakes the loop when there are results. All names are due at `now`.
    pub(super) fn new(nodes: Vec<BootstrapNode>, waker: Arc<Waker>, now: Instant) -> Self {
        let (sender, results) = mpsc::channel();
        let entry = |node| Entry { node, state: State::Waiting(now), wait: FIRST_WAIT };
        Self { entries: nodes.into_iter().map(entry).collect(), waker, sender, results, busy: 0 }
    }

    /// Gives the machine the nodes whose address needs no resolver.
    pub(super) fn add_literals(&mut self, now: Instant, machine: &mut impl Machine) {
        for entry in &mut self.entries {
            if let Ok(ip) = entry.node.host.parse::<IpAddr>() {
                entry.state = State::Done;
                machine.add_bootstrap_node(now, SocketAddr::new(ip, entry.node.port), entry.node.key);
            }
        }
    }

    pub(super) fn next_deadline(&self) -> Option<Instant> {
        if self.busy > 0 {
            return None;
        }
        self.entries.iter().filter_map(Entry::due).min()
    }

    /// Starts to resolve the names that are due, unless the last ones are still being resolved.
    pub(super) fn handle_timeout(&mut self, now: Instant) {
        if self.next_deadline().is_none_or(|due| due > now) {
            return;
        }
        let mut shares: [Vec<(usize, String, u16)>; THREADS] = Default::default();
        let due = self.entries.iter_mut().enumerate().filter(|(_, entry)| entry.due().is_some_and(|due| due <= now));
        for (turn, (number, entry)) in due.enumerate() {
            entry.state = State::Busy;
            self.busy += 1;
            if let Some(share) = shares.get_mut(turn % THREADS) {
                share.push((number, entry.node.host.clone(), entry.node.port));
            }
        }
        for share in shares {
            if !share.is_empty() {
                self.resolve(share);
            }
        }
    }

    fn resolve(&self, share: Vec<(usize, String, u16)>) {
        let (results, waker) = (self.sender.clone(), Arc::clone(&self.waker));
        let numbers: Vec<usize> = share.iter().map(|(number, ..)| *number).collect();
        let work = move || {
            for (entry, host, port) in share {
                let addrs = (host, port).to_socket_addrs().map(|addrs| addrs.take(ADDRS_PER_NAME).collect());
                // An error means that the loop has ended.
                if results.send(Resolved { entry, addrs: addrs.unwrap_or_default() }).is_err() || waker.wake().is_err()
                {
                    return;
                }
            }
        };
        if let Err(error) = thread::Builder::new().name("resolver".into()).stack_size(STACK).spawn(work) {
            tracing::warn!(%error, "cannot start a thread to resolve names");
            for entry in numbers {
                // The receiver is part of `self`.
                let _ = self.sender.send(Resolved { entry, addrs: Vec::new() });
            }
            let _ = self.waker.wake();
        }
    }

    /// Hands the addresses found to the machine.
    pub(super) fn take_results(&mut self, now: Instant, machine: &mut impl Machine) {
        while let Ok(Resolved { entry, addrs }) = self.results.try_recv() {
            self.busy = self.busy.saturating_sub(1);
            let Some(entry) = self.entries.get_mut(entry) else { continue };
            if addrs.is_empty() {
                tracing::warn!(retry_in_seconds = entry.wait.as_secs(), "a bootstrap node's name has no address");
                entry.state = State::Waiting(now + entry.wait);
                entry.wait = entry.wait.saturating_mul(2).min(LONGEST_WAIT);
                continue;
            }
            entry.state = State::Done;
            for addr in addrs {
                machine.add_bootstrap_node(now, addr, entry.node.key);
            }
        }
    }
}

impl Entry {
    const fn due(&self) -> Option<Instant> {
        match self.state {
            State::Waiting(due) => Some(due),
            State::Busy | State::Done => None,
        }
    }
}

/// Threads that resolve names at once. Our choice: a name without answer blocks one for up to half a minute.
const THREADS: usize = 4;
/// Addresses of one name that are used.
const ADDRS_PER_NAME: usize = 8;
/// Stack of a resolving thread: name service modules of the C library want more than the least.
const STACK: usize = 512 * 1024;
/// Time to the second try of a name. Our choice: the network of a machine that just started is there by then.
const FIRST_WAIT: Duration = Duration::from_secs(30);
/// Longest time between tries. Our choice.
const LONGEST_WAIT: Duration = Duration::from_secs(3600);
