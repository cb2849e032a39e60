//! Times and counts of a group as a whole. Protocol: groups, Finding members.

use std::time::Duration;

/// Members that we look for at once, most of them. Our choice: more than the members of most groups, and the memory of a few pages.
pub const MAX_WANTED: usize = 512;
/// Handshakes that we begin side by side with members that we have reason to look for. Our choice: a newcomer meets a group of 50
/// in one go; each costs one key agreement.
pub const MAX_TRIED_AT_ONCE: usize = 64;
/// The same with members that only announcements name. Our choice: more than a few answers name, and a flood of lies costs little.
pub const MAX_ANNOUNCED_AT_ONCE: usize = 32;
/// Relays remembered of a member that is looked for. As many as a member tells.
pub const MAX_WANTED_RELAYS: usize = toxcore_wire::group::MAX_GROUP_RELAYS;
/// Pause before a member is tried for the second time; it doubles with each further one. Our choice: a try itself takes 12 s, so
/// who has only just started is found soon.
pub const FIRST_PAUSE: Duration = Duration::from_secs(1);
/// Longest pause between two tries. Our choice: whoever comes back tries us at once, so this matters only where a network was
/// in two parts, and a member that is away costs five packets in two minutes.
pub const MAX_PAUSE: Duration = Duration::from_secs(120);
/// Longest pause that is left when a member is told of again. Our choice: whoever is announced is likely there, but anybody may
/// say so.
pub const HEARD_PAUSE: Duration = Duration::from_secs(10);
/// How long a member is looked for that was lost or named by another one while we are in the group. The reference's, for members
/// of private groups.
pub const LOST_MEMORY: Duration = Duration::from_secs(900);
/// Tries that an announced member gets until it is announced again: announces are proven by nothing. Our choice.
pub const ANNOUNCED_TRIES: u32 = 2;
/// How long a reject waits for somebody who lets us in when all that we have a link with reject us. Our choice: anybody may announce
/// itself as a member and reject newcomers, and announcements of others have come by then.
pub const REJECT_PATIENCE: Duration = Duration::from_secs(2);
/// The same while there are others who may let us in. Our choice: shorter than the first who rejects us is kept, and enough for three
/// handshakes that get lost.
pub const MAX_REJECT_PATIENCE: Duration = Duration::from_secs(10);
/// Rejects that are remembered until they count, beside those of the founder and moderators. Our choice: as many as there may be
/// strangers.
pub const MAX_REJECTS: usize = 128;
/// How long nothing is announced without a relay while one is being connected. Our choice: a relay takes a few round trips, and members
/// running the reference that take up an announcement without one look for no other way for 12 s.
pub const RELAY_PATIENCE: Duration = Duration::from_secs(2);
/// How long a friend whose offer we took may say where it is, before we look for it at our own relays. Our choice: a round trip of the
/// friend connection, and what a lost packet costs.
pub(super) const CONFIRMATION_PATIENCE: Duration = Duration::from_secs(3);
/// Friends that were invited and have not answered; the oldest makes room. The reference's number.
pub const MAX_PENDING_INVITES: usize = 10;
/// Members whose number is remembered after they left, so that they have the same when they come back. Our choice: as many as
/// the roster has.
pub const MAX_NUMBERS: usize = crate::rules::MAX_ROSTER;
/// Groups of one instance. Our choice: many times what anybody is in; savedata reads as many.
pub const MAX_GROUPS: usize = toxcore_wire::savedata::MAX_SAVED_GROUPS;
