//! Numbers of the protocol and our own choices.

use std::time::Duration;

use toxcore_crypto::{DhtPublicKey, LongTermPublicKey};
use toxcore_sansio::Content;

/// What an owner says about itself.
#[derive(Clone, Debug)]
pub struct Config {
    /// Our long-term key, by which members know us.
    pub own_key: LongTermPublicKey,
    /// Our DHT key of this run, by which members find us.
    pub own_dht_key: DhtPublicKey,
    /// Our name; what is beyond [`MAX_NAME_LEN`](toxcore_wire::conference::MAX_NAME_LEN) is cut.
    pub name: Content,
}

/// Most conferences at once. Protocol: conferences, Numbers (two bytes; the last number stays free).
pub const MAX_CONFERENCES: usize = u16::MAX as usize;
/// Most members that are present, ourselves included. The reference has no limit; ours bounds what one hostile member can
/// add. Largest conferences seen have some hundred.
pub const MAX_PEERS: usize = 1_024;
/// Most members kept that are out of sight, unless the program chooses another number. Protocol: conferences, Members.
pub const DEFAULT_MAX_OFFLINE: usize = 128;
/// Connections that a member wants: two in each direction of the circle. Protocol: conferences, Closest members.
pub const DESIRED_CLOSEST: usize = 4;
/// Connections that a conference may have. Protocol: conferences, Connections.
pub const MAX_CONNECTIONS: usize = 16;
/// Connections that are kept free for those who introduce or are introduced. Protocol: conferences, Connections.
pub const SPARE_CONNECTIONS: usize = 2;
/// Time between two signs of life. Protocol: conferences, Timers.
pub const PING_INTERVAL: Duration = Duration::from_secs(20);
/// Time after which a sign of life that no connection took is tried again. Our choice: queues hold thousands of packets, so
/// they are full only for members who take nothing.
pub const RETRY_INTERVAL: Duration = Duration::from_secs(1);
/// Silence after which a member is out of sight. Protocol: conferences, Timers.
pub const FREEZE_TIMEOUT: Duration = Duration::from_secs(60);
/// Least time between two messages with our name that nobody asked for. Our choice: after a partition a hundred members
/// come back at once, and each wants to be told.
pub const NAME_INTERVAL: Duration = Duration::from_secs(1);
/// Least time between two questions for members over one connection because of an unknown author. Our choice: answers are
/// long, and the next message of that author asks again.
pub const QUERY_INTERVAL: Duration = Duration::from_secs(1);
/// Answers to such questions that one member gets at once, and the time after which there may be one more. Our choice: the
/// reference asks for each message of an unknown author, and an answer may have 200 kB.
pub const ANSWER_BURST: u32 = 8;
/// See [`ANSWER_BURST`].
pub const ANSWER_INTERVAL: Duration = Duration::from_secs(1);
/// Least time between two answers to "peer online" over a connection that is online already, so that two members never
/// answer each other without end. Our choice: longer than any round trip.
pub const GREETING_INTERVAL: Duration = Duration::from_secs(10);
/// Least time between two DHT keys that we pass on for one connection that does not stand yet. Our choice: any member may
/// tell keys, and each makes the search begin anew.
pub const HINT_INTERVAL: Duration = Duration::from_secs(10);
/// Members out of sight who are waited for with a connection, if they were active this lately. Our choice: a day away is
/// common, and each costs what a friend costs who is offline. Who is alone waits for anybody.
pub const RETURN_LIFETIME: Duration = Duration::from_secs(24 * 3_600);
/// Members out of sight who are waited for because they were lost from sight last, besides the closest. Our choice: while many
/// leave, all of the closest may be gone for good, and each costs what a friend costs who is offline.
pub const AWAITED_LATEST: usize = 2;
/// Draws of a number for a new member until one is free. Protocol: conferences, Joining.
pub const NUMBER_DRAWS: usize = 33;
/// How long the number of a member who left for good counts as gone, whatever late copies and lists say. Our choice: longer
/// than messages take over many members, and shorter than it takes to see that a member is silent.
pub const DEPARTED_LIFETIME: Duration = Duration::from_secs(30);
/// Most such numbers that are remembered. Our choice: more leave at once only when a conference ends.
pub const MAX_DEPARTED: usize = 32;
