//! What the owner wishes for groups.

use toxcore_sansio::Instant;
use toxcore_wire::group_announce::{ChatId, GroupAnnounce};

use crate::client::OnionClient;
use crate::client::output::GroupSearchStatus;

impl OnionClient {
    /// Seeks members of this public group from now on, as soon as there is something to announce
    /// ([`announce_group`](Self::announce_group)). `false` if it is sought already, or [`MAX_SOUGHT_GROUPS`] are.
    ///
    /// [`MAX_SOUGHT_GROUPS`]: crate::MAX_SOUGHT_GROUPS
    pub fn seek_group(&mut self, now: Instant, chat_id: ChatId) -> bool {
        self.groups.add(now, chat_id)
    }

    /// Where we can be reached as a member of the group; `None` if nowhere. Whoever searches a group announces himself there, so
    /// without an announce nothing is sent.
    pub fn announce_group(&mut self, now: Instant, chat_id: &ChatId, announce: Option<GroupAnnounce>) {
        if let Some(number) = self.groups.number_of(chat_id) {
            self.groups.update(number, |group| group.set_announce(now, announce));
        }
    }

    /// Tells with how many members we are connected. With none the search is wide, and begins anew when the last is lost; members
    /// of large groups share the work of staying announced.
    pub fn set_group_members(&mut self, now: Instant, chat_id: &ChatId, members: usize) {
        if let Some(number) = self.groups.number_of(chat_id) {
            self.groups.update(number, |group| group.set_members(now, members));
        }
    }

    /// Seeks the group no longer. Nodes forget us within 30 s.
    pub fn forget_group(&mut self, chat_id: &ChatId) {
        self.groups.remove(chat_id);
        if self.groups.len() == 0 {
            self.transport.group_paths = Default::default();
        }
    }

    /// Groups that are sought.
    #[must_use]
    pub fn sought_groups(&self) -> usize {
        self.groups.len()
    }

    /// How the search for members of a group stands; `None` if it is not sought.
    #[must_use]
    pub fn group_search_status(&self, chat_id: &ChatId) -> Option<GroupSearchStatus> {
        Some(self.groups.get(self.groups.number_of(chat_id)?)?.status(self.connected))
    }
}
