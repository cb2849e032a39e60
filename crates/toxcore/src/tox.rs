//! The owner: its parts, and the making of it. What it does is in the modules below.

mod input;
mod network;
mod output;
mod profile;
mod pump;

pub use self::input::{MAX_EVENTS, RESUME_AFTER};

use std::collections::VecDeque;

use toxcore_crypto::LongTermKeyPair;
use toxcore_dht::{Dht, LanDiscovery};
use toxcore_net_crypto::NetCrypto;
use toxcore_onion::OnionNode;
use toxcore_relay::{RelayServer, ServerConfig};
use toxcore_sansio::{DiscardCounters, Instant, Seed, UnixTime};
use toxcore_wire::savedata::{LoadReport, Savedata};

use crate::base::Base;
use crate::machines::Touched;
use crate::{ConnectionStatus, Event, Io, NewError, Options, PacketStats, Proxy};

/// One user of Tox, with all that belongs to it.
///
/// See the crate text for the drive loop.
#[derive(Debug)]
pub struct Tox {
    options: Options,
    base: Base,
    dht: Dht,
    onion_node: OnionNode,
    net_crypto: NetCrypto,
    server: Option<RelayServer>,
    long_term: LongTermKeyPair,
    /// What is saved. Parts that others own meanwhile are filled in when it is written.
    profile: Savedata,
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

/// The times that the driver told last.
#[derive(Clone, Copy, Debug)]
struct Clock {
    now: Instant,
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
        check_proxy(&options.proxy)?;
        let mut options = options.effective();
        let mut base = Base::new(unix_time, seed);
        let profile = std::mem::take(&mut options.profile);
        let (profile, report) = profile::load(profile, &mut base.rng)?;
        let long_term = profile.key_pair.clone();
        let own_key = base.keys.public;
        let mut dht = Dht::new(dht_config(&options, own_key), seed);
        if options.udp_enabled {
            dht.load_nodes(now, &profile.dht_nodes);
        }
        Ok(Self {
            onion_node: OnionNode::new(&toxcore_onion::Config::default(), &own_key, now, seed),
            net_crypto: NetCrypto::new(toxcore_net_crypto::Config::default(), long_term.clone(), seed),
            server: options.tcp_port.map(|_| RelayServer::new(ServerConfig::default(), seed)),
            lan_targets_due: options.local_discovery_enabled.then_some(now),
            dht,
            base,
            options,
            long_term,
            profile,
            report,
            touched: Touched::default(),
            sending: Touched::default(),
            events: VecDeque::new(),
            io: VecDeque::new(),
            status: ConnectionStatus::None,
            stats: PacketStats::default(),
            discards: DiscardCounters::default(),
            clock: Clock { now, compared: (now, unix_time) },
        })
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

fn check_proxy(proxy: &Proxy) -> Result<(), NewError> {
    let Some((host, port)) = proxy.server() else { return Ok(()) };
    if port == 0 {
        return Err(NewError::ProxyPort);
    }
    if host.is_empty() || host.len() > crate::MAX_PROXY_HOST_LEN {
        return Err(NewError::ProxyHost);
    }
    if let Proxy::Socks5 { login: Some(login), .. } = proxy
        && [&login.user, &login.password].into_iter().any(|text| !(1..=255).contains(&text.len()))
    {
        return Err(NewError::ProxyLogin);
    }
    Ok(())
}

#[cfg(test)]
mod tests;
