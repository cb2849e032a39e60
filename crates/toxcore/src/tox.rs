//! The owner: its parts, and the making of it. What it does is in the modules below.

mod conferences;
mod files;
mod friends;
mod groups;
mod input;
mod messages;
mod network;
mod output;
mod profile;
mod pump;
mod saved_groups;
mod told;
mod told_conferences;

pub use self::input::{MAX_EVENTS, RESUME_AFTER};

use std::collections::VecDeque;

use toxcore_conference::Conferences;
use toxcore_crypto::LongTermKeyPair;
use toxcore_dht::{Connection, Dht, LanDiscovery};
use toxcore_friend::FriendConnections;
use toxcore_group::groups::Groups;
use toxcore_messenger::{Messenger, OwnProfile};
use toxcore_net_crypto::{ConnectionId, NetCrypto};
use toxcore_onion::{ClientConfig, OnionClient, OnionNode, UdpState};
use toxcore_relay::{Credentials, PoolConfig, RelayPool, RelayServer, ServerConfig};
use toxcore_sansio::{DiscardCounters, FriendId, Instant, RouteId, Seed, UnixTime};
use toxcore_wire::savedata::{FriendState, LoadReport, SavedConference, Savedata};

use self::saved_groups::KeptGroups;
use crate::base::Base;
use crate::group_mail::GroupMail;
use crate::group_relays::GroupRelays;
use crate::links::LinkTable;
use crate::machines::Touched;
use crate::own_announces::OwnAnnounces;
use crate::{ConnectionStatus, Event, Io, NewError, Options, PacketStats, Proxy};

/// One user of Tox, with all that belongs to it.
///
/// See the crate text for the drive loop.
pub struct Tox {
    options: Options,
    base: Base,
    dht: Dht,
    onion_node: OnionNode,
    onion_client: OnionClient,
    net_crypto: NetCrypto,
    relays: RelayPool,
    friends: FriendConnections,
    messenger: Messenger,
    conferences: Conferences,
    groups: Groups,
    group_relays: GroupRelays,
    own_announces: OwnAnnounces,
    group_mail: GroupMail,
    server: Option<RelayServer>,
    links: LinkTable,
    long_term: LongTermKeyPair,
    /// What is saved. Parts that others own meanwhile are filled in when it is written.
    profile: Savedata,
    /// Requests out of the save file that cannot be sent: too long for this version, or empty. They are saved again.
    unsendable: Vec<(FriendId, FriendState)>,
    /// Conferences out of the save file that this version cannot take part in. They are saved again.
    unusable: Vec<SavedConference>,
    /// What is saved of groups beside those that we are in.
    kept_groups: KeptGroups,
    /// What deleted friends had, and members of conferences who were released, until the last packet for them has left.
    parting: Vec<(ConnectionId, Option<RouteId>)>,
    /// Routes of theirs, until goodbye has left, too.
    parted: Vec<RouteId>,
    /// Whether relays are kept for the onion, as they are at first.
    onion_over_relays: bool,
    /// Where payloads lie that machines keep themselves: one of net-crypto, and one of the relay pool.
    scratch: Vec<u8>,
    relayed: Vec<u8>,
    report: LoadReport,
    /// Machines whose outputs were not taken yet.
    touched: Touched,
    /// Machines that may have something to send.
    sending: Touched,
    events: VecDeque<Event>,
    io: VecDeque<Io>,
    status: ConnectionStatus,
    lan_targets_due: Option<Instant>,
    stats: PacketStats,
    discards: DiscardCounters,
    clock: Clock,
}

/// Numbers and states only: what is inside says where people are, and what they write.
impl std::fmt::Debug for Tox {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tox")
            .field("public_key", &self.long_term.public)
            .field("status", &self.status)
            .field("dht", &self.dht)
            .field("onion_client", &self.onion_client)
            .field("relays", &self.relays)
            .field("net_crypto", &self.net_crypto)
            .field("friends", &self.friends)
            .field("messenger", &self.messenger)
            .field("groups", &self.groups)
            .field("events", &self.events.len())
            .field("stats", &self.stats)
            .finish_non_exhaustive()
    }
}

/// The times that the driver told last.
#[derive(Clone, Copy, Debug)]
struct Clock {
    now: Instant,
    /// When we looked last whether the driver is late.
    looked: Instant,
    /// When both clocks were told together.
    compared: (Instant, UnixTime),
}

impl Tox {
    /// A user that is connected to nobody yet. All its randomness comes from `seed`, which the driver takes from the
    /// operating system.
    ///
    /// # Errors
    /// [`NewError`]; a profile that cannot be read is never replaced by a new one.
    pub fn new(options: Options, seed: &Seed, now: Instant, unix_time: UnixTime) -> Result<Self, NewError> {
        let mut pool = PoolConfig::default();
        pool.proxy = pool_proxy(&options.proxy)?;
        let mut options = options.effective();
        let mut base = Base::new(unix_time, seed);
        let profile = std::mem::take(&mut options.profile);
        let (profile, report) = profile::load(&profile, &mut base.rng)?;
        let long_term = profile.key_pair.clone();
        let own_key = base.keys.public;
        let own = OwnProfile {
            name: profile.name.clone().into(),
            status_message: profile.status_message.clone().into(),
            status: profile.status,
        };
        let relays = RelayPool::new(pool.clone(), seed);
        let mut tox = Self {
            dht: Dht::new(dht_config(&options, own_key), seed),
            onion_node: OnionNode::new(&toxcore_onion::Config::default(), &own_key, now, seed),
            onion_client: OnionClient::new(&ClientConfig::default(), long_term.clone(), seed),
            net_crypto: NetCrypto::new(toxcore_net_crypto::Config::default(), long_term.clone(), seed),
            group_relays: GroupRelays::new(pool.proxy, &relays, seed),
            relays,
            friends: FriendConnections::new(toxcore_friend::Config::new(long_term.public), seed),
            conferences: Conferences::new(
                toxcore_conference::Config { own_key: long_term.public, own_dht_key: own_key, name: own.name.clone() },
                seed,
            ),
            groups: Groups::new(seed),
            own_announces: OwnAnnounces::default(),
            group_mail: GroupMail::default(),
            messenger: Messenger::new(toxcore_messenger::Config { profile: own }, seed),
            server: options.tcp_port.map(|_| RelayServer::new(ServerConfig::default(), seed)),
            links: LinkTable::default(),
            lan_targets_due: options.local_discovery_enabled.then_some(now),
            base,
            options,
            long_term,
            profile,
            report,
            unsendable: Vec::new(),
            unusable: Vec::new(),
            kept_groups: KeptGroups::default(),
            parting: Vec::new(),
            parted: Vec::new(),
            onion_over_relays: true,
            scratch: Vec::new(),
            relayed: Vec::new(),
            touched: Touched::default(),
            sending: Touched::default(),
            events: VecDeque::new(),
            io: VecDeque::new(),
            status: ConnectionStatus::None,
            stats: PacketStats::default(),
            discards: DiscardCounters::default(),
            clock: Clock { now, looked: now, compared: (now, unix_time) },
        };
        tox.groups.set_udp(tox.options.udp_enabled);
        tox.take_over(now);
        Ok(tox)
    }

    /// The settings as they took effect.
    #[must_use]
    pub const fn options(&self) -> &Options {
        &self.options
    }

    /// What was found when the profile was loaded. If it [is damaged](LoadReport::is_damaged), keep a copy of the file.
    #[must_use]
    pub const fn load_report(&self) -> &LoadReport {
        &self.report
    }

    /// Packets and bytes so far.
    #[must_use]
    pub const fn packet_stats(&self) -> &PacketStats {
        &self.stats
    }

    /// How often input was refused, and why.
    #[must_use]
    pub const fn discards(&self) -> &DiscardCounters {
        &self.discards
    }
}

fn dht_config(options: &Options, own_key: toxcore_crypto::DhtPublicKey) -> toxcore_dht::Config {
    toxcore_dht::Config {
        ipv6: options.ipv6_enabled,
        hole_punching: options.hole_punching_enabled,
        lan_discovery: if options.local_discovery_enabled { LanDiscovery::Client } else { LanDiscovery::Off },
        announcements: options.dht_announcements_enabled,
        ..toxcore_dht::Config::new(own_key)
    }
}

/// How far UDP goes.
fn udp_state(options: &Options, dht: &Dht) -> UdpState {
    match dht.connection() {
        _ if !options.udp_enabled => UdpState::Disabled,
        Connection::None => UdpState::Searching,
        Connection::Lan | Connection::Internet => UdpState::Connected,
    }
}

/// What the pool has to know of a proxy.
fn pool_proxy(proxy: &Proxy) -> Result<toxcore_relay::Proxy, NewError> {
    let Some((host, port)) = proxy.server() else { return Ok(toxcore_relay::Proxy::None) };
    if port == 0 {
        return Err(NewError::ProxyPort);
    }
    if host.is_empty() || host.len() > crate::MAX_PROXY_HOST_LEN {
        return Err(NewError::ProxyHost);
    }
    let login = match proxy {
        Proxy::None => None,
        Proxy::Http { login, .. } | Proxy::Socks5 { login, .. } => login.as_ref(),
    };
    let credentials = login.map(|login| Credentials::new(&login.user, &login.password)).transpose()?;
    Ok(match proxy {
        Proxy::None => toxcore_relay::Proxy::None,
        Proxy::Http { .. } => toxcore_relay::Proxy::Http { credentials },
        Proxy::Socks5 { .. } => toxcore_relay::Proxy::Socks5 { credentials },
    })
}

#[cfg(test)]
mod tests;
