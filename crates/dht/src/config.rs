use toxcore_crypto::DhtPublicKey;

/// What a [`Dht`](crate::Dht) serves and for whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// Our DHT public key: the middle of the close list. The key pair in every [`Cx`](toxcore_sansio::Cx) must be its.
    pub own_key: DhtPublicKey,
    /// Whether the socket reaches IPv6 addresses. If not, nodes there are neither asked nor kept.
    pub ipv6: bool,
    /// Whether ports of searched nodes behind NATs are guessed.
    pub hole_punching: bool,
    /// How the own network is told about us, and whether we listen to it.
    pub lan_discovery: LanDiscovery,
    /// What is answered to bootstrap-info requests; `None`: nothing.
    pub bootstrap_info: Option<BootstrapInfo>,
    /// Whether data is forwarded for others and stored for them.
    pub announcements: bool,
}

impl Config {
    /// A node or client with everything switched on but LAN discovery and bootstrap info.
    #[must_use]
    pub const fn new(own_key: DhtPublicKey) -> Self {
        Self {
            own_key,
            ipv6: true,
            hole_punching: true,
            lan_discovery: LanDiscovery::Off,
            bootstrap_info: None,
            announcements: true,
        }
    }
}

/// Where LAN discovery packets go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LanDiscovery {
    /// None are sent, received ones are ignored.
    Off,
    /// As clients do: to the default port and to a window of ten others that moves along the port range.
    Client,
    /// As bootstrap nodes do: to one port, the one that they listen on.
    Node {
        /// That port.
        port: u16,
    },
}

/// What a bootstrap node tells about itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BootstrapInfo {
    /// Version: 1,000,000,000 + major · 1,000,000 + minor · 1,000 + patch.
    pub version: u32,
    /// Message of the day; cut to [`MAX_MOTD_LEN`] bytes.
    pub motd: Vec<u8>,
}

/// Longest message of the day in bytes, without its final NUL. Protocol: dht, Bootstrap info.
pub const MAX_MOTD_LEN: usize = 255;
