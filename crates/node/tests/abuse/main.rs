//! What strangers try on a whole node, and what it costs them and us.
#![allow(clippy::unwrap_used, clippy::panic)]

mod amplification;
mod floods;
mod short_packets;
mod sockets;
mod world;
