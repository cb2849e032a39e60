//! Groups in the save file: taken over at the start, and written with all that was not understood.

use toxcore_group::rules::Profile as GroupProfile;
use toxcore_sansio::Instant;
use toxcore_wire::group::{ChatId, InviteData, ShortBytes};
use toxcore_wire::savedata::{SavedGroup, SavedGroupEntry, SavedGroups, SavedInviter, SavedJoin, Savedata};

use super::Tox;
use crate::machines::MachineName;

/// What is saved of groups beside those that we are in.
#[derive(Debug, Default)]
pub(super) struct KeptGroups {
    /// Groups of the file that this version cannot be in, and what it cannot read.
    file: SavedGroups,
    /// All as they were before we said goodbye: to others we are out of them, but not to ourselves.
    at_the_end: Option<(Vec<SavedGroup>, Vec<SavedJoin>)>,
}

impl Tox {
    /// Goes on with the groups of the profile. What cannot be gone on with is kept.
    pub(super) fn restore_groups(&mut self, now: Instant) {
        if !self.options.groups_persistence_enabled {
            return;
        }
        let mut file = self.profile.saved_groups();
        for saved in file.take() {
            if let Err(error) = self.groups.restore(now, saved.clone()) {
                tracing::warn!(target: "toxcore", %error, "a saved group is left out");
                file.push(saved);
            }
        }
        self.kept_groups.file = file;
        for join in std::mem::take(&mut self.profile.joins) {
            self.restore_join(now, join);
        }
        self.touched.add(MachineName::Groups);
    }

    /// Goes on to look for a group.
    fn restore_join(&mut self, now: Instant, saved: SavedJoin) {
        let SavedJoin { chat_id, status, nick, password, inviter } = saved;
        let Ok(profile) = GroupProfile::new(nick, status) else { return };
        if self.groups.find(&chat_id).is_some() {
            return;
        }
        let result = match inviter {
            None => self.groups.join(now, chat_id, profile, password),
            Some(SavedInviter { friend, member }) => {
                // Without the friend nobody brings us in.
                let friend = self.friends.find(&friend).filter(|friend| self.friends.is_friend(*friend));
                let Some(friend) = friend else { return };
                self.groups.accept_invite(now, friend, &InviteData { chat_id, member }, profile, password)
            }
        };
        if let Err(error) = result {
            tracing::debug!(target: "toxcore", %error, "a group is looked for no longer");
        }
    }

    fn joins_to_save(&self) -> Vec<SavedJoin> {
        let joins = self.groups.pending().filter_map(|pending| {
            let inviter = match pending.inviter {
                Some((friend, member)) => Some(SavedInviter { friend: self.friends.key(friend)?, member }),
                None => None,
            };
            let (nick, status) = (ShortBytes::first(pending.profile.nick()), pending.profile.status);
            Some(SavedJoin { chat_id: pending.chat_id, status, nick, password: pending.password.clone(), inviter })
        });
        joins.collect()
    }

    /// Writes groups into a profile. Without persistence those of its file stay.
    pub(super) fn save_groups(&self, profile: &mut Savedata) {
        if !self.options.groups_persistence_enabled {
            return;
        }
        let mut all = self.kept_groups.file.clone();
        // Of two that are the same group the first is gone on with: that is to be the one that was before.
        let kept = all.take();
        match &self.kept_groups.at_the_end {
            Some((groups, joins)) => {
                groups.iter().for_each(|group| all.push(group.clone()));
                profile.joins.clone_from(joins);
            }
            None => {
                self.groups.save().for_each(|group| all.push(group));
                profile.joins = self.joins_to_save();
            }
        }
        kept.into_iter().for_each(|group| all.push(group));
        profile.set_saved_groups(&all);
    }

    /// Keeps nothing of a group that the user has left.
    pub(super) fn forget_saved_group(&mut self, chat_id: &ChatId) {
        let is_other = |entry: &SavedGroupEntry| match entry {
            SavedGroupEntry::Group(group) => group.chat_id() != *chat_id,
            SavedGroupEntry::Unreadable(_) => true,
        };
        self.kept_groups.file.groups.retain(is_other);
    }

    /// Says goodbye in all groups. What is saved from now on is as if we had not.
    pub(super) fn shut_down_groups(&mut self, now: Instant) {
        if self.kept_groups.at_the_end.is_none() {
            self.kept_groups.at_the_end = Some((self.groups.save().collect(), self.joins_to_save()));
        }
        self.groups.shut_down(now);
        self.touched.add(MachineName::Groups);
    }
}
