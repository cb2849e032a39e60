use std::time::Duration;

use crate::proxy::Proxy;

/// What a pool may use.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PoolConfig {
    /// Links at the same time, those that are being made included.
    pub max_links: usize,
    /// Links that are kept for being found and for the onion even if no route needs them.
    pub kept_links: usize,
    /// Of all links, those that relays named by others do not get while ours ([`add_relay`](crate::RelayPool::add_relay)) want them.
    pub own_links: usize,
    /// Routes at the same time.
    pub max_routes: usize,
    /// Bytes that may wait in all links together; then routes are full.
    pub max_queued: usize,
    /// The way to the relays.
    pub proxy: Proxy,
}

impl Default for PoolConfig {
    /// 64 links: friends share relays, so this serves hundreds of them, with 10 MB of buffers at the very worst. 3 kept links
    /// as in the reference; friends name no more relays than they use, so none are set aside. 16,384 routes are more than anybody has friends. 4 MiB waiting: 32 full links.
    fn default() -> Self {
        Self {
            max_links: 64,
            kept_links: RELAYS_PER_ROUTE,
            own_links: 0,
            max_routes: 16_384,
            max_queued: 4 * 1024 * 1024,
            proxy: Proxy::None,
        }
    }
}

/// Relays over which a peer should be online, over different networks. Chapter TCP relay, Pool.
pub const RELAYS_PER_ROUTE: usize = 3;
/// Relays tied to one route at most. Chapter TCP relay, Pool.
pub const MAX_RELAYS_PER_ROUTE: usize = 6;
/// Links kept for the onion. Chapter TCP relay, Pool.
pub const ONION_RELAYS: usize = 3;
/// Relays that the user, the save file and the onion named, at most. Our choice: the save file has 8, a list of public nodes
/// some dozens.
pub const MAX_GENERAL_RELAYS: usize = 128;
/// Relays known at most. Our choice: beyond the general ones, those of friends; ten times what can be linked at once would do.
pub(super) const MAX_RELAYS: usize = 4_096;
/// Time for TCP, proxy and relay handshake together. Chapter TCP relay, Pool.
pub const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// After so long an attempt still goes on but no longer counts: another relay is tried beside it. Our choice: five round trips
/// around the world.
pub(super) const SLOW_CONNECT: Duration = Duration::from_secs(2);
/// Attempts that still count, at the same time. Our choice: enough to be online at once, few enough for small routers.
pub(super) const MAX_CONNECTING: usize = 8;
/// A link that nobody needs is closed after this. Chapter TCP relay, Pool.
pub(super) const IDLE_CLOSE: Duration = Duration::from_secs(10);
/// So long a relay that a guest names may take to show that the guest is there, if another wants its link. Our choice, as
/// [`CONNECT_TIMEOUT`].
pub(super) const GUEST_PATIENCE: Duration = Duration::from_secs(10);
/// A link that stood so long was a good one: the relay is tried again at once when it ends. Our choice.
pub(super) const STABLE: Duration = Duration::from_secs(30);
/// How long it is remembered that a system in between may hide what a relay's own takes. Our choice: such systems stay, outages and
/// relays that died are over sooner, and looking again costs a stall of some seconds.
pub(super) const HIDDEN: Duration = Duration::from_secs(3600);
/// Longest delay before a relay that was stable is tried again; the shortest is none. Our choice: all clients of a relay that
/// restarts come back within it.
pub(super) const RECONNECT_SPREAD: Duration = Duration::from_millis(500);
/// Delay after the first failure; it doubles with each one. The real one is random, from a half of it to all. Our choice.
pub(super) const FIRST_BACK_OFF: Duration = Duration::from_secs(1);
/// Longest such delay. Our choice: a relay that comes back is found within minutes.
pub(super) const LAST_BACK_OFF: Duration = Duration::from_secs(300);
/// A link whose bytes nobody took for so long is used only if there is no other. Our choice: longer than TCP needs to repeat a
/// lost segment, far shorter than the 10 s after which the link ends.
pub(super) const STALLED: Duration = Duration::from_secs(2);
/// A link through which we send and over which nothing came for so long must prove itself. Our choice: a peer of an encrypted
/// connection sends something every second.
pub(super) const SILENT: Duration = Duration::from_secs(3);
/// A ping without answer for so long makes the link a doubtful one. Our choice, as [`STALLED`].
pub(super) const DOUBTFUL: Duration = Duration::from_secs(2);
/// After a change of our network links have so long to answer a ping. Our choice: "back within seconds".
pub(super) const PROVE: Duration = Duration::from_secs(3);
/// We send to a peer through one relay and hear nothing from the peer for so long: the next relay is used. Our choice, as
/// [`SILENT`].
pub(super) const UNANSWERED: Duration = Duration::from_secs(3);
/// Bytes that wait in a link below which [`is_writable`](crate::RelayPool::is_writable) says yes. Our choice: what waits here
/// delays messages; at 10 MB/s this is 3 ms.
pub(super) const WRITABLE: usize = 32 * 1024;
/// Bytes below which routes that found their link full are told. Our choice: half of [`WRITABLE`].
pub(super) const DRAINED: usize = WRITABLE / 2;
/// Bytes beyond what a relay should have unread that are taken all the same: what comes before the owner asks whether more is
/// welcome. Our choice: some messages.
pub(super) const HARD_EXCESS: u64 = 8 * 1024;
/// Bytes of received packets kept for the owner between two inputs; more are lost. Our choice: what 64 links bring in one
/// reading of 64 KiB each.
pub(super) const MAX_ARENA: usize = 4 * 1024 * 1024;
