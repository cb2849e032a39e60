//! Groups in the save file: taken over at the start, and written with all that was not understood.

use toxcore_sansio::Instant;
use toxcore_wire::group::ChatId;
use toxcore_wire::savedata::{SavedGroup, SavedGroupEntry, SavedGroups, Savedata};

use super::Tox;
use crate::machines::MachineName;

/// What is saved of groups beside those that we are in.
#[derive(Debug, Default)]
pub(super) struct KeptGroups {
    /// Groups of the file that this version cannot be in, and what it cannot read.
    file: SavedGroups,
    /// All groups as they were before we said goodbye: to others we are out of them, but not to ourselves.
    at_the_end: Option<Vec<SavedGroup>>,
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
        self.touched.add(MachineName::Groups);
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
            Some(groups) => groups.iter().for_each(|group| all.push(group.clone())),
            None => self.groups.save().for_each(|group| all.push(group)),
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
            self.kept_groups.at_the_end = Some(self.groups.save().collect());
        }
        self.groups.shut_down(now);
        self.touched.add(MachineName::Groups);
    }
}
