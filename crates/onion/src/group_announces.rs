use std::collections::{BTreeSet, HashMap};
use std::time::Duration;

use toxcore_crypto::EphemeralPublicKey;
use toxcore_sansio::Instant;
use toxcore_wire::group_announce::{ChatId, GroupAnnounce, GroupAnnounceList, PublicGroupAnnounce};

/// Announces of members of public groups, by chat id, so that who wants to join finds one of them.
///
/// Nothing in them is authenticated; a reader finds out by talking to the members.
#[derive(Debug, Default)]
pub(crate) struct GroupAnnounces {
    chats: HashMap<ChatId, Chat>,
    /// When each group was last heard of, oldest first: a full table is asked for its oldest group by every packet of
    /// whoever fills it, and for its next expiry by every turn of the owner's loop.
    ages: BTreeSet<(Instant, ChatId)>,
}

#[derive(Debug, Default)]
struct Chat {
    /// Announces, one per member, oldest first.
    members: Vec<GroupAnnounce>,
    last: Instant,
}

impl GroupAnnounces {
    /// Stores an announce and returns those of other members of its group, newest first.
    pub(crate) fn exchange(&mut self, now: Instant, new: &PublicGroupAnnounce) -> GroupAnnounceList {
        if !self.chats.contains_key(&new.chat_id) && self.chats.len() >= MAX_GROUPS {
            self.forget_oldest();
        }
        let chat = self.chats.entry(new.chat_id).or_default();
        self.ages.remove(&(chat.last, new.chat_id));
        self.ages.insert((now, new.chat_id));
        if now >= chat.last + GROUP_LIFETIME {
            chat.members.clear();
        }
        chat.last = now;
        chat.members.retain(|announce| announce.member != new.announce.member);
        let mut others = GroupAnnounceList::new();
        for announce in chat.members.iter().rev() {
            if others.push(*announce).is_err() {
                break;
            }
        }
        if chat.members.len() >= MAX_MEMBERS {
            chat.members.remove(0);
        }
        chat.members.push(new.announce);
        others
    }

    /// Forgets the announce of a member, before its time is over.
    pub(crate) fn forget(&mut self, chat_id: &ChatId, member: &EphemeralPublicKey) {
        let Some(chat) = self.chats.get_mut(chat_id) else { return };
        chat.members.retain(|announce| announce.member != *member);
        if chat.members.is_empty() {
            self.ages.remove(&(chat.last, *chat_id));
            self.chats.remove(chat_id);
        }
    }

    fn forget_oldest(&mut self) {
        if let Some((_, id)) = self.ages.pop_first() {
            self.chats.remove(&id);
        }
    }

    /// Forgets groups for which no announce has come for a while.
    pub(crate) fn forget_old(&mut self, now: Instant) {
        while self.next_expiry().is_some_and(|expiry| expiry <= now) {
            self.forget_oldest();
        }
    }

    /// When the next group is forgotten.
    pub(crate) fn next_expiry(&self) -> Option<Instant> {
        self.ages.first().map(|(last, _)| *last + GROUP_LIFETIME)
    }

    /// Groups with announces.
    pub(crate) fn len(&self) -> usize {
        self.chats.len()
    }
}

/// Time after the last announce for a group after which its announces are gone. Chapter onion, Group announces.
pub const GROUP_LIFETIME: Duration = Duration::from_secs(30);
/// Groups kept at most. Our choice: 2 MB when full; the reference has no bound.
pub const MAX_GROUPS: usize = 1_024;
/// Announces kept for one group. Chapter onion, Group announces.
const MAX_MEMBERS: usize = 16;

#[cfg(test)]
mod tests;
