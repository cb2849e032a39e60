/// What a relay server has done since it started.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ServerStats {
    /// Links accepted.
    pub accepted: u64,
    /// Links refused by a limit.
    pub refused: u64,
    /// Handshakes that failed or did not finish in time.
    pub handshakes_failed: u64,
    /// Links confirmed.
    pub confirmed: u64,
    /// Data frames passed on.
    pub data_relayed: u64,
    /// Bytes in them, without frame overhead.
    pub bytes_relayed: u64,
    /// Data frames lost because their receiver did not read.
    pub data_dropped: u64,
    /// Times a sender was made to wait for a receiver.
    pub stalls: u64,
    /// Out-of-band packets passed on.
    pub oob_relayed: u64,
    /// Links ended because of what the client sent.
    pub protocol_errors: u64,
    /// Links ended because a ping was not answered.
    pub ping_timeouts: u64,
    /// Links ended because not even answers could be queued.
    pub overflows: u64,
}
