//! What an owner chooses, and what it may ask about.

/// Settings of a client.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ClientConfig {
    /// Datagrams that may wait for `poll_transmit`; more are lost.
    pub max_outbox: usize,
}

impl Default for ClientConfig {
    /// Our choice: the whole budget of a second and its debt, announcements included.
    fn default() -> Self {
        Self { max_outbox: 1_024 }
    }
}

/// What a client has done since it started.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ClientStats {
    /// Announce requests sent, for ourselves, for friends and for groups.
    pub requests_sent: u64,
    /// Those of them for groups.
    pub group_requests_sent: u64,
    /// Announce responses accepted.
    pub responses: u64,
    /// Copies of routed data sent.
    pub data_sent: u64,
    /// Routed data accepted, also in DHT requests.
    pub data_received: u64,
    /// Outputs lost because the owner did not take them.
    pub outputs_dropped: u64,
}
