//! Packet formats of the Tox protocol: parsers and encoders, nothing else.
#![forbid(unsafe_code)]

mod codec;
mod error;
mod kind;

pub mod friend;
pub mod net_crypto;
pub mod onion;
pub mod relay;

pub use codec::Encode;
pub use error::{Field, ParseError};
pub use kind::PacketKind;
