use toxcore_crypto::{DhtPublicKey, LongTermPublicKey};
use toxcore_sansio::{Content, Instant, UnixTime};

use crate::seen::Seen;
use crate::{PeerId, PeerNumber};

/// A member, in sight or not.
#[derive(Clone, Debug)]
pub(crate) struct Peer {
    pub(crate) number: u16,
    pub(crate) key: LongTermPublicKey,
    pub(crate) dht_key: DhtPublicKey,
    /// Whether the DHT key was told by somebody who had it from its owner, since the member is in sight.
    pub(crate) dht_key_is_fresh: bool,
    pub(crate) name: Content,
    /// Whether the member itself told its name.
    pub(crate) name_is_known: bool,
    pub(crate) last_active: LastActive,
    pub(crate) seen: Seen,
}

impl Peer {
    pub(crate) fn new(number: u16, key: LongTermPublicKey, dht_key: DhtPublicKey, now: Instant) -> Self {
        Self {
            number,
            key,
            dht_key,
            dht_key_is_fresh: true,
            name: Content::new(),
            name_is_known: false,
            last_active: LastActive::At(now),
            seen: Seen::default(),
        }
    }

    pub(crate) fn id(&self, index: usize) -> PeerId {
        PeerId { index, number: PeerNumber(self.number), key: self.key }
    }
}

/// When a member was heard of last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum LastActive {
    /// In an earlier run.
    Before(UnixTime),
    /// In this run.
    At(Instant),
}

impl LastActive {
    /// As wall-clock time, if the clocks show `now` and `unix_time`.
    pub(crate) fn unix_time(self, now: Instant, unix_time: UnixTime) -> UnixTime {
        match self {
            Self::Before(time) => time,
            Self::At(then) => UnixTime(unix_time.0.saturating_sub((now - then).as_secs())),
        }
    }
}

/// A member as programs see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeerInfo<'a> {
    /// Who.
    pub id: PeerId,
    /// At most 128 bytes, UTF-8 by convention; empty if it is not known.
    pub name: &'a [u8],
    /// Whether that are we.
    pub own: bool,
}

/// A member who is out of sight, as programs see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfflinePeerInfo<'a> {
    /// Who; the index is that in the list of those who are offline.
    pub id: PeerId,
    /// At most 128 bytes, UTF-8 by convention; empty if it is not known.
    pub name: &'a [u8],
    /// When it was heard of last.
    pub last_active: UnixTime,
}
