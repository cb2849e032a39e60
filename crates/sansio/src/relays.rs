use toxcore_crypto::DhtPublicKey;
use toxcore_wire::RelayInfo;

use crate::{Rng, StreamId};

/// What the pool of relay links knows, for the siblings that need it (onion, friend, group).
///
/// The pool implements it and the owner passes it as `&dyn Relays` beside [`Cx`](crate::Cx). It only reads.
pub trait Relays {
    /// A connected relay that is kept for the onion, chosen at random: the first hop of a client without UDP.
    fn onion_link(&self, rng: &mut Rng) -> Option<(StreamId, RelayInfo)>;

    /// Whether the link still stands and is kept for the onion.
    fn is_onion_link(&self, link: StreamId) -> bool;

    /// Appends up to `count` different connected relays, chosen at random, to `out`: what we tell friends.
    fn connected(&self, rng: &mut Rng, count: usize, out: &mut Vec<RelayInfo>);

    /// Whether we have the relay with this key from somebody we trust more than a friend, or a link with it stands.
    fn knows(&self, _relay: &DhtPublicKey) -> bool {
        false
    }
}
