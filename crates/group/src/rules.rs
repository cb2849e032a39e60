//! What a group is, without any connection: who is in it, what was decided, who may do what, and what follows.
//!
//! [`Rules`] is one member's view of one group. Its owner has the sessions with the other members; it tells when one
//! [is made](Rules::connected) or [lost](Rules::disconnected), hands over what [lossless packets](Rules::handle_lossless),
//! [pings](Rules::handle_ping) and [rejects](Rules::hear_reject) contain, sends a [ping](Rules::ping) to each confirmed
//! member every 12 s, and carries out [effects](Rules::poll_effect). Whose packet it is must be proven: the sender's signature
//! key must belong to its encryption key. There are no timers: whatever differs shows in the next ping.
//!
//! ```
//! use toxcore_crypto::ExtendedKeyPair;
//! use toxcore_group::rules::{Effect, Event, Founding, Joining, Meeting, Profile, Rules};
//! use toxcore_sansio::Instant;
//! use toxcore_wire::Encode;
//! use toxcore_wire::friend::UserStatus;
//! use toxcore_wire::group::{GroupName, GroupPassword, GroupPrivacy, PseudoMessageId, ShortBytes, SyncResponse};
//! use toxcore_wire::messenger::MessageKind;
//!
//! let keys = |seed| ExtendedKeyPair::from_seed(&[seed; 32]);
//! let profile = |nick: &str| Profile::new(ShortBytes::first(nick.as_bytes()), UserStatus::Available);
//! let now = Instant::ZERO;
//! let founder = Rules::found(now, Founding {
//!     group_keys: keys(1),
//!     own: keys(2),
//!     name: GroupName::new(b"readers")?,
//!     privacy: GroupPrivacy::Public,
//!     profile: profile("alice")?,
//! })?;
//! let chat_id = founder.chat_id();
//! let joining = Joining { chat_id, own: keys(3), profile: profile("bob")?, password: GroupPassword::NONE };
//! let mut sides = [founder, Rules::join(joining)];
//!
//! // Bob asked for the handshake. From now on packets go to and fro.
//! for (side, meeting) in [(0, Meeting::Responder), (1, Meeting::Requester)] {
//!     let other = sides[1 - side].own_keys().public();
//!     sides[side].connected(now, other, meeting)?;
//! }
//! let mut heard = false;
//! for turn in [0, 1].repeat(5) {
//!     let from = sides[turn].own_keys().public().encryption;
//!     while let Some(effect) = sides[turn].poll_effect() {
//!         let packet = match effect {
//!             Effect::Send { packet, .. } | Effect::SendAll(packet) => (packet.kind, packet.data.to_vec()),
//!             // There is nobody else to be named.
//!             Effect::Introduce { .. } => (SyncResponse::KIND, SyncResponse { announce: None }.to_vec()),
//!             Effect::Happened(Event::MemberJoined(_)) if turn == 1 => {
//!                 sides[1].send_message(MessageKind::Normal, PseudoMessageId(4), b"hello")?;
//!                 continue;
//!             }
//!             Effect::Happened(Event::Message(said)) => {
//!                 heard |= *said.text == *b"hello";
//!                 continue;
//!             }
//!             _ => continue,
//!         };
//!         // What is refused, because it is nothing new for example, is counted.
//!         let _ = sides[1 - turn].handle_lossless(now, &from, packet.0, &packet.1);
//!     }
//! }
//! assert!(heard);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Protocol: groups, The rules.

mod allowance;
mod broadcasts;
mod decide;
mod effect;
mod error;
mod joining;
mod limits;
mod lists;
mod members;
mod moderate;
mod moderation;
mod packets;
mod proof;
mod queries;
mod refusal;
mod rejecting;
mod room;
mod roster;
mod save;
mod speak;
mod state;
mod sync;
mod topic;
mod topics;
mod trust;

use std::collections::VecDeque;

use toxcore_crypto::{EphemeralPublicKey, ExtendedKeyPair, ExtendedPublicKey};
use toxcore_sansio::Instant;
use toxcore_wire::group::{
    ChatId, DEFAULT_PEER_LIMIT, GroupName, GroupPassword, GroupPrivacy, GroupVoice, Role, SharedState, SignedTopic,
    TopicLock,
};

pub use effect::{Departure, Effect, Event, Outgoing, Said};
pub use error::{
    DecideError, EmptyName, EmptyNick, KickError, RestoreError, SendGroupMessageError, SendPrivateMessageError,
    SetIgnoredError, SetRoleError, SetTopicError,
};
pub use joining::Meeting;
pub use limits::{
    ANSWER_PAUSE, FRESH_JOIN, HEAL_INTERVAL, INFO_INTERVAL, LIE_PAUSE, MAX_ANSWERS, MAX_HEARD, MAX_NAMED,
    MAX_REPLACED_TOPICS, MAX_ROSTER, MAX_UNCONFIRMED, MAX_VERSION_STEP, NAMED_ABOVE_LIMIT, PLACE_LIFETIME,
    SYNC_ANSWER_INTERVAL, SYNC_GROUP_INTERVAL, SYNC_LIFETIME, SYNC_MEMBER_INTERVAL, TOPIC_GROUP_INTERVAL, TOPIC_GUARD,
    TOPIC_MEMBER_INTERVAL,
};
pub use members::{Member, Profile};
pub use proof::SessionKeys;
pub use refusal::{Refusal, RefusalCounters};
pub use rejecting::Reject;
pub use roster::{Roster, RosterEntry};
pub use speak::Hearing;

use allowance::Allowance;
use members::{Members, ProfileNumber};
use moderation::{Authority, Moderation};
use state::Decided;
use topic::{TopicBoard, TopicLaw};
use trust::Named;

/// One member's view of one group.
#[derive(Debug)]
pub struct Rules {
    chat_id: ChatId,
    /// Only the founder has them.
    group_keys: Option<ExtendedKeyPair>,
    own: ExtendedKeyPair,
    profile: Profile,
    profile_number: ProfileNumber,
    own_role: Role,
    phase: Phase,
    /// What newcomers give for the password, until they know it.
    password: GroupPassword,
    decided: Option<Decided>,
    moderation: Moderation,
    topic: TopicBoard,
    members: Members,
    roster: Roster,
    named: Named,
    /// Whether the user was told that members say the password is another one.
    is_told_of_password: bool,
    /// When anybody was last asked to synchronise.
    asked: Option<Instant>,
    /// What is left of the answers that may be given now.
    answers: Allowance,
    /// When we last corrected what others hold.
    healed: Option<Instant>,
    /// When we last gave on a topic, as the founder.
    topic_given_on: Option<Instant>,
    effects: VecDeque<Effect>,
    refused: RefusalCounters,
}

/// How far we are in the group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// We are out: by our own wish, because we had to leave, or because nobody lets us in.
    Disconnected,
    /// We look for somebody who lets us in.
    Joining,
    /// We are in.
    Joined {
        /// Since when.
        since: Instant,
    },
}

/// What a founder decides at first.
#[derive(Clone, Debug)]
pub struct Founding {
    /// Key pairs of the group; fresh.
    pub group_keys: ExtendedKeyPair,
    /// Key pairs of the founder as a member; fresh.
    pub own: ExtendedKeyPair,
    /// Name of the group; not empty.
    pub name: GroupName,
    /// How it is found.
    pub privacy: GroupPrivacy,
    /// Nick and status of the founder.
    pub profile: Profile,
}

/// What a newcomer knows.
#[derive(Clone, Debug)]
pub struct Joining {
    /// Which group.
    pub chat_id: ChatId,
    /// Key pairs of the newcomer as a member; fresh.
    pub own: ExtendedKeyPair,
    /// Its nick and status.
    pub profile: Profile,
    /// What it takes for the password.
    pub password: GroupPassword,
}

impl Rules {
    /// A new group, of which we are the founder and the only member.
    ///
    /// # Errors
    /// [`EmptyName`] without a name.
    pub fn found(now: Instant, founding: Founding) -> Result<Self, EmptyName> {
        let Founding { group_keys, own, name, privacy, profile } = founding;
        if name.is_empty() {
            return Err(EmptyName);
        }
        let state = SharedState {
            version: 1,
            founder: own.public(),
            peer_limit: DEFAULT_PEER_LIMIT,
            name,
            privacy,
            password: GroupPassword::NONE,
            moderators_hash: [0; 32],
            topic_lock: TopicLock::Locked,
            voice: GroupVoice::All,
        };
        let chat_id = group_keys.public().signing.into();
        let decided = Decided::new(state, group_keys.signing());
        let joining = Joining { chat_id, own, profile, password: GroupPassword::NONE };
        let mut rules = Self::join(joining);
        rules.phase = Phase::Joined { since: now };
        rules.moderation = Moderation::found(rules.own.signing());
        rules.decided = Some(decided);
        rules.group_keys = Some(group_keys);
        let topic = SignedTopic::sign(1, b"", rules.own.signing());
        rules.topic.set(now, &topic.expect("no topic at all is not too long"));
        rules.review_roles();
        Ok(rules)
    }

    /// A group that we want to be in.
    #[must_use]
    pub fn join(joining: Joining) -> Self {
        let Joining { chat_id, own, profile, password } = joining;
        let mut rules = Self {
            chat_id,
            group_keys: None,
            own,
            profile,
            profile_number: ProfileNumber::default(),
            own_role: Role::User,
            phase: Phase::Joining,
            password,
            decided: None,
            moderation: Moderation::default(),
            topic: TopicBoard::default(),
            members: Members::default(),
            roster: Roster::default(),
            named: Named::default(),
            is_told_of_password: false,
            asked: None,
            answers: Allowance::default(),
            healed: None,
            topic_given_on: None,
            effects: VecDeque::new(),
            refused: RefusalCounters::default(),
        };
        rules.review_roles();
        rules
    }

    fn do_next(&mut self, effect: Effect) {
        self.effects.push_back(effect);
    }

    fn tell(&mut self, event: Event) {
        self.effects.push_back(Effect::Happened(event));
    }

    /// What a newcomer finds when it comes in is no news.
    fn tell_if_joined(&mut self, event: Event) {
        if matches!(self.phase, Phase::Joined { .. }) {
            self.tell(event);
        }
    }

    fn send(&mut self, to: &EphemeralPublicKey, packet: Outgoing) {
        self.effects.push_back(Effect::Send { to: *to, packet });
    }

    fn founder(&self) -> Option<ExtendedPublicKey> {
        self.state().map(|state| state.founder)
    }

    fn is_us(&self, member: &EphemeralPublicKey) -> bool {
        self.own.public().encryption == *member
    }

    /// Role of whoever has these keys, confirmed or not.
    fn role_of(&self, keys: &ExtendedPublicKey) -> Role {
        self.moderation.role_of(keys, self.founder().as_ref())
    }

    /// Runs `decide` with what decides about topics; not before anything is decided.
    fn with_topic_law<T>(&self, decide: impl FnOnce(&TopicBoard, &TopicLaw<'_>) -> T) -> Option<T> {
        let state = self.state()?;
        let authority = Authority { founder: &state.founder.signing, moderators: self.moderation.moderators() };
        let is_sanctioned = |member: &EphemeralPublicKey| self.moderation.is_sanctioned(member);
        Some(decide(&self.topic, &TopicLaw { lock: state.topic_lock, authority, is_sanctioned: &is_sanctioned }))
    }

    /// Finds out the role of everybody, after a list, the founder or who is there has changed.
    fn review_roles(&mut self) {
        let (moderation, founder) = (&self.moderation, self.decided.as_ref().map(|decided| &decided.state.founder));
        for member in self.members.iter_mut() {
            member.role = moderation.role_of(&member.keys, founder);
        }
        // Lists of observers are not saved: what we were, we are until a list says otherwise.
        let remembers = self.own_role == Role::Observer && moderation.list().is_none();
        self.own_role = match moderation.role_of(&self.own.public(), founder) {
            Role::User if remembers => Role::Observer,
            role => role,
        };
        self.members.recount(&self.own.public().encryption, self.own_role);
    }

    /// A member is gone; what the user is told.
    fn remove(&mut self, now: Instant, member: &EphemeralPublicKey, departure: Departure, message: &[u8]) {
        let Some(gone) = self.members.remove(member) else { return };
        match departure {
            Departure::Kicked => self.roster.kicked(now, member),
            _ => self.roster.left(now, member),
        }
        self.review_roles();
        self.tell(gone.left(departure, message.into()));
    }
}
