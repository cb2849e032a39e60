//! What nodes say when they are asked for a group.

use std::net::IpAddr;

use toxcore_sansio::Discard;
use toxcore_wire::group_announce::{GroupAnnounce, GroupAnnounceList};
use toxcore_wire::onion::AnnounceForm;
use toxcore_wire::{NodeList, is_usable_node_addr_from};

use super::rounds::GroupRound;
use crate::client::OnionClient;
use crate::client::group::Spot;
use crate::client::output::ClientOutput;
use crate::client::pending::Pending;
use crate::client::schedule::with_jitter;
use crate::client::surroundings::Env;

/// The announces in an answer. An answer in the form for friends, or with a malformed announce, is none.
pub(crate) fn announces_of(form: &AnnounceForm<'_>) -> Result<GroupAnnounceList, Discard> {
    match form {
        AnnounceForm::Extended(extra) => Ok(GroupAnnounceList::parse(extra)?),
        AnnounceForm::Plain => Err(Discard::Forbidden),
    }
}

impl OnionClient {
    /// A node answered: it knows other members, perhaps, and nodes near what we named.
    pub(crate) fn on_group_answer(
        &mut self,
        env: &mut Env<'_, '_>,
        (number, spot): (u32, Spot),
        pending: &Pending,
        nodes: &NodeList,
        announces: &GroupAnnounceList,
    ) {
        let (transport, budget) = (&mut self.transport, &mut self.group_budget);
        let teller = pending.node.addr.ip();
        let found = self.groups.update(number, |group| {
            let pause = with_jitter(&mut transport.rng, group.pace(env.now).pause(spot));
            group.note_answer(env.now, spot, pending.node, &pending.key, pause);
            GroupRound { env: &mut *env, transport, budget }.walk(group, &pending.node, nodes);
            let others = announces.iter().filter(|announce| !group.is_own(&announce.member));
            let usable: Vec<GroupAnnounce> = others.filter_map(|announce| usable_part(announce, &teller)).collect();
            let news = usable.into_iter().filter(|announce| group.told.note(env.now, announce));
            (group.chat_id, news.collect::<Vec<_>>())
        });
        let Some((chat_id, announces)) = found else { return };
        for announce in announces {
            self.output(ClientOutput::GroupAnnounce { chat_id, announce });
        }
    }
}

/// The announce without addresses that would point us at services inside our own network; `None` if nothing is left. Anybody
/// may have made it up.
fn usable_part(announce: &GroupAnnounce, teller: &IpAddr) -> Option<GroupAnnounce> {
    let addr = announce.addr.filter(|addr| is_usable_node_addr_from(addr, teller));
    let relay = announce.relay.filter(|relay| is_usable_node_addr_from(&relay.packed_addr().socket_addr(), teller));
    (addr.is_some() || relay.is_some()).then_some(GroupAnnounce { member: announce.member, addr, relay })
}

#[cfg(test)]
mod tests {
    use super::*;
    use toxcore_crypto::{DhtPublicKey, EphemeralPublicKey};
    use toxcore_wire::RelayInfo;

    #[test]
    fn addresses_nearer_than_their_teller_are_left_out() {
        let member = EphemeralPublicKey::from_bytes([1; 32]);
        let relay =
            |addr: &str| Some(RelayInfo { addr: addr.parse().unwrap(), key: DhtPublicKey::from_bytes([2; 32]) }.into());
        let announce =
            |addr: &str, with: &str| GroupAnnounce { member, addr: Some(addr.parse().unwrap()), relay: relay(with) };
        let [far, lan, own] = ["198.51.100.7", "192.168.1.7", "127.0.0.1"].map(|ip| ip.parse().unwrap());
        let good = announce("198.51.100.1:1", "[2001:db8::1]:443");
        assert_eq!(usable_part(&good, &far), Some(good));
        let near = announce("192.168.1.1:1", "127.0.0.1:22");
        assert_eq!(usable_part(&near, &far), None);
        assert_eq!(usable_part(&near, &lan), Some(GroupAnnounce { relay: None, ..near }));
        assert_eq!(usable_part(&near, &own), Some(near));
        let mixed = announce("0.0.0.0:1", "198.51.100.1:443");
        assert_eq!(usable_part(&mixed, &far), Some(GroupAnnounce { addr: None, ..mixed }));
        assert_eq!(usable_part(&announce("198.51.100.1:0", "224.0.0.1:1"), &own), None);
    }
}
