//! The Tox DHT as a sans-I/O state machine.
#![forbid(unsafe_code)]

mod bootstrap;
mod candidates;
mod close_list;
mod closest;
mod config;
mod contact;
mod dht;
mod distance;
mod lan;
mod nat;
mod output;
mod ping_back;
mod requests;
mod search;
mod searches;
mod storage;
#[cfg(test)]
mod testing;
mod upkeep;

pub use bootstrap::{LOADED_PER_SECOND, MAX_BOOTSTRAP_NODES, MAX_LOADED_NODES};
pub use close_list::{BUCKET_SIZE, BUCKETS};
pub use closest::NODES_PER_RESPONSE;
pub use config::{BootstrapInfo, Config, LanDiscovery, MAX_MOTD_LEN};
pub use contact::{BAD_AFTER, CHECK_INTERVAL, DEAD_AFTER};
pub use dht::{BootstrapError, ClientForward, Dht, MAX_ROUTED_LEN, SearchAddressError};
pub use distance::{Distance, bucket_index};
pub use lan::{LAN_INTERVAL, LAN_PORTS, MAX_LAN_TARGETS};
pub use nat::{
    MAX_PUNCHES_PER_SECOND, MIN_REPORTS, MIN_ROUTERS, NAT_INTERVAL, NAT_REQUEST_FRESH, NORMAL_TRIES, PUNCH_PORTS,
    PUNCH_RESET,
};
pub use output::{Connection, Output};
pub use ping_back::{PING_BACK_INTERVAL, PING_BACK_NODES};
pub use requests::REQUEST_TIMEOUT;
pub use search::{SEARCH_CANDIDATES, SEARCH_NODES};
pub use searches::{MAX_OWNERS, MAX_SEARCHES, SearchError, SearchToken};
pub use storage::{MAX_STORE_TIME, MIN_STORE_TIME, STORE_BUCKET_SIZE, STORE_BUCKETS};
pub use upkeep::{FAST_RANDOM_REQUESTS, RANDOM_INTERVAL};
