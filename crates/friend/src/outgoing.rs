//! Our request to a friend who has not added us yet.

use std::time::Duration;

use toxcore_wire::Encode as _;
use toxcore_wire::friend::{FriendRequest, NoSpam};

use crate::config::{MAX_REQUEST_INTERVAL, MAX_REQUEST_RETRY, REQUEST_INTERVAL, REQUEST_RETRY};

/// Whether a friend request has gone out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RequestStatus {
    /// It waits for a way.
    ToSend,
    /// It went out at least once.
    Sent,
}

/// A request and when it is repeated.
#[derive(Debug)]
pub(crate) struct OutgoingRequest {
    /// Kind of a connection packet, then the request.
    packet: Vec<u8>,
    status: RequestStatus,
    interval: Duration,
    retry: Duration,
}

impl OutgoingRequest {
    pub(crate) fn new(no_spam: NoSpam, message: &[u8]) -> Self {
        let request = FriendRequest { no_spam, message };
        let mut packet = Vec::with_capacity(1 + request.encoded_len());
        packet.push(FriendRequest::CONNECTION_KIND);
        request.encode(&mut packet);
        Self { packet, status: RequestStatus::ToSend, interval: REQUEST_INTERVAL, retry: REQUEST_RETRY }
    }

    /// What goes over a connection.
    pub(crate) fn packet(&self) -> &[u8] {
        &self.packet
    }

    /// What goes through the onion, behind its kind.
    pub(crate) fn payload(&self) -> &[u8] {
        self.packet.get(1..).unwrap_or_default()
    }

    pub(crate) const fn status(&self) -> RequestStatus {
        self.status
    }

    /// It went out; how long to wait before the next.
    pub(crate) fn sent(&mut self) -> Duration {
        self.status = RequestStatus::Sent;
        self.retry = REQUEST_RETRY;
        let wait = self.interval;
        self.interval = wait.saturating_mul(2).min(MAX_REQUEST_INTERVAL);
        wait
    }

    /// It could not go out; how long to wait before the next try.
    pub(crate) fn not_sent(&mut self) -> Duration {
        let wait = self.retry;
        self.retry = wait.saturating_mul(2).min(MAX_REQUEST_RETRY);
        wait
    }

    /// The friend was found, or our network is another: the next try need not wait as long as after many failures.
    pub(crate) fn hurry(&mut self) {
        self.retry = REQUEST_RETRY;
    }
}
