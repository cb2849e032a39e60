//! What a user is told.

/// Something happened. Events come in the order in which it did.
///
/// They print without keys, texts and addresses.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Event {
    /// How well we are connected to the network has changed.
    SelfConnectionStatus(ConnectionStatus),
}

/// The way on which something is connected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ConnectionStatus {
    /// Not at all.
    #[default]
    None,
    /// Through TCP relays.
    Tcp,
    /// Directly.
    Udp,
}
