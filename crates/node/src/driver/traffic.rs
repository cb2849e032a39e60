use toxcore_net::{RecvCounters, SendCounters};

/// What went through the sockets since the start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traffic {
    /// Datagrams in.
    pub received: RecvCounters,
    /// Datagrams out.
    pub sent: SendCounters,
    /// Streams that are open now.
    pub streams: usize,
    /// Streams accepted and taken by the machine.
    pub streams_accepted: u64,
    /// Streams refused, by the machine or for want of descriptors.
    pub streams_refused: u64,
    /// Bytes read from streams.
    pub stream_bytes_in: u64,
    /// Bytes written to streams.
    pub stream_bytes_out: u64,
    /// Turns of the loop.
    pub wake_ups: u64,
}
