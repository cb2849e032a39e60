use std::io;
use std::net::SocketAddr;

use thiserror::Error;
use toxcore::Options;
use toxcore_net::{BindError, IpMode, PortRange, TcpListener, UdpConfig, UdpSocket};

use super::streams::Streams;
use super::udp::Udp;

/// The sockets that are open from the start.
#[derive(Debug)]
pub(crate) struct Sockets {
    pub(super) udp: Option<Udp>,
    pub(super) streams: Streams,
}

/// Why a socket cannot be had.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub(crate) enum OpenError {
    #[error("no UDP socket: {0}")]
    Udp(BindError),
    #[error("no port for our relay: {0}")]
    Relay(BindError),
    #[error("the runtime takes no socket: {0}")]
    Runtime(io::ErrorKind),
}

impl Sockets {
    /// Opens what `options`, as they take effect, ask for. Without UDP there is none at all.
    pub(crate) fn open(options: &Options) -> Result<Self, OpenError> {
        let runtime = |error: io::Error| OpenError::Runtime(error.kind());
        let ip = if options.ipv6_enabled { IpMode::DualStackOrV4 } else { IpMode::V4Only };
        let udp = options.udp_enabled.then(|| open_udp(options, ip)).transpose()?;
        let listener =
            options.tcp_port.map(|port| TcpListener::bind(ip, None, port)).transpose().map_err(OpenError::Relay)?;
        let streams = Streams::new(listener).map_err(runtime)?;
        Ok(Self { udp: udp.map(Udp::new).transpose().map_err(runtime)?, streams })
    }

    /// Whether UDP reaches IPv6 addresses; unknown without UDP.
    pub(crate) fn has_ipv6(&self) -> Option<bool> {
        self.udp.as_ref().map(|udp| udp.socket().has_ipv6())
    }

    pub(crate) fn udp_addr(&self) -> Option<SocketAddr> {
        self.udp.as_ref()?.socket().local_addr().ok()
    }

    pub(crate) fn relay_addr(&self) -> Option<SocketAddr> {
        self.streams.listener_addr()
    }
}

fn open_udp(options: &Options, ip: IpMode) -> Result<UdpSocket, OpenError> {
    let ports = match (*options.ports.start(), *options.ports.end()) {
        (0, 0) => PortRange::EPHEMERAL,
        (first, last) => PortRange::new(first, last),
    };
    UdpSocket::bind(&UdpConfig { ip, ports, ..UdpConfig::default() }).map_err(OpenError::Udp)
}
