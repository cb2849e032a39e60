//! What a group asks its owner for, kept the same as what it needs.

use std::collections::BTreeSet;

use toxcore_crypto::EphemeralPublicKey;
use toxcore_sansio::Instant;
use toxcore_wire::PackedNode;
use toxcore_wire::group::{GroupAnnounce, JoinType};

use super::{Group, Output};

/// What the owner was asked for last.
#[derive(Debug, Default)]
pub(super) struct Told {
    has_pool: bool,
    is_sought: bool,
    announce: Option<GroupAnnounce>,
    members: usize,
    /// Members whose routes the owner was asked for.
    pub(super) tied: BTreeSet<EphemeralPublicKey>,
}

impl Group {
    /// After something has changed: pings, and wishes that differ from those before.
    pub(super) fn settle(&mut self, now: Instant) {
        if !std::mem::take(&mut self.is_changed) {
            return;
        }
        if let Some(ping) = self.rules.ping() {
            self.mesh.set_ping(ping);
        }
        let is_private = self.rules.state().is_some_and(|state| !state.privacy.is_public());
        self.mesh.set_private(is_private);
        // Private groups throw out whoever says that it came by the chat id, as it may have when the group was public.
        self.mesh.set_join_type(if is_private { JoinType::Private } else { self.join_type });
        let had_members = self.told.members != 0;
        self.settle_pool();
        self.settle_announcing();
        if had_members && self.told.members == 0 && self.is_in_use() {
            self.look_for_known(now);
        }
    }

    fn settle_pool(&mut self) {
        let needs_pool = self.is_in_use();
        if needs_pool != self.told.has_pool {
            self.told.has_pool = needs_pool;
            let group = self.number;
            self.outputs.push_back(if needs_pool { Output::OpenPool { group } } else { Output::ClosePool { group } });
            if !needs_pool {
                self.relays.clear();
            }
        }
    }

    fn settle_announcing(&mut self) {
        let chat_id = self.rules.chat_id();
        let is_sought = self.is_in_use() && self.is_public();
        let is_new = is_sought != self.told.is_sought;
        if is_new {
            self.told.is_sought = is_sought;
            self.told.announce = None;
            self.outputs.push_back(if is_sought { Output::Seek { chat_id } } else { Output::Forget { chat_id } });
        }
        let count = self.rules.members().count();
        if is_sought && (count != self.told.members || is_new && count != 0) {
            self.outputs.push_back(Output::Members { chat_id, count });
        }
        self.told.members = count;
        let announce = self.own_announce().filter(|_| is_sought);
        if is_sought && announce != self.told.announce {
            self.told.announce = announce;
            self.outputs.push_back(Output::Announce { chat_id, announce });
        }
    }

    /// What the owner was asked to announce last.
    pub(crate) const fn announced(&self) -> Option<GroupAnnounce> {
        self.told.announce
    }

    /// Whether the group may be found by its chat id. Newcomers who found it so take it for public until they know; those who
    /// were invited do not.
    pub(super) fn is_public(&self) -> bool {
        self.rules.state().map_or(self.join_type == JoinType::Public, |state| state.privacy.is_public())
    }

    /// What is announced of us: nothing without an address or a relay. The relay stays the same while it is connected.
    pub(super) fn own_announce(&self) -> Option<GroupAnnounce> {
        let told = self.told.announce.and_then(|announce| announce.relay);
        let is_connected = |node: &PackedNode| matches!(node, PackedNode::Tcp(relay) if self.relays.contains(relay));
        let relay = told.filter(is_connected).or_else(|| self.relays.first().copied().map(PackedNode::Tcp));
        if relay.is_none() && self.relay_expected.is_some() {
            return None;
        }
        let announce = GroupAnnounce { member: self.own_key(), addr: self.address, relay };
        (announce.addr.is_some() || announce.relay.is_some()).then_some(announce)
    }
}
