//! What members are by the events that were polled so far. The machine is ahead of those who poll.

use toxcore_group::groups::{GroupNumber, PeerNumber};
use toxcore_wire::friend::UserStatus;
use toxcore_wire::group::Role;

use crate::{Event, GroupEvent, Tox};

/// A member, also one whose leaving waits to be polled.
#[derive(Clone, Copy)]
pub(super) struct Told<'a> {
    pub(super) nick: &'a [u8],
    pub(super) status: UserStatus,
    pub(super) role: Role,
}

impl Tox {
    pub(super) fn group_member_told(&self, group: GroupNumber, peer: PeerNumber) -> Option<Told<'_>> {
        let there = self.group_member(group, peer).map(|member| Told {
            nick: member.profile.nick(),
            status: member.profile.status,
            role: member.role,
        });
        there.or_else(|| {
            self.events.iter().find_map(|event| match event {
                Event::Group { group: whose, event: GroupEvent::PeerExit { peer: left, name, status, role, .. } }
                    if *whose == group && left.number == peer =>
                {
                    Some(Told { nick: name.as_bytes(), status: *status, role: *role })
                }
                _ => None,
            })
        })
    }
}
