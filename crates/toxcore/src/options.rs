//! What a user chooses once, before the start.

use std::fmt;
use std::ops::RangeInclusive;

use toxcore_wire::savedata::Savedata;

/// First and last UDP port that is tried. Protocol: basics, UDP socket.
pub const DEFAULT_PORTS: RangeInclusive<u16> = 33_445..=33_545;
/// Longest name of a proxy's host in bytes, as in `tox.h`. Protocol: DNS names are no longer.
pub const MAX_PROXY_HOST_LEN: usize = 255;

/// Settings of a [`Tox`](crate::Tox), with the names and defaults of `tox.h`.
///
/// What sockets need (ports, the proxy's host) is here too, so that a user sets everything in one place; the driver reads
/// it with [`Tox::options`](crate::Tox::options).
#[derive(Clone, Debug)]
pub struct Options {
    /// Whether the sockets reach IPv6 addresses. On.
    pub ipv6_enabled: bool,
    /// Whether UDP is used at all. On; always off with a proxy, which could not hide us else.
    pub udp_enabled: bool,
    /// Whether our own network is told about us, and listened to. On; needs UDP.
    pub local_discovery_enabled: bool,
    /// Whether data is stored and forwarded for others in the DHT. On.
    pub dht_announcements_enabled: bool,
    /// Whether ports of friends behind NATs are guessed. On.
    pub hole_punching_enabled: bool,
    /// Whether groups are taken out of the save file and written into it. On. Else groups of the file stay in it as they are.
    pub groups_persistence_enabled: bool,
    /// Through which proxy relays are reached. None.
    pub proxy: Proxy,
    /// UDP ports, of which the driver takes the first that is free.
    pub ports: RangeInclusive<u16>,
    /// Port of our own TCP relay for others; `None`: no relay. Needs UDP, as others ask us to reach nodes.
    pub tcp_port: Option<u16>,
    /// Who we are. A new identity.
    pub profile: Profile,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            ipv6_enabled: true,
            udp_enabled: true,
            local_discovery_enabled: true,
            dht_announcements_enabled: true,
            hole_punching_enabled: true,
            groups_persistence_enabled: true,
            proxy: Proxy::None,
            ports: DEFAULT_PORTS,
            tcp_port: None,
            profile: Profile::New,
        }
    }
}

impl Options {
    /// The settings as they take effect: those that exclude each other are switched off.
    #[must_use]
    pub(crate) fn effective(mut self) -> Self {
        self.udp_enabled &= self.proxy == Proxy::None;
        self.local_discovery_enabled &= self.udp_enabled;
        if !self.udp_enabled {
            self.tcp_port = None;
        }
        self
    }
}

/// Where the identity comes from.
#[derive(Clone, Default)]
pub enum Profile {
    /// A new identity.
    #[default]
    New,
    /// The bytes of a save file, decrypted. If they are broken there is an error, never an empty profile.
    Savedata(Vec<u8>),
    /// A save file that was read before, for instance to show its [report](toxcore_wire::savedata::LoadReport) first.
    Loaded(Box<Savedata>),
    /// A secret key and nothing else.
    SecretKey([u8; 32]),
}

/// What can make somebody us is wiped.
impl Drop for Profile {
    fn drop(&mut self) {
        match self {
            Self::Savedata(bytes) => toxcore_crypto::wipe(bytes),
            Self::SecretKey(bytes) => toxcore_crypto::wipe(bytes),
            // It wipes itself.
            Self::New | Self::Loaded(_) => {}
        }
    }
}

impl fmt::Debug for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::New => f.write_str("New"),
            Self::Savedata(bytes) => write!(f, "Savedata({} bytes)", bytes.len()),
            Self::Loaded(savedata) => f.debug_tuple("Loaded").field(savedata).finish(),
            Self::SecretKey(_) => f.write_str("SecretKey(..)"),
        }
    }
}

/// A proxy for all connections to relays. The driver connects to its host; the greeting is spoken in here.
#[derive(Clone, Default, PartialEq, Eq)]
pub enum Proxy {
    /// Relays are connected to directly.
    #[default]
    None,
    /// An HTTP proxy that knows `CONNECT`.
    Http {
        /// Name or address of its host.
        host: String,
        /// Its port.
        port: u16,
        /// Name and password, if it asks for them; the name without colon.
        login: Option<Login>,
    },
    /// A SOCKS5 proxy.
    Socks5 {
        /// Name or address of its host.
        host: String,
        /// Its port.
        port: u16,
        /// Name and password, if it asks for them.
        login: Option<Login>,
    },
}

impl Proxy {
    /// Host and port to connect to.
    #[must_use]
    pub fn server(&self) -> Option<(&str, u16)> {
        match self {
            Self::None => None,
            Self::Http { host, port, .. } | Self::Socks5 { host, port, .. } => Some((host, *port)),
        }
    }
}

/// Says of which kind it is; where it is nobody needs to know.
impl fmt::Debug for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "None",
            Self::Http { .. } => "Http(..)",
            Self::Socks5 { .. } => "Socks5(..)",
        })
    }
}

/// Who we are to a proxy.
#[derive(Clone, PartialEq, Eq)]
pub struct Login {
    /// 1 to 255 bytes.
    pub user: Vec<u8>,
    /// 1 to 255 bytes.
    pub password: Vec<u8>,
}

impl fmt::Debug for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Login(..)")
    }
}
