//! Times and counts of links. Protocol: groups, Links.

use std::time::Duration;

/// Pause between two pings to a confirmed member. The reference's; its members drop who sends them nothing lossy for 58 s.
pub const PING_INTERVAL: Duration = Duration::from_secs(12);
/// How long a member counts as a newcomer, who is pinged soon after others came. Our choice: two pings.
pub const NEWCOMER_TIME: Duration = Duration::from_secs(24);
/// How soon. Our choice: whoever is told of others has met them by then.
pub const NEWS_PING_DELAY: Duration = Duration::from_secs(2);
/// Silence after which a confirmed member is lost. The reference's: four pings and a little.
pub const SILENCE_TIMEOUT: Duration = Duration::from_secs(58);
/// Silence after which a member that is not confirmed is lost. The reference's.
pub const UNCONFIRMED_TIMEOUT: Duration = Duration::from_secs(12);
/// How long a member may talk to us without being confirmed, or without being confirmed again after a new handshake. Our choice:
/// as long as a silent one is kept; in the reference whoever keeps talking stays for ever.
pub const CONFIRMATION_TIMEOUT: Duration = Duration::from_secs(58);
/// How long a lossless packet may go unconfirmed. The reference's; members running it drop us after the same time.
pub const STUCK_TIMEOUT: Duration = Duration::from_secs(58);
/// A member of whom nothing came for so long is back when something comes: what waits for it goes out again at once. Our choice: longer than
/// the pauses of who talks, and seldom enough for one whom nothing reaches.
pub const ABSENCE: Duration = Duration::from_secs(3);
/// How long nothing of a member can be opened while packets in its name arrive, until we try another handshake. Our choice:
/// longer than a ping takes to come.
pub const DEAF_TIMEOUT: Duration = Duration::from_secs(15);
/// The same while a new session key was asked for: the answer is lost, and the member already uses the new key. Members running
/// the reference do so before they know that we have it.
pub const ROTATION_DEAF_TIMEOUT: Duration = Duration::from_secs(3);
/// Pause between two handshakes that we begin because something is wrong with a session. Our choice: a ping's interval, so that
/// what a stranger sends in a member's name costs next to nothing.
pub const RENEWAL_INTERVAL: Duration = Duration::from_secs(12);
/// A request that made the present session is a late copy if the session was used within this time. Our choice: two pings.
pub const LATE_REQUEST: Duration = Duration::from_secs(27);
/// Pause between two handshake requests over the same way. The reference's.
pub const HANDSHAKE_INTERVAL: Duration = Duration::from_secs(3);
/// The same for the first few: a lost packet should not cost three seconds. Our choice: longer than a round trip takes, because
/// a second request that arrives late makes members running the reference start anew.
pub const FIRST_HANDSHAKE_INTERVAL: Duration = Duration::from_millis(1_500);
/// How much later than over UDP a request goes through relays. Our choice: most answers over UDP have come by then, and a copy that
/// arrives after the first was answered makes members running the reference start anew.
pub const RELAY_DELAY: Duration = Duration::from_millis(200);
/// Least time between two answers to one request key, and between two requests sent because one of theirs arrived. Our choice.
pub const ANSWER_INTERVAL: Duration = Duration::from_millis(400);
/// How long an answered handshake waits for its first packet. As long as who sent the request is kept without one.
pub const CANDIDATE_LIFETIME: Duration = UNCONFIRMED_TIMEOUT;
/// Sessions of one member that wait for their first packet. Our choice: the right one, and one that a replayed handshake made.
pub const MAX_CANDIDATES: usize = 2;
/// Age of a session key after which the closer member asks for another. Our choice: the reference takes 300 s, and refuses to
/// answer for 150 s after its own 300 s are over, so who asks a little earlier is answered.
pub const ROTATION_INTERVAL: Duration = Duration::from_secs(285);
/// Least time between two new session keys that a member may ask for. Our choice: what each costs is bounded, and members running
/// the reference ask every 300 s.
pub const MIN_ROTATION_INTERVAL: Duration = Duration::from_secs(30);
/// How long a replaced session key still opens what was under way. Our choice: longer than a packet takes.
pub const OLD_KEY_LIFETIME: Duration = Duration::from_secs(10);
/// Silence after which an address is no longer good enough alone. The reference's: a ping and a little.
pub const DIRECT_TIMEOUT: Duration = Duration::from_secs(16);
/// Pause between two tries of an address while packets go through relays. The reference's.
pub const UDP_TRY_INTERVAL: Duration = Duration::from_secs(1);
/// Pause between two lists of relays for one member. The reference's.
pub const RELAY_SHARE_INTERVAL: Duration = Duration::from_secs(180);
/// Relays remembered for one member; another one takes the place of the oldest. The reference's number.
pub const MAX_MEMBER_RELAYS: usize = 6;
/// Members of one group that we can have links with: as many as its limit may say.
pub const MAX_LINKS: usize = 65_535;
/// Of those, members that came on their own and are not confirmed yet. Our choice: more than a lively group meets in 12 s.
pub const MAX_STRANGERS: usize = 128;
/// Of those, members that came from one neighbourhood: an IPv4 /24, an IPv6 /64, or one link to a relay. Our choice: a quarter, as
/// many as may come at once from one address.
pub const MAX_NEIGHBOURS: usize = 32;
/// Requests of strangers that one source may send at once; then one a second. The reference has 32 and one a second for all
/// sources together, so one of them could keep all others out.
pub const STRANGER_BURST: u32 = 32;
/// Sources whose requests are counted. Our choice.
pub const MAX_STRANGER_SOURCES: usize = 256;
/// Handshakes that one source of those whom we know may send at once: an address, or a member at relays. Also those of all strangers that
/// come through one relay, where each key has to have a connection. Our choice: a group of 100 behind one address that comes back.
pub const HANDSHAKE_BURST: u32 = 128;
/// Pause between such handshakes after that. Our choice: 16 a second cost 0.2 % of a core.
pub const HANDSHAKE_PAUSE: Duration = Duration::from_millis(60);
/// Sources of those whom we know that are counted. Our choice: those of a large group.
pub const MAX_HANDSHAKE_SOURCES: usize = 1_024;
/// Key agreements with one member at once; then one each [`ANSWER_INTERVAL`]. Our choice: a copy of an old handshake or two, and the right
/// one.
pub const AGREEMENT_BURST: u32 = 3;
/// Bytes of packets of one confirmed member that wait for an earlier one. Our choice: a quarter of what a window may hold, and more
/// than arrives in a round trip.
pub const MAX_WAITING_BYTES: usize = 256 * 1024;
/// The same for a member that is not confirmed. Our choice: what a join takes, several times.
pub const MAX_UNCONFIRMED_WAITING_BYTES: usize = 32 * 1024;
/// Bytes of one packet in fragments of a member that is not confirmed. Our choice: three times the longest list.
pub const MAX_UNCONFIRMED_PACKET: usize = 16 * 1024;
/// New relays that a member may name at once. Our choice: twice as many as are remembered.
pub const RELAY_NEWS_BURST: u32 = 12;
/// Pause between two new relays after that: each may lead to a connection. Our choice: members tell three each 180 s.
pub const RELAY_NEWS_PAUSE: Duration = Duration::from_secs(10);
/// Packets that one call may put out before the owner takes them. Our choice: a message to all of a large group.
pub const MAX_OUTBOX_PACKETS: usize = 2 * MAX_LINKS;
/// Pauses before the further copies of last words, which are said twice at once. Our choice: a member that misses all of them
/// takes us for silent 58 s later, so 5 % of loss should not lead to that, nor a burst of it.
pub const LAST_WORDS_PAUSES: [Duration; 2] = [Duration::from_millis(300), Duration::from_millis(1_000)];
/// Last words that wait for further copies; of more there are only two. Our choice: those to all of a large group.
pub const MAX_LAST_WORDS: usize = 2_048;
/// Packets for a member that is between two sessions, kept until it is confirmed again. Our choice: as many as a full window.
pub const MAX_CARRIED: usize = toxcore_wire::group::LOSSLESS_WINDOW;
