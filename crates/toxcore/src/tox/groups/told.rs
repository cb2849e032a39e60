//! What members are called by the events that were polled so far. The machine is ahead of those who poll.

use toxcore_group::groups::{GroupNumber, PeerNumber};

use crate::{Event, GroupEvent, Tox};

impl Tox {
    /// What a member calls itself, also one whose leaving waits to be polled.
    pub(super) fn group_name_told(&self, group: GroupNumber, peer: PeerNumber) -> Option<&[u8]> {
        let there = self.group_member(group, peer).map(|member| member.profile.nick());
        there.or_else(|| {
            self.events.iter().find_map(|event| match event {
                Event::Group { group: whose, event: GroupEvent::PeerExit { peer: left, name, .. } }
                    if *whose == group && left.number == peer =>
                {
                    Some(name.as_bytes())
                }
                _ => None,
            })
        })
    }
}
