//! TCP: listeners that accept a bounded number at a time, and non-blocking streams.

mod listener;
mod room;
mod stream;

pub use listener::{Accepted, TcpListener};
pub use room::Room;
pub use stream::{ReadStatus, TcpStream, WriteStatus};
