//! Numbers of the rules. Protocol: groups, Timers and limits of the rules.

use std::time::Duration;

/// Members with a handshake that have not told their nick, most of them: our choice, a few times as many as join at once.
/// The reference has no bound.
pub const MAX_UNCONFIRMED: usize = 128;

/// How long a place is kept for a newcomer that we let in, and again once it was told the state. Our choice: until it sends what comes
/// next it takes a round trip, and one that a lost packet costs. One that went in between says nothing, and is lost 12 s later.
pub const PLACE_LIFETIME: Duration = Duration::from_secs(2);

/// Members remembered, present or not: our choice. Above it the one not seen for the longest time is forgotten.
pub const MAX_ROSTER: usize = 1_000;

/// Members that others named and that were not met yet, of which we remember that they know the password: our choice, as many as
/// are looked for.
pub const MAX_NAMED: usize = 512;

/// Between two answers to the requests of one member; the reference answers no sooner.
pub const SYNC_ANSWER_INTERVAL: Duration = Duration::from_secs(12);

/// Answers to requests of all members together that may be given at once: our choice, more than join at once. Each may hold
/// all that was decided and name all members, and whoever shakes hands anew may ask anew.
pub const MAX_ANSWERS: u32 = 128;

/// Pause after which one more may be given: our choice, 16 a second.
pub const ANSWER_PAUSE: Duration = Duration::from_micros(62_500);

/// Members that may be named in answer to one request, beyond as many as the group may have: our choice. Newcomers who come at
/// once may exceed the limit.
pub const NAMED_ABOVE_LIMIT: usize = 64;

/// Between two requests to one member: one second more than it takes to answer again.
pub const SYNC_MEMBER_INTERVAL: Duration = Duration::from_secs(13);

/// Between two requests to different members: our choice, long enough for the first answer to settle what was missing.
/// The reference waits 13 s, so that a newcomer in a large group needs minutes to find out what differs.
pub const SYNC_GROUP_INTERVAL: Duration = Duration::from_secs(3);

/// How long what arrives counts as answer to a request: longer than a lossless packet is repeated.
pub const SYNC_LIFETIME: Duration = Duration::from_secs(60);

/// Between two answers to the question who we are: our choice. Members running the reference ask once for each member that
/// they hear of.
pub const INFO_INTERVAL: Duration = Duration::from_secs(1);

/// How long a topic that was replaced does not come back, unless its author sets it again. As the reference.
pub const TOPIC_GUARD: Duration = Duration::from_secs(58);

/// How long a newcomer takes topics from observers. As the reference.
pub const FRESH_JOIN: Duration = Duration::from_secs(12);

/// Between two topics of one member that the founder gives on to all: our choice, so that a member who sets topics without end
/// makes the founder send no more than a talkative one does.
pub const TOPIC_MEMBER_INTERVAL: Duration = Duration::from_secs(6);

/// The same for topics of all members together.
pub const TOPIC_GROUP_INTERVAL: Duration = Duration::from_secs(1);

/// Replaced topics that are remembered: our choice, more than people set in a minute.
pub const MAX_REPLACED_TOPICS: usize = 8;

/// How long nothing that is signed is taken of who sent something forged: our choice, the time of a ping. Honest members check what
/// they give on, and a list costs up to 31 signatures.
pub const LIE_PAUSE: Duration = Duration::from_secs(12);

/// Between two corrections of what other members hold: our choice, the time of a ping.
pub const HEAL_INTERVAL: Duration = Duration::from_secs(12);

/// How far a version may be ahead for us to outbid it, or to believe it without proof: our choice. A group needs years for
/// as many changes by hand, and a liar who makes us outbid it as often as we do needs more than a year to reach the last version.
pub const MAX_VERSION_STEP: u32 = 1_000;

/// Messages of each member whose numbers are remembered, in case they come again after another handshake: our choice, more than
/// anybody says in the time of a round trip.
pub const MAX_HEARD: usize = 64;
