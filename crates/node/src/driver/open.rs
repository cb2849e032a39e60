use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use mio::{Events, Poll, Waker};
use thiserror::Error;
use toxcore_net::{BindError, IpMode, Signal, Signals, TcpListener, UdpConfig, UdpSocket};
use toxcore_sansio::Instant;

use super::bootstrap::{Bootstrap, BootstrapNode};
use super::clock::Clock;
use super::streams::Streams;
use super::supervisor::Supervisor;
use super::tokens::{MAX_LISTENERS, Source};
use super::udp::Udp;
use super::{Driver, Machine, Traffic};
use crate::metrics::MetricsEndpoint;

/// The sockets of a node.
#[derive(Clone, Debug, Default)]
pub struct DriverConfig {
    /// The DHT's socket.
    pub udp: UdpConfig,
    /// TCP ports of the relay; none: no relay.
    pub relay_ports: Vec<u16>,
    /// Address families of the relay.
    pub relay_ip: IpMode,
    /// Where metrics are served: a loopback address.
    pub metrics: Option<SocketAddr>,
    /// Nodes to start from.
    pub bootstrap: Vec<BootstrapNode>,
}

/// What is known once the sockets are open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opened {
    /// Time of the driver's clock.
    pub now: Instant,
    /// Whether the UDP socket reaches IPv6 addresses.
    pub ipv6: bool,
}

/// Why a node cannot start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum OpenError {
    /// No UDP socket.
    #[error("no UDP socket: {0}")]
    Udp(BindError),
    /// The relay is wanted and none of its ports can be had; why the last one cannot.
    #[error("no port of the TCP relay can be used: {0}")]
    Relay(BindError),
    /// The metrics cannot be served where asked.
    #[error("metrics cannot be served: {0}")]
    Metrics(io::ErrorKind),
    /// The system lacks something else.
    #[error("the system refuses: {0}")]
    System(io::ErrorKind),
}

impl<M: Machine> Driver<M> {
    /// Opens all sockets and takes over the signals SIGINT, SIGTERM and SIGHUP, so call it before starting threads and after
    /// going to the background. `machine` makes the machine once it is known what the sockets can do.
    ///
    /// # Errors
    /// [`OpenError`]. A relay port that cannot be had is skipped with a warning as long as one can.
    pub fn open(config: &DriverConfig, machine: impl FnOnce(Opened) -> M) -> Result<Self, OpenError> {
        let system = |error: io::Error| OpenError::System(error.kind());
        let signals = Signals::new(&[Signal::Interrupt, Signal::Terminate, Signal::HangUp]).map_err(system)?;
        let clock = Clock::start();
        let now = clock.now();
        let poll = Poll::new().map_err(system)?;
        let registry = poll.registry();
        watch_signals(&signals, registry).map_err(system)?;
        let udp = UdpSocket::bind(&config.udp).map_err(OpenError::Udp)?;
        let udp = Udp::new(udp, registry).map_err(system)?;
        let streams = Streams::new(relay_listeners(config)?, registry).map_err(system)?;
        let waker = Arc::new(Waker::new(registry, Source::Waker.token()).map_err(system)?);
        let metrics = config.metrics.map(|addr| serve_metrics(addr, Arc::clone(&waker))).transpose()?;
        let mut bootstrap = Bootstrap::new(config.bootstrap.clone(), waker, now);
        let mut machine = machine(Opened { now, ipv6: udp.has_ipv6() });
        machine.set_unix_time(clock.unix_time());
        bootstrap.add_literals(now, &mut machine);
        Ok(Self {
            machine,
            clock,
            poll,
            events: Events::with_capacity(EVENTS),
            signals,
            signal: None,
            udp,
            streams,
            bootstrap,
            metrics,
            supervisor: Supervisor::from_environment(now),
            traffic: Traffic::default(),
        })
    }

    /// The address of the UDP socket.
    ///
    /// # Errors
    /// What the system says.
    pub fn udp_addr(&self) -> io::Result<SocketAddr> {
        self.udp.socket().local_addr()
    }

    /// Whether the UDP socket reaches IPv6 addresses.
    #[must_use]
    pub fn has_ipv6(&self) -> bool {
        self.udp.has_ipv6()
    }

    /// The addresses on which the relay listens.
    pub fn relay_addrs(&self) -> impl Iterator<Item = SocketAddr> + '_ {
        self.streams.listener_addrs()
    }

    /// The address on which metrics are served.
    #[must_use]
    pub fn metrics_addr(&self) -> Option<SocketAddr> {
        self.metrics.as_ref().map(MetricsEndpoint::address)
    }
}

/// Raises the limit of open files for the relay's streams and returns it. Warns when it stays low.
pub fn raise_open_file_limit() -> u64 {
    match toxcore_net::process::raise_open_file_limit(OPEN_FILES) {
        Ok(limit) => {
            if limit.soft < FEW_OPEN_FILES {
                tracing::warn!(limit = limit.soft, "the limit of open files is low for a TCP relay");
            }
            limit.soft
        }
        Err(error) => {
            tracing::warn!(%error, "the limit of open files cannot be raised");
            LEAST_OPEN_FILES
        }
    }
}

fn watch_signals(signals: &Signals, registry: &mio::Registry) -> io::Result<()> {
    use std::os::fd::AsRawFd;
    let fd = signals.as_raw_fd();
    registry.register(&mut mio::unix::SourceFd(&fd), Source::Signals.token(), mio::Interest::READABLE)
}

fn relay_listeners(config: &DriverConfig) -> Result<Vec<TcpListener>, OpenError> {
    let (mut listeners, mut refused) = (Vec::new(), None);
    for &port in config.relay_ports.iter().take(MAX_LISTENERS) {
        match TcpListener::bind(config.relay_ip, config.udp.address, port) {
            Ok(listener) => listeners.push(listener),
            Err(error) => {
                tracing::warn!(port, %error, "the TCP relay goes without a port");
                refused = Some(error);
            }
        }
    }
    match refused {
        Some(error) if listeners.is_empty() => Err(OpenError::Relay(error)),
        _ => Ok(listeners),
    }
}

fn serve_metrics(addr: SocketAddr, waker: Arc<Waker>) -> Result<MetricsEndpoint, OpenError> {
    let wake = move || {
        if let Err(error) = waker.wake() {
            tracing::debug!(%error, "the loop cannot be woken");
        }
    };
    MetricsEndpoint::start(addr, wake).map_err(|error| OpenError::Metrics(error.kind()))
}

/// Events taken in one turn; more come with the next.
const EVENTS: usize = 1024;
/// Open files asked for. Protocol: bootstrap daemon, start (32,768).
const OPEN_FILES: u64 = 32_768;
/// Limit below which the operator is warned. Protocol: bootstrap daemon, start (4,096).
const FEW_OPEN_FILES: u64 = 4_096;
/// What every system allows, when it does not tell.
const LEAST_OPEN_FILES: u64 = 256;
