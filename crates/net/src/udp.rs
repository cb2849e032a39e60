//! UDP: binding by the protocol's rules, receiving and sending in batches.

mod bind;
mod config;
mod errors;
mod recv;
mod send;
mod socket;

pub use bind::BindError;
pub(crate) use bind::{SocketFactory, SystemSockets, Wanted, bind_in_range};
pub use config::{Capabilities, IpMode, PortRange, UdpConfig};
pub use recv::{Datagrams, MAX_DATAGRAM, RecvBatch, RecvCounters};
pub use send::{SendBatch, SendCounters, SendStatus};
pub use socket::UdpSocket;
