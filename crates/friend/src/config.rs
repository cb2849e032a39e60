//! Numbers of the protocol and our own choices.

use std::time::Duration;

use toxcore_crypto::LongTermPublicKey;

/// What an owner chooses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Config {
    /// Our long-term key: nobody is a friend of himself.
    pub own_key: LongTermPublicKey,
    /// Most friends at once.
    pub max_friends: usize,
}

impl Config {
    /// The default limits for the owner of `own_key`.
    #[must_use]
    pub const fn new(own_key: LongTermPublicKey) -> Self {
        Self { own_key, max_friends: MAX_FRIENDS }
    }
}

/// Most friends. Our choice: as many as a save file may hold.
pub const MAX_FRIENDS: usize = 65_536;

/// Time between two alive packets. Protocol: friend, Connected.
pub const ALIVE_INTERVAL: Duration = Duration::from_secs(8);
/// Time without any lossless packet after which a friend is offline. Protocol: friend, Connected.
pub const ALIVE_TIMEOUT: Duration = Duration::from_secs(32);
/// Time without any authentic packet after which a friend is offline. Our choice: a peer sends one packet a second, so
/// this is a link that lost 15 in a row, or a client that sleeps longer than the battery savers we know of.
pub const SILENCE_TIMEOUT: Duration = Duration::from_secs(15);
/// The same once there is reason to doubt: our network changed, we slept, or the friend looks for us. Our choice: two
/// packets lost in a row.
pub const DOUBT_TIMEOUT: Duration = Duration::from_millis(2_200);
/// How long a doubt lasts. Our choice: long enough for [`DOUBT_TIMEOUT`] to pass and for late packets of an old session.
pub const DOUBT_LIFETIME: Duration = Duration::from_secs(10);
/// Packets that come so soon after a doubt arose may have been under way before. Our choice: longer than most round trips,
/// and than what a socket keeps while we sleep takes to be read.
pub const DOUBT_MARGIN: Duration = Duration::from_secs(1);
/// Age up to which a connection is too young to be doubted, because the friend's packet may have been under way through the
/// onion since before. Our choice: a slow path and a repetition.
pub const DOUBT_FROM: Duration = Duration::from_secs(10);
/// Time between two packets of shared relays. Protocol: friend, Share relays.
pub const SHARE_RELAYS_INTERVAL: Duration = Duration::from_secs(120);
/// The same while there was no relay to share. Our choice: soon after the first link stands.
pub const SHARE_RELAYS_RETRY: Duration = Duration::from_secs(5);
/// How long a friend's DHT key or address is believed without a new sign of it. Protocol: friend, Connecting.
pub const DHT_KEY_LIFETIME: Duration = Duration::from_secs(122);
/// Relays remembered for one friend. Protocol: friend, Data (6 times 4).
pub const MAX_REMEMBERED_RELAYS: usize = 24;
/// Remembered relays tried at a time. Protocol: friend, Connecting.
pub const RELAYS_PER_ATTEMPT: usize = 3;
/// Relays a friend may make us try at once, and the time after which there may be one more. Our choice: an honest friend
/// names three in two minutes, more when he comes online; a hostile one must not let us knock on many doors.
pub const RELAY_BURST: u32 = 12;
/// See [`RELAY_BURST`].
pub const RELAY_INTERVAL: Duration = Duration::from_secs(15);

/// Waits before the attempts that follow a failed one; the last repeats. Our choice: an attempt itself lasts 8 s, so that
/// the first ones follow at once, as in the reference, and a friend who is gone costs less and less.
pub const RETRY_DELAYS: [Duration; 7] = [
    Duration::from_millis(250),
    Duration::from_millis(500),
    Duration::from_secs(1),
    Duration::from_secs(2),
    Duration::from_secs(4),
    Duration::from_secs(8),
    Duration::from_secs(16),
];
/// Attempts that begin at once after a wake-up, and the time for as many more. Our choice: each costs one key derivation
/// and a packet on each way, 250 a second are 1 % of a core.
pub const WAKE_BATCH: u32 = 50;
/// See [`WAKE_BATCH`].
pub const WAKE_INTERVAL: Duration = Duration::from_millis(200);

/// Longest text of a friend request in bytes. Protocol: friend, Tox ID (of `tox.h`).
pub const MAX_REQUEST_MESSAGE_LEN: usize = 921;
/// Wait after a friend request that went out; it doubles each time. Protocol: friend, Friend requests.
pub const REQUEST_INTERVAL: Duration = Duration::from_secs(5);
/// Longest such wait. Our choice: somebody who is online for an hour a day gets it that day.
pub const MAX_REQUEST_INTERVAL: Duration = Duration::from_secs(1_800);
/// Wait after a friend request that could not be sent; it doubles each time.
pub const REQUEST_RETRY: Duration = Duration::from_secs(1);
/// Longest such wait. Our choice: the owner says when the way is free, this only catches what it missed.
pub const MAX_REQUEST_RETRY: Duration = Duration::from_secs(64);

/// Senders of friend requests that are not heard again. Our choice: eight times the reference's, 8 kB.
pub const MAX_KNOWN_REQUESTERS: usize = 256;
/// Nospams besides the one of our Tox id. Our choice: one for each place where somebody publishes an id, and then some.
pub const MAX_EXTRA_NO_SPAMS: usize = 64;
/// Requests that may come at once with one nospam, and the time after which there may be one more. Our choice: a human
/// reads them; a stranger with many keys and a published id must not fill a screen.
pub const REQUEST_BURST: u32 = 16;
/// See [`REQUEST_BURST`].
pub const REQUEST_REFILL: Duration = Duration::from_secs(10);
