//! What we announce of ourselves in public groups, at the node that we are: others may ask it for a group as well as any.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::Duration;

use toxcore_onion::OnionNode;
use toxcore_sansio::Instant;
use toxcore_wire::group::{ChatId, GroupAnnounce};
use toxcore_wire::group_announce::PublicGroupAnnounce;
use toxcore_wire::is_usable_node_addr_from;

/// Groups that are announced with our address, and when they are announced again at our own node.
#[derive(Debug, Default)]
pub(crate) struct OwnAnnounces {
    groups: BTreeMap<ChatId, GroupAnnounce>,
    due: Option<Instant>,
}

impl OwnAnnounces {
    /// From now on this is announced; without an address nothing is, because the node would tell it, and what was is taken back.
    pub(crate) fn set(&mut self, now: Instant, chat_id: ChatId, announce: Option<GroupAnnounce>, node: &mut OnionNode) {
        match announce.filter(|announce| announce.addr.is_some()) {
            Some(announce) => {
                self.groups.insert(chat_id, announce);
                self.due = Some(now);
            }
            None => {
                if let Some(announce) = self.groups.remove(&chat_id) {
                    node.forget_group(&chat_id, &announce.member);
                }
                self.due = self.due.filter(|_| !self.groups.is_empty());
            }
        }
    }

    pub(crate) const fn poll_timeout(&self) -> Option<Instant> {
        self.due
    }

    /// Announces all that is due. Returns who else is announced there.
    pub(crate) fn exchange(&mut self, now: Instant, node: &mut OnionNode) -> Vec<(ChatId, GroupAnnounce)> {
        let Some(due) = self.due.filter(|due| *due <= now) else { return Vec::new() };
        self.due = Some(due.max(now) + INTERVAL);
        let others = self.groups.iter().flat_map(|(chat_id, announce)| {
            let found = node.exchange_group(now, &PublicGroupAnnounce { chat_id: *chat_id, announce: *announce });
            found.into_iter().filter_map(|other| Some((*chat_id, usable_part(announce, &other)?)))
        });
        others.collect()
    }
}

/// What another announced, without addresses in our own network, unless ours is one: anybody may have announced it, from anywhere.
fn usable_part(own: &GroupAnnounce, other: &GroupAnnounce) -> Option<GroupAnnounce> {
    let is_usable = |addr: &SocketAddr| own.addr.is_some_and(|own| is_usable_node_addr_from(addr, &own.ip()));
    let addr = other.addr.filter(is_usable);
    let relay = other.relay.filter(|relay| is_usable(&relay.packed_addr().socket_addr()));
    (addr.is_some() || relay.is_some()).then_some(GroupAnnounce { member: other.member, addr, relay })
}

/// How often. Our choice: nodes keep an announce for 30 s.
const INTERVAL: Duration = Duration::from_secs(10);

#[cfg(test)]
mod tests {
    use toxcore_crypto::{DhtPublicKey, EphemeralPublicKey};
    use toxcore_sansio::Seed;

    use super::*;

    fn announce(member: u8, has_address: bool) -> GroupAnnounce {
        let addr = has_address.then(|| ([192, 0, 2, member], 33_445).into());
        GroupAnnounce { member: EphemeralPublicKey::from_bytes([member; 32]), addr, relay: None }
    }

    #[test]
    fn what_is_announced_with_an_address_is_announced_here_every_ten_seconds() {
        let seed = Seed::from_number(1);
        let own_key = DhtPublicKey::from_bytes([9; 32]);
        let mut node = OnionNode::new(&toxcore_onion::Config::default(), &own_key, Instant::ZERO, &seed);
        let (chat_id, other) = (ChatId::from_bytes([1; 32]), announce(2, true));
        let mut own = OwnAnnounces::default();
        let now = Instant::ZERO;
        own.set(now, chat_id, Some(announce(1, true)), &mut node);
        own.set(now, ChatId::from_bytes([2; 32]), Some(announce(1, false)), &mut node);
        assert_eq!((own.exchange(now, &mut node), node.groups()), (Vec::new(), 1));
        assert_eq!(own.poll_timeout(), Some(now + INTERVAL));

        node.exchange_group(now, &PublicGroupAnnounce { chat_id, announce: other });
        assert_eq!(own.exchange(now, &mut node), [], "too soon");
        assert_eq!(own.exchange(now + INTERVAL, &mut node), [(chat_id, other)]);
        own.set(now + INTERVAL, chat_id, None, &mut node);
        assert_eq!(own.poll_timeout(), None);
        let told = node.exchange_group(now + INTERVAL, &PublicGroupAnnounce { chat_id, announce: announce(3, true) });
        assert_eq!(told.into_iter().collect::<Vec<_>>(), [other], "nobody hears of us any more");
    }

    #[test]
    fn what_others_announced_of_our_own_network_is_left_out() {
        let at = |ip: &str| GroupAnnounce { addr: Some(format!("{ip}:1").parse().unwrap()), ..announce(2, false) };
        let usable = |own, other| usable_part(&at(own), &at(other)).is_some();
        assert!(usable("198.51.100.1", "203.0.113.1") && usable("127.0.0.1", "127.0.0.1"));
        assert!(!usable("198.51.100.1", "192.168.1.1") && !usable("192.168.1.7", "127.0.0.1"));
    }
}
