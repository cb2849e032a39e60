//! What we announce of ourselves in public groups, at the node that we are: others may ask it for a group as well as any.

use std::collections::BTreeMap;
use std::time::Duration;

use toxcore_onion::OnionNode;
use toxcore_sansio::Instant;
use toxcore_wire::group::{ChatId, GroupAnnounce};
use toxcore_wire::group_announce::PublicGroupAnnounce;

/// Groups that are announced with our address, and when they are announced again at our own node.
#[derive(Debug, Default)]
pub(crate) struct OwnAnnounces {
    groups: BTreeMap<ChatId, GroupAnnounce>,
    due: Option<Instant>,
}

impl OwnAnnounces {
    /// From now on this is announced; without an address nothing is, because the node would tell it.
    pub(crate) fn set(&mut self, now: Instant, chat_id: ChatId, announce: Option<GroupAnnounce>) {
        match announce.filter(|announce| announce.addr.is_some()) {
            Some(announce) => {
                self.groups.insert(chat_id, announce);
                self.due = Some(now);
            }
            None => {
                self.groups.remove(&chat_id);
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
            found.into_iter().map(|other| (*chat_id, other))
        });
        others.collect()
    }
}

/// How often. Our choice: nodes keep an announce for 30 s.
const INTERVAL: Duration = Duration::from_secs(10);
