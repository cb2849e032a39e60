use std::time::Duration;

use toxcore_sansio::RateLimit;

/// Limits of a relay server. The defaults suit a public node.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ServerConfig {
    /// Links at the same time, half-open ones included.
    pub max_links: usize,
    /// Links that have not confirmed their handshake; the oldest gives way to a new one.
    pub max_half_open: usize,
    /// Links from one IPv4 address or IPv6 /64. Loopback is not limited.
    pub max_links_per_source: usize,
    /// Bytes that may wait for all clients together. Beyond, frames that may be lost are lost, but for 16 KiB of each client.
    pub max_queued: usize,
    /// New links from one source. Loopback is not limited.
    pub accept_rate: RateLimit,
}

impl Default for ServerConfig {
    /// Our choices. 16,384 links fit the open-file limit that the daemon asks for and about 100 MB; 2,048 half-open ones
    /// are far more than honest clients leave (they finish in two round trips); 512 from one source leave room for
    /// carrier-grade NAT; 256 MiB is what 2,048 clients that
    /// stop reading at once can fill; 64 at once and then 8 a second let everybody behind such a NAT come back after a restart.
    fn default() -> Self {
        Self {
            max_links: 16_384,
            max_half_open: 2_048,
            max_links_per_source: 512,
            max_queued: 256 * 1024 * 1024,
            accept_rate: RateLimit { interval: Duration::from_millis(125), burst: 64 },
        }
    }
}

/// Time for TCP handshake, relay handshake and the first frame together; half-open links end then.
/// The reference has no such limit. Chapter TCP relay, Handshake.
pub const HANDSHAKE_TIMEOUT: Duration = Duration::from_secs(10);
/// Silence of our own after which a client is asked whether it is still there. Chapter TCP relay, Server rules.
pub const PING_INTERVAL: Duration = Duration::from_secs(30);
/// Time for the answer to a ping; the link ends then. Chapter TCP relay, Server rules.
pub const PING_TIMEOUT: Duration = Duration::from_secs(10);
/// Time after which an answer to a handshake is tried again whose key derivations were too many for the moment: as
/// often as shares are set anew. Our choice.
pub const HANDSHAKE_RETRY: Duration = Duration::from_millis(100);
/// Longest time that a sender waits for one slow receiver; then the frame is lost. Our choice: long enough for a
/// receiver that is alive to read 128 kB at 10 Mbit/s, short enough not to be felt.
pub const MAX_STALL: Duration = Duration::from_millis(100);
/// Sealed bytes kept for a sender that waits. The driver stops reading when told; this is what one read may still bring.
pub const MAX_BACKLOG: usize = 256 * 1024;
