//! The onion of a client: announcing oneself, finding friends, telling them our DHT key.

use std::collections::VecDeque;
use std::time::Duration;

use toxcore_crypto::{DhtPublicKey, EphemeralKeyPair, LongTermKeyPair};
use toxcore_sansio::{Cx, Discard, Instant, Relays, Rng, Seed};
use toxcore_wire::PacketKind;

use self::budget::{Budget, Rate};
use self::friend::Lane;
use self::friends::Friends;
use self::groups::Groups;
use self::own::OwnAnnouncement;
use self::surroundings::Env;
use self::transport::Transport;

mod answered;
mod budget;
mod closest;
mod compact;
mod data;
mod dht_key;
mod friend;
mod friends;
mod group;
mod group_paths;
mod groups;
mod hops;
mod output;
mod own;
mod path_nodes;
mod paths;
mod pending;
mod recent;
mod responses;
mod schedule;
mod search;
mod settings;
mod surroundings;
mod transport;
mod verbs;
mod view;

pub use data::MAX_REQUEST_LEN;
pub use friends::MAX_FRIENDS;
pub use groups::MAX_SOUGHT_GROUPS;
pub use output::{ClientOutput, GroupSearchStatus, OnionStatus, SearchPhase, SearchStatus, SendRequestError};
pub use settings::{ClientConfig, ClientStats};
pub use surroundings::{FirstHop, OnionTransmission, Surroundings, UdpState};

/// The client side of the onion.
pub struct OnionClient {
    own: OwnAnnouncement,
    friends: Friends,
    groups: Groups,
    transport: Transport,
    budget: Budget,
    group_budget: Budget,
    /// Bounds what routed data may cost that comes over relays, whose sender has no address.
    relay_data: Budget,
    outputs: VecDeque<ClientOutput>,
    status: OnionStatus,
    /// Nodes answered us lately, so that searching makes sense.
    connected: bool,
    /// The owner said that something changed around us.
    nudged: Option<Instant>,
    /// The relays that friends were told of last.
    told_relays: Vec<DhtPublicKey>,
    stats: ClientStats,
}

/// Numbers only: what is inside says where people are, and what they write.
impl std::fmt::Debug for OnionClient {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OnionClient")
            .field("friends", &self.friends.len())
            .field("groups", &self.groups.len())
            .field("status", &self.status)
            .field("stats", &self.stats)
            .finish_non_exhaustive()
    }
}

impl OnionClient {
    /// A client of the identity `long_term`, which looks for nodes as soon as it is first driven.
    #[must_use]
    pub fn new(config: &ClientConfig, long_term: LongTermKeyPair, seed: &Seed) -> Self {
        let mut rng = Rng::new(&seed.derive("onion client"));
        let data = EphemeralKeyPair::from_secret_bytes(rng.secret_bytes());
        let transport = Transport::new(config.max_outbox, &seed.derive("onion paths"));
        Self {
            own: OwnAnnouncement::new(long_term, data, seed.hash_key("onion client keys"), Instant::ZERO),
            friends: Friends::default(),
            groups: Groups::default(),
            transport,
            budget: Budget::new(Instant::ZERO, Rate::FRIENDS),
            group_budget: Budget::new(Instant::ZERO, Rate::GROUPS),
            relay_data: Budget::new(Instant::ZERO, Rate::FRIENDS),
            outputs: VecDeque::new(),
            status: OnionStatus::Offline,
            connected: false,
            nudged: None,
            told_relays: Vec::new(),
            stats: ClientStats::default(),
        }
    }

    /// Handles an announce response (0x84, 0x88) or routed data (0x86), from a datagram or out of relay frame 9.
    ///
    /// # Errors
    /// [`Discard`]; nothing but limiters changed.
    pub fn handle_packet(
        &mut self,
        cx: &mut Cx<'_>,
        net: &Surroundings<'_>,
        now: Instant,
        from: FirstHop,
        packet: &mut [u8],
    ) -> Result<(), Discard> {
        let env = &mut Env { cx, net, now };
        let kind = packet.first().copied().unwrap_or_default();
        match PacketKind::from(kind) {
            PacketKind::AnnounceResponse | PacketKind::ExtendedAnnounceResponse => self.on_response(env, packet)?,
            PacketKind::DataToRouteResponse => self.on_data(env, from, packet)?,
            _ => return Err(Discard::Unsupported(kind)),
        }
        self.update_status(now);
        Ok(())
    }

    /// Handles the payload of a DHT request of kind 0x9c from the node `sender`: a friend tells its DHT key.
    ///
    /// # Errors
    /// [`Discard`]; nothing changed.
    pub fn handle_routed(
        &mut self,
        cx: &mut Cx<'_>,
        net: &Surroundings<'_>,
        now: Instant,
        sender: &DhtPublicKey,
        payload: &mut [u8],
    ) -> Result<(), Discard> {
        self.on_routed(&Env { cx, net, now }, sender, payload)
    }

    /// Does what is due: announces ourselves, searches friends, repeats our DHT key to them.
    pub fn handle_timeout(&mut self, cx: &mut Cx<'_>, net: &Surroundings<'_>, now: Instant) {
        let env = &mut Env { cx, net, now };
        self.transport.expire(now);
        if self.nudged.take().is_some() {
            self.look_around(env);
        }
        self.own.check_paths(env, &self.transport);
        self.own.handle_timeout(env, &mut self.transport);
        self.update_status(now);
        self.run_friends(env);
        self.run_groups(env);
    }

    /// When [`handle_timeout`](Self::handle_timeout) is useful next. Every call may change it.
    #[must_use]
    pub fn poll_timeout(&self) -> Option<Instant> {
        let mut next = self.own.next();
        if let Some(nudged) = self.nudged {
            next = next.min(nudged);
        }
        for lane in [Lane::Present, Lane::Absent] {
            if let Some((at, _)) = self.friends.first_due(lane).filter(|_| self.connected) {
                next = next.min(self.budget.opens_at(lane).map_or(at, |opens| at.max(opens)));
            }
        }
        if let Some((at, _)) = self.groups.first_due().filter(|_| self.connected) {
            next = next.min(self.group_budget.opens_at(Lane::Absent).map_or(at, |opens| at.max(opens)));
        }
        if let Some(answer) = self.own.last_answer.filter(|_| self.connected) {
            next = next.min(answer + OFFLINE_AFTER);
        }
        Some(next)
    }

    /// Moves the next run of packets into `buf`; call until `None`.
    pub fn poll_transmit(&mut self, _now: Instant, buf: &mut Vec<u8>) -> Option<OnionTransmission> {
        self.transport.poll_transmit(buf)
    }

    /// The next output; call until `None`.
    pub fn poll_output(&mut self) -> Option<ClientOutput> {
        let output = self.outputs.pop_front()?;
        tracing::trace!(target: "toxcore_onion", ?output);
        Some(output)
    }

    /// Reacts to what changed around us.
    fn look_around(&mut self, env: &mut Env<'_, '_>) {
        self.own.hurry(env.now);
        self.transport.hope();
        let relays = relays_told(env.net.relays, &mut self.transport.rng);
        if relays != self.told_relays {
            self.told_relays = relays;
            self.friends.update_all(|friend| {
                if friend.dht_key_at.is_some() {
                    friend.resend_dht_key(env.now);
                }
            });
        }
    }

    fn update_status(&mut self, now: Instant) {
        self.connected = self.own.last_answer.is_some_and(|answer| now < answer + OFFLINE_AFTER);
        let (nodes, stored) = self.own.counts();
        // Once online, one node that keeps us is enough: newly found ones must not make us flicker.
        let enough = stored > 0 && (self.status == OnionStatus::Online || stored >= nodes / 2);
        let status = if enough && self.connected { OnionStatus::Online } else { OnionStatus::Offline };
        if status != self.status {
            self.status = status;
            self.output(ClientOutput::StatusChanged(status));
        }
    }

    fn output(&mut self, output: ClientOutput) {
        if self.outputs.len() < MAX_OUTPUTS {
            self.outputs.push_back(output);
        } else {
            self.stats.outputs_dropped = self.stats.outputs_dropped.saturating_add(1);
        }
    }
}

/// The relays that we are connected to, in an order that does not depend on chance.
fn relays_told(relays: &dyn Relays, rng: &mut Rng) -> Vec<DhtPublicKey> {
    let mut found = Vec::new();
    relays.connected(rng, MAX_RELAYS_COMPARED, &mut found);
    let mut keys: Vec<DhtPublicKey> = found.iter().map(|relay| relay.key).collect();
    keys.sort_unstable();
    keys
}

/// Silence of all nodes after which we are offline. Chapter onion, client: Status.
const OFFLINE_AFTER: Duration = Duration::from_secs(75);
/// Outputs that wait for the owner, who takes them after every call. Our choice: a friend brings at most five at once, and
/// one call sends to some hundred.
const MAX_OUTPUTS: usize = 2_048;
/// Relays compared to see whether friends should be told anew. Our choice: more than a pool keeps.
const MAX_RELAYS_COMPARED: usize = 32;
