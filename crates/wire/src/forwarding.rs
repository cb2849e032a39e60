//! Forwarding: packets for a DHT node by way of others, and the answers back. Protocol: wire, Forwarding.
//!
//! ```text
//! requester --ForwardRequest--> forwarder --Forwarding(sendback)--> node
//! requester <--Forwarding()---- forwarder <--ForwardReply(sendback)-- node
//! ```
//!
//! The forwarder keeps no state: where the answer goes stands in the sendback, which only it can make ([`Sendback`]).
//! Requesters behind a TCP relay use [`RelayForwardRequest`] and [`RelayForwarding`] instead of the first and the last
//! packet.

mod chain;
mod packets;
mod relayed;
mod sendback;

pub use chain::{ForwardChain, MAX_CHAIN_HOPS};
pub use packets::{ForwardReply, ForwardRequest, Forwarding};
pub use relayed::{RelayForwardRequest, RelayForwarding};
pub use sendback::{Sendback, SendbackRoute};

use crate::{MAX_DATAGRAM_LEN, error::ParseError};

/// Bytes of the longest forwarded data: what fits into a datagram next to the longest sendback.
pub const MAX_FORWARD_DATA_LEN: usize = MAX_DATAGRAM_LEN - 1 - 1 - Sendback::MAX_LEN;

/// Checks the length of forwarded data.
fn check_data(data: &[u8]) -> Result<(), ParseError> {
    if data.len() > MAX_FORWARD_DATA_LEN { Err(ParseError::TooLong(data.len())) } else { Ok(()) }
}
