//! What a node does for others in the onion.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use toxcore_crypto::{DhtPublicKey, EphemeralPublicKey, TimedAuth};
use toxcore_sansio::{Cx, Discard, Instant, Nodes, Outbox, Path, Rng, Seed, StreamId, Transmit};
use toxcore_wire::PacketKind;
use toxcore_wire::group_announce::{ChatId, GroupAnnounceList, PublicGroupAnnounce};

use crate::announce_store::AnnounceStore;
use crate::group_announces::GroupAnnounces;
use crate::return_key::ReturnKey;

mod announce;
mod forward;

/// A node of the onion: path node, announce store and router of data.
pub struct OnionNode {
    own: DhtPublicKey,
    rng: Rng,
    return_key: ReturnKey,
    ping_ids: TimedAuth,
    announcements: AnnounceStore,
    groups: GroupAnnounces,
    outbox: Outbox,
    outputs: std::collections::VecDeque<Output>,
    stats: OnionStats,
}

/// Numbers only: what is inside says where people are, and what they write.
impl std::fmt::Debug for OnionNode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OnionNode").field("stats", &self.stats).finish_non_exhaustive()
    }
}

/// Settings of a node.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Config {
    /// Datagrams that may wait for `poll_transmit`; more are lost.
    pub max_outbox: usize,
}

impl Default for Config {
    /// Our choice: what the owner takes after one batch of received datagrams, twice over.
    fn default() -> Self {
        Self { max_outbox: 2_048 }
    }
}

/// What the owner must do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    /// Hand this answer to a client of our TCP relay, if it is still there.
    ToClient {
        /// The client's link.
        client: StreamId,
        /// The answer, without frame.
        data: Vec<u8>,
    },
}

/// What a node has done since it started.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct OnionStats {
    /// Requests passed on along a path.
    pub requests_relayed: u64,
    /// Answers passed back along a path.
    pub responses_relayed: u64,
    /// Announce requests answered.
    pub announces_answered: u64,
    /// Announcements stored or renewed.
    pub announcements_stored: u64,
    /// Group announces stored.
    pub group_announces: u64,
    /// Data packets routed to an announced client.
    pub data_routed: u64,
}

impl OnionNode {
    /// A node with the DHT key `own`. All its randomness comes from `seed`.
    #[must_use]
    pub fn new(config: &Config, own: &DhtPublicKey, now: Instant, seed: &Seed) -> Self {
        let mut rng = Rng::new(&seed.derive("onion node"));
        Self {
            own: *own,
            return_key: ReturnKey::new(now, &mut rng),
            ping_ids: TimedAuth::new(rng.secret_bytes(), PING_ID_PERIOD.as_secs()),
            rng,
            announcements: AnnounceStore::default(),
            groups: GroupAnnounces::default(),
            outbox: Outbox::new(config.max_outbox),
            outputs: std::collections::VecDeque::new(),
            stats: OnionStats::default(),
        }
    }

    /// Handles a datagram of kind 0x80 to 0x83, 0x85, 0x87 or 0x8c to 0x8e. It is opened in place.
    ///
    /// # Errors
    /// [`Discard`]; nothing but counters changed. Kinds that only clients read are [`Discard::Unsupported`].
    pub fn handle_packet(
        &mut self,
        cx: &mut Cx<'_>,
        nodes: &dyn Nodes,
        now: Instant,
        from: Path,
        packet: &mut [u8],
    ) -> Result<(), Discard> {
        self.return_key.refresh(now, &mut self.rng);
        let Path::Udp(from) = from else { return Err(Discard::ForbiddenSource) };
        let kind = packet.first().copied().unwrap_or_default();
        match PacketKind::from(kind) {
            PacketKind::OnionRequest0 => self.forward_request_0(cx, now, from, packet),
            PacketKind::OnionRequest1 => self.forward_request_1(cx, now, from, packet),
            PacketKind::OnionRequest2 => self.forward_request_2(cx, now, from, packet),
            PacketKind::OnionResponse3 => self.forward_response_3(packet),
            PacketKind::OnionResponse2 => self.forward_response_2(packet),
            PacketKind::OnionResponse1 => self.forward_response_1(packet),
            PacketKind::AnnounceRequest | PacketKind::ExtendedAnnounceRequest => {
                self.answer_announce(cx, nodes, now, from, packet)
            }
            PacketKind::DataToRouteRequest => self.route_data(now, packet),
            _ => Err(Discard::Unsupported(kind)),
        }
    }

    /// Passes on the onion request of a client of our TCP relay: the body of its frame 8.
    ///
    /// `source` is the client's address: who is outside the LAN may not send into it.
    ///
    /// # Errors
    /// [`Discard`]; nothing but counters changed.
    pub fn handle_client_request(
        &mut self,
        now: Instant,
        client: StreamId,
        source: IpAddr,
        payload: &mut [u8],
    ) -> Result<(), Discard> {
        self.return_key.refresh(now, &mut self.rng);
        self.forward_from_client(client, source, payload)
    }

    /// Forgets what is due.
    pub fn handle_timeout(&mut self, now: Instant) {
        self.groups.forget_old(now);
    }

    /// When [`handle_timeout`](Self::handle_timeout) is useful next; rounded up to whole seconds.
    #[must_use]
    pub fn poll_timeout(&self) -> Option<Instant> {
        let expiry = self.groups.next_expiry()?.since_origin();
        Some(Instant::from_origin(Duration::from_secs(expiry.as_secs().saturating_add(1))))
    }

    /// Moves the next run of datagrams into `buf`; call until `None`.
    pub fn poll_transmit(&mut self, buf: &mut Vec<u8>) -> Option<Transmit> {
        self.outbox.poll_transmit(buf)
    }

    /// The next output; call until `None`.
    pub fn poll_output(&mut self) -> Option<Output> {
        self.outputs.pop_front()
    }

    /// Counters since the start.
    #[must_use]
    pub const fn stats(&self) -> &OnionStats {
        &self.stats
    }

    /// Announcements that are stored now.
    #[must_use]
    pub fn announcements(&self, now: Instant) -> usize {
        self.announcements.len(now)
    }

    /// Announces us at our own node as members of a public group, and returns others who are announced here, newest first: whoever
    /// seeks the group and asks our node finds us at once. Kept for [`GROUP_LIFETIME`](crate::GROUP_LIFETIME). It tells that whoever
    /// runs this node is that member, so an announce without an address, which hides where we are, does not belong here.
    pub fn exchange_group(&mut self, now: Instant, announce: &PublicGroupAnnounce) -> GroupAnnounceList {
        self.groups.exchange(now, announce)
    }

    /// Forgets what a member announced here of itself: we, who are in the group no longer, or do not say so.
    pub fn forget_group(&mut self, chat_id: &ChatId, member: &EphemeralPublicKey) {
        self.groups.forget(chat_id, member);
    }

    /// Groups for which announces are stored now.
    #[must_use]
    pub fn groups(&self) -> usize {
        self.groups.len()
    }

    fn send(&mut self, to: SocketAddr, write: impl FnOnce(&mut Vec<u8>)) -> Result<(), Discard> {
        if self.outbox.push(to, write) { Ok(()) } else { Err(Discard::Full) }
    }
}

/// Period of ping ids: one is valid for this long to twice this long. Chapter onion, Announce store.
const PING_ID_PERIOD: Duration = Duration::from_secs(300);
/// Answers for TCP clients that wait for the owner, who takes them after every call. Our choice.
const MAX_OUTPUTS: usize = 512;
