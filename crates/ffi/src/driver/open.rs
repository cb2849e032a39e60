use thiserror::Error;
use toxcore::Options;
use toxcore_net::{BindError, IpMode, PortRange, TcpListener, UdpConfig, UdpSocket};

/// The sockets that are open from the start.
#[derive(Debug)]
pub(crate) struct Sockets {
    pub(crate) udp: Option<UdpSocket>,
    pub(crate) listener: Option<TcpListener>,
}

/// Which socket cannot be had.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub(crate) enum OpenError {
    #[error("no UDP socket: {0}")]
    Udp(BindError),
    #[error("no port for our relay: {0}")]
    Relay(BindError),
}

impl Sockets {
    /// Opens what `options` ask for. Without UDP there is none at all.
    pub(crate) fn open(options: &Options) -> Result<Self, OpenError> {
        let ip = if options.ipv6_enabled { IpMode::DualStackOrV4 } else { IpMode::V4Only };
        let ports = PortRange::new(*options.ports.start(), *options.ports.end());
        let config = UdpConfig { ip, ports, ..UdpConfig::default() };
        let udp = options.udp_enabled.then(|| UdpSocket::bind(&config)).transpose().map_err(OpenError::Udp)?;
        let relay = options.tcp_port.filter(|_| options.udp_enabled);
        let listener = relay.map(|port| TcpListener::bind(ip, None, port)).transpose().map_err(OpenError::Relay)?;
        Ok(Self { udp, listener })
    }

    /// Whether UDP reaches IPv6 addresses; unknown without UDP.
    pub(crate) fn has_ipv6(&self) -> Option<bool> {
        self.udp.as_ref().map(UdpSocket::has_ipv6)
    }
}
