//! What is between us and the other members of a group.

mod asking;
mod closer;
mod error;
mod handshake;
mod handshake_limits;
mod incoming;
mod keys;
mod last_words;
mod leisure;
mod limits;
mod member;
mod mesh;
mod nonces;
mod outbox;
mod outgoing;
mod output;
mod paths;
mod receive;
mod rtt;
mod session;
mod shared;
mod strangers;
mod target;
mod timers;

pub use closer::is_closer;
pub use error::{IntroduceError, SendError};
pub use limits::{
    ABSENCE, AGREEMENT_BURST, ANSWER_INTERVAL, CANDIDATE_LIFETIME, CONFIRMATION_TIMEOUT, DEAF_TIMEOUT, DIRECT_TIMEOUT,
    FIRST_HANDSHAKE_INTERVAL, HANDSHAKE_BURST, HANDSHAKE_INTERVAL, HANDSHAKE_PAUSE, LAST_WORDS_PAUSES, LATE_REQUEST,
    MAX_CANDIDATES, MAX_CARRIED, MAX_HANDSHAKE_SOURCES, MAX_LAST_WORDS, MAX_LINKS, MAX_MEMBER_RELAYS, MAX_NEIGHBOURS,
    MAX_OUTBOX_PACKETS, MAX_STRANGER_SOURCES, MAX_STRANGERS, MAX_UNCONFIRMED_PACKET, MAX_UNCONFIRMED_WAITING_BYTES,
    MAX_WAITING_BYTES, MIN_ROTATION_INTERVAL, NEWCOMER_TIME, NEWS_PING_DELAY, OLD_KEY_LIFETIME, PING_INTERVAL,
    RELAY_DELAY, RELAY_NEWS_BURST, RELAY_NEWS_PAUSE, RELAY_SHARE_INTERVAL, RENEWAL_INTERVAL, ROTATION_DEAF_TIMEOUT,
    ROTATION_INTERVAL, SILENCE_TIMEOUT, STRANGER_BURST, STUCK_TIMEOUT, UDP_TRY_INTERVAL, UNCONFIRMED_TIMEOUT,
};
pub use mesh::{Mesh, MeshConfig};
pub use output::{LossReason, MemberId, Output, Payload, Phase, Role};
pub use target::{Target, Transmission};
