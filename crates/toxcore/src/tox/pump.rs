//! What one machine wants of another: outputs become inputs until none has any left.

mod conferences;
mod friends;
mod group_events;
mod group_relays;
mod groups;
mod messenger;
mod net_crypto;
mod nodes;
mod onion;
mod relays;

use toxcore_sansio::{Discard, Instant};

use super::Tox;
use crate::machines::MachineName;

impl Tox {
    /// Carries all outputs of machines that were touched.
    pub(super) fn pump(&mut self, now: Instant) {
        self.pump_with(now, &[]);
    }

    /// The same, after a packet was handled in which payloads may lie.
    pub(super) fn pump_with(&mut self, now: Instant, packet: &[u8]) {
        // Only net-crypto names places in the packet, and it is the first to be polled.
        let mut packet = packet;
        while let Some(machine) = self.touched.take() {
            self.sending.add(machine);
            match machine {
                MachineName::NetCrypto => self.carry_net_crypto(now, std::mem::take(&mut packet)),
                MachineName::Relays => self.carry_relays(now),
                MachineName::GroupRelays => self.carry_group_relays(now),
                MachineName::Friends => self.carry_friends(now),
                MachineName::Messenger => self.carry_messenger(),
                MachineName::Conferences => self.carry_conferences(now),
                MachineName::Groups => self.carry_groups(now),
                MachineName::OnionClient => self.carry_onion_client(now),
                MachineName::Dht => self.carry_dht(now),
                MachineName::OnionNode => self.carry_onion_node(),
                MachineName::RelayServer => self.carry_server(now),
            }
        }
    }

    /// Counts and traces what was refused.
    pub(super) fn note(&mut self, result: Result<(), Discard>) {
        if let Err(reason) = result {
            tracing::trace!(target: "toxcore", %reason, "input refused");
            self.discards.count(reason);
        }
    }
}

/// The connections with friends, out of single fields, so that the machine that is called can be borrowed beside them.
macro_rules! links {
    ($tox:ident) => {{
        $tox.touched.add($crate::machines::MachineName::NetCrypto);
        $crate::links::FriendLinks { table: &$tox.links, net_crypto: &mut $tox.net_crypto }
    }};
}
/// What the onion client may know, likewise.
macro_rules! surroundings {
    ($tox:ident) => {
        toxcore_onion::Surroundings {
            nodes: &$tox.dht,
            relays: &$tox.relays,
            udp: $crate::tox::udp_state(&$tox.options, &$tox.dht),
        }
    };
}
/// Calls conferences with what they may know and send over, likewise.
macro_rules! with_conferences {
    ($tox:ident, $now:expr, |$machine:ident, $cx:ident| $call:expr) => {{
        $tox.touched.add($crate::machines::MachineName::Conferences);
        let friends = $crate::links::FriendConnectionsKnown(&$tox.friends);
        let links = &mut $crate::tox::pump::links!($tox);
        let $cx = &mut toxcore_conference::Context { now: $now, links, friends: &friends };
        let $machine = &mut $tox.conferences;
        $call
    }};
}
pub(super) use {links, surroundings, with_conferences};
