use std::time::Duration;

/// Numbers that an owner may choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Config {
    /// Most connections at once; with the default a hostile set of friends can hold at most about 12 GB, an idle one 2 MB.
    pub max_connections: usize,
    /// Number of the first lossless packet. The protocol says 0; tests begin near 2^32 on both sides.
    #[doc(hidden)]
    pub first_packet_number: u32,
}

impl Default for Config {
    fn default() -> Self {
        // Our choice: more friends than anybody has online.
        Self { max_connections: 4096, first_packet_number: 0 }
    }
}

/// Time between two cookie requests or handshakes. Protocol: net-crypto, States.
pub const HANDSHAKE_INTERVAL: Duration = Duration::from_millis(1000);
/// Cookie requests, or handshakes, sent before an attempt fails. The last one gets a full interval for its answer.
/// Protocol: net-crypto, States.
pub const MAX_TRIES: u8 = 8;
/// Age at which a cookie is no longer good. Protocol: net-crypto, Cookies.
pub const COOKIE_LIFETIME: Duration = Duration::from_secs(15);
/// Silence after which a UDP address no longer counts as working. Protocol: net-crypto, Paths.
pub const UDP_DIRECT_TIMEOUT: Duration = Duration::from_secs(8);
/// Silence after which relays carry everything too. Our choice: a peer sends at least once a second, so two and a half
/// seconds are two lost packets in a row.
pub const UDP_DOUBT_TIMEOUT: Duration = Duration::from_millis(2500);
/// How long data waits for a full relay route before UDP has to do, however doubtful, and before a route counts as stalled.
/// Our choice: a relay that pauses a sender does so for a tenth of a second.
pub const RELAY_PATIENCE: Duration = Duration::from_millis(1000);
/// How long UDP must have worked without doubt before relay routes may sleep. Our choice: as long as a relay link stays open
/// that nobody uses, so that a path which fails again finds its relays awake.
pub const RELAY_REST: Duration = Duration::from_secs(10);
/// Silence over UDP after which a packet through the relay tells that the peer's packets do not arrive over UDP: copies of one
/// packet arrive within this time of each other. Our choice: longer than the round trip over any relay.
pub const RELAY_AHEAD: Duration = Duration::from_millis(500);
/// Time between two full packets that go over a doubtful UDP path beside the relay route. Our choice: 3,200 a second, with which
/// a connection starts, too; an eighth of what a slow receiver takes.
pub const UDP_COPY_INTERVAL: Duration = Duration::from_micros(312);
/// Time between two small packets to a UDP address that does not work. Protocol: net-crypto, Paths.
pub const UDP_PROBE_INTERVAL: Duration = Duration::from_secs(4);
/// Packets shorter than this may probe. Protocol: net-crypto, Paths.
pub const PROBE_MAX_LEN: usize = 96;
/// Slots of the send and of the receive buffer. Protocol: net-crypto, Streams.
pub const WINDOW_PACKETS: u32 = 32_768;
/// Longest time between two packet requests. Protocol: net-crypto, Packet requests.
pub const MAX_REQUEST_INTERVAL: Duration = Duration::from_millis(1000);
/// Shortest time between two packet requests under load. Our choice: a tenth of a round trip of 100 ms; on shorter ones the
/// cost of feedback matters more than its age.
pub const MIN_REQUEST_INTERVAL: Duration = Duration::from_millis(10);
/// Messages that wait for their first sending. Our choice: 5.6 MB; a friend that takes none for so long is as good as offline.
pub const MAX_PRIORITY_PACKETS: usize = 4096;
/// Bulk packets that wait for their first sending. Our choice: 7 ms at 100 MB/s, longer than an owner needs to bring more.
pub const MAX_BULK_PACKETS: usize = 512;
/// Lossy packets that wait. Our choice: a video frame; more would be too late anyway.
pub const MAX_LOSSY_PACKETS: usize = 128;
/// Offers that wait for the owner. Our choice: it decides at once, so more than a few at a time mean an attack.
pub const MAX_OFFERS: usize = 32;
/// Cookie responses and the like that wait for `poll_transmit`. Our choice: one batch of a driver.
pub const MAX_ANSWERS: usize = 256;
