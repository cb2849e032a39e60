use toxcore_crypto::{DhtPublicKey, LongTermPublicKey};
use toxcore_sansio::{FriendId, Instant, Links};

/// What a machine of conferences may know about friend connections. The owner implements it over them.
pub trait Friends {
    /// Whether somebody with this key is a friend of ours, connected or not.
    fn is_friend(&self, key: &LongTermPublicKey) -> bool;

    /// The friend connection with this key, if it is up.
    fn connected(&self, key: &LongTermPublicKey) -> Option<FriendId>;

    /// Long-term and DHT key of who is at the other end of a friend connection that is up.
    fn keys(&self, id: FriendId) -> Option<(LongTermPublicKey, DhtPublicKey)>;
}

/// What the owner lends for one call.
pub struct Context<'a> {
    /// The time.
    pub now: Instant,
    /// Over which packets are sent.
    pub links: &'a mut dyn Links,
    /// Who is connected.
    pub friends: &'a dyn Friends,
}

impl std::fmt::Debug for Context<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Context").field("now", &self.now).finish_non_exhaustive()
    }
}
