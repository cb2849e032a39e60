//! Who has a handshake with us, and what is known of them.

use std::collections::{BTreeMap, VecDeque};

use toxcore_crypto::ed25519::SIGNATURE_LEN;
use toxcore_crypto::{EphemeralPublicKey, ExtendedPublicKey};
use toxcore_sansio::{Content, Instant};
use toxcore_wire::friend::UserStatus;
use toxcore_wire::group::{MAX_NICK_LEN, PseudoMessageId, Role, ShortBytes, SyncFlags, peers_checksum, roles_checksum};

use super::limits::{MAX_HEARD, MAX_ROSTER, MAX_UNCONFIRMED, PLACE_LIFETIME, SYNC_LIFETIME};
use super::{Departure, EmptyNick, Event, Refusal};

/// How a member shows itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// 1 to [`MAX_NICK_LEN`] bytes; not checked to be UTF-8.
    nick: ShortBytes<MAX_NICK_LEN>,
    /// Status.
    pub status: UserStatus,
}

/// How often our profile has changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct ProfileNumber(u64);

/// A member that told its nick.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its keys.
    pub keys: ExtendedPublicKey,
    /// Nick and status.
    pub profile: Profile,
    /// What it may do.
    pub role: Role,
}

impl Member {
    /// That it is there no longer.
    pub(super) fn left(&self, departure: Departure, message: Content) -> Event {
        Event::MemberLeft {
            member: self.keys.encryption,
            nick: self.profile.nick().into(),
            status: self.profile.status,
            role: self.role,
            departure,
            message,
        }
    }
}

/// All members with a handshake.
#[derive(Clone, Debug, Default)]
pub(crate) struct Members {
    contacts: BTreeMap<EphemeralPublicKey, Contact>,
    /// Members confirmed so far, those who left included.
    confirmations: u64,
    sums: Sums,
    /// Numbers of the messages that each said last in sessions that are over. What was not acknowledged in one session comes again
    /// in the next, although it had arrived; within a session nothing comes twice.
    heard: BTreeMap<EphemeralPublicKey, VecDeque<PseudoMessageId>>,
}

/// One of them.
#[derive(Clone, Debug)]
pub(crate) struct Contact {
    keys: ExtendedPublicKey,
    /// Once it told its nick.
    confirmed: Option<Member>,
    /// Its place in the order in which members were confirmed.
    place: u64,
    /// How many were confirmed when it was last told of the others.
    told_of: Option<u64>,
    /// What we asked it last.
    pub(crate) asked: Option<Asked>,
    /// When it was last answered.
    pub(crate) answered: Option<Instant>,
    /// When it was last told who we are, and which of our profiles.
    pub(crate) introduced: Option<(Instant, ProfileNumber)>,
    /// Whether we asked it who it is.
    pub(crate) is_asked_who: bool,
    /// Whether we asked it to let us in.
    pub(crate) is_asked_to_let_in: bool,
    /// Whether it showed the password, or was confirmed and so was told it.
    pub(crate) knows_password: bool,
    /// When we let it in, or told it the state since: for a while it has a place, though it has not told its nick yet.
    pub(crate) let_in: Option<Instant>,
    /// Whether it asked to be let in: what it was told of us before that it could not take.
    pub(crate) was_outside: bool,
    /// Signature of the topic that it was last told because it had another one, and when.
    pub(crate) topic_told: Option<([u8; SIGNATURE_LEN], Instant)>,
    /// When it last sent something forged; also in sessions before.
    pub(crate) lied: Option<Instant>,
    /// An open topic that it gave before it was confirmed, as it came.
    pub(crate) held_topic: Option<Vec<u8>>,
    /// When a topic of it was last given on to all; also in sessions before.
    pub(crate) topic_given_on: Option<Instant>,
    /// Numbers of the messages that it said last.
    heard: VecDeque<PseudoMessageId>,
}

/// A request for synchronisation.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asked {
    pub(crate) at: Instant,
    /// What is still to come.
    flags: SyncFlags,
    /// How many members it has named since.
    named: usize,
}

/// What pings tell of the confirmed members and ourselves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sums {
    pub(crate) peers: u16,
    pub(crate) roles: u16,
    pub(crate) confirmed: u16,
}

impl ProfileNumber {
    pub(crate) const fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

impl Profile {
    /// A member that calls itself so.
    ///
    /// # Errors
    /// [`EmptyNick`] without a nick.
    pub fn new(nick: ShortBytes<MAX_NICK_LEN>, status: UserStatus) -> Result<Self, EmptyNick> {
        if nick.is_empty() { Err(EmptyNick) } else { Ok(Self { nick, status }) }
    }

    /// The nick.
    #[must_use]
    pub fn nick(&self) -> &[u8] {
        &self.nick
    }

    pub(crate) const fn nick_bytes(&self) -> ShortBytes<MAX_NICK_LEN> {
        self.nick
    }
}

impl Members {
    /// A member has a handshake, again perhaps; then nothing that was asked before is answered any more.
    pub(crate) fn connect(&mut self, keys: ExtendedPublicKey) -> Result<(), Refusal> {
        let is_known = self.contacts.contains_key(&keys.encryption);
        if !is_known && self.contacts.values().filter(|contact| contact.confirmed.is_none()).count() >= MAX_UNCONFIRMED
        {
            return Err(Refusal::Full);
        }
        let before = self.contacts.get(&keys.encryption);
        let (lied, topic_given_on) = before.map_or((None, None), |before| (before.lied, before.topic_given_on));
        let before_place = before.map_or(0, |before| before.place);
        let confirmed = self.end(&keys.encryption);
        let contact = Contact {
            keys,
            confirmed,
            place: before_place,
            told_of: None,
            asked: None,
            answered: None,
            introduced: None,
            is_asked_who: false,
            is_asked_to_let_in: false,
            knows_password: false,
            let_in: None,
            was_outside: false,
            topic_told: None,
            lied,
            held_topic: None,
            topic_given_on,
            heard: VecDeque::new(),
        };
        self.contacts.insert(keys.encryption, contact);
        Ok(())
    }

    /// Whoever sent something, with a handshake.
    pub(crate) fn contact(&mut self, member: &EphemeralPublicKey) -> Result<&mut Contact, Refusal> {
        self.contacts.get_mut(member).ok_or(Refusal::UnknownSender)
    }

    pub(crate) fn keys(&self, member: &EphemeralPublicKey) -> Result<ExtendedPublicKey, Refusal> {
        self.contacts.get(member).map(|contact| contact.keys).ok_or(Refusal::UnknownSender)
    }

    pub(crate) fn get(&self, member: &EphemeralPublicKey) -> Option<&Member> {
        self.contacts.get(member)?.confirmed.as_ref()
    }

    /// Whether a member showed the password in this session, or is confirmed.
    pub(crate) fn knows_password(&self, member: &EphemeralPublicKey) -> bool {
        self.contacts.get(member).is_some_and(|contact| contact.knows_password || contact.confirmed.is_some())
    }

    /// What was shown before is the password no longer. Confirmed members are told the new one.
    pub(crate) fn password_changed(&mut self) {
        self.contacts.values_mut().for_each(|contact| contact.knows_password = false);
    }

    /// The confirmed member that sent something.
    pub(crate) fn confirmed(&mut self, member: &EphemeralPublicKey) -> Result<&mut Member, Refusal> {
        self.contact(member)?.confirmed.as_mut().ok_or(Refusal::NotConfirmed)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Member> {
        self.contacts.values().filter_map(|contact| contact.confirmed.as_ref())
    }

    /// How many others than this one were let in a moment ago and have not told their nick.
    pub(crate) fn expected(&self, now: Instant, but: &EphemeralPublicKey) -> usize {
        let is_recent = |at: Instant| now < at + PLACE_LIFETIME;
        let is_expected = |contact: &&Contact| contact.let_in.is_some_and(is_recent) && contact.confirmed.is_none();
        self.contacts.values().filter(|contact| contact.keys.encryption != *but).filter(is_expected).count()
    }

    /// Those who have not told their nick.
    pub(crate) fn unconfirmed(&self) -> Vec<EphemeralPublicKey> {
        let waiting = self.contacts.iter().filter(|(_, contact)| contact.confirmed.is_none());
        waiting.map(|(key, _)| *key).collect()
    }

    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = &mut Member> {
        self.contacts.values_mut().filter_map(|contact| contact.confirmed.as_mut())
    }

    /// A member told who it is. Its old profile, if it is known already.
    pub(crate) fn confirm(
        &mut self,
        member: &EphemeralPublicKey,
        profile: Profile,
        role: Role,
    ) -> Result<Option<Profile>, Refusal> {
        let next = self.confirmations.saturating_add(1);
        let contact = self.contact(member)?;
        let new = Member { keys: contact.keys, profile, role };
        let old = contact.confirmed.replace(new);
        if old.is_none() {
            contact.place = next;
            self.confirmations = next;
        }
        Ok(old.map(|old| old.profile))
    }

    /// Notes that a member is told of all who are confirmed.
    pub(crate) fn told_of_others(&mut self, member: &EphemeralPublicKey) -> Result<(), Refusal> {
        let confirmations = self.confirmations;
        self.contact(member)?.told_of = Some(confirmations);
        Ok(())
    }

    /// Those who were confirmed after a member was told of the others, and before it was confirmed itself: neither was told of the other.
    pub(crate) fn missed_by(&self, member: &EphemeralPublicKey) -> Vec<EphemeralPublicKey> {
        let Some(told_of) = self.contacts.get(member).and_then(|contact| contact.told_of) else { return Vec::new() };
        let others = self.contacts.iter().filter(|(key, contact)| *key != member && contact.confirmed.is_some());
        others.filter(|(_, contact)| contact.place > told_of).map(|(key, _)| *key).collect()
    }

    pub(crate) fn remove(&mut self, member: &EphemeralPublicKey) -> Option<Member> {
        self.end(member)
    }

    pub(crate) fn clear(&mut self) {
        for member in self.contacts.keys().copied().collect::<Vec<_>>() {
            self.end(&member);
        }
    }

    /// Notes a message. Whether it is the first time that it came.
    pub(crate) fn hear(&mut self, from: &EphemeralPublicKey, id: PseudoMessageId) -> Result<bool, Refusal> {
        let contact = self.contacts.get_mut(from).ok_or(Refusal::UnknownSender)?;
        if self.heard.get(from).is_some_and(|heard| heard.contains(&id)) {
            return Ok(false);
        }
        if contact.heard.len() >= MAX_HEARD {
            contact.heard.pop_front();
        }
        contact.heard.push_back(id);
        Ok(true)
    }

    /// The session with a member is over. Who it was, if it was confirmed.
    fn end(&mut self, member: &EphemeralPublicKey) -> Option<Member> {
        let Contact { confirmed, heard, .. } = self.contacts.remove(member)?;
        if heard.is_empty() {
            return confirmed;
        }
        if !self.heard.contains_key(member) && self.heard.len() >= MAX_ROSTER {
            self.heard.pop_first();
        }
        let before = self.heard.entry(*member).or_default();
        before.extend(heard);
        let surplus = before.len().saturating_sub(MAX_HEARD);
        before.drain(..surplus);
        confirmed
    }

    pub(crate) const fn sums(&self) -> Sums {
        self.sums
    }

    /// Counts anew, after who is there or what they are has changed.
    pub(crate) fn recount(&mut self, own: &EphemeralPublicKey, own_role: Role) {
        let roles = || self.iter().map(|member| (member.role, &member.keys.encryption)).chain([(own_role, own)]);
        let confirmed = u16::try_from(roles().count()).unwrap_or(u16::MAX);
        let peers = peers_checksum(roles().map(|(_, key)| key));
        self.sums = Sums { peers, roles: roles_checksum(roles()), confirmed };
    }
}

impl Contact {
    /// Notes a request.
    pub(crate) fn ask(&mut self, now: Instant, flags: SyncFlags) {
        // Members named in answer to an earlier request may still be on their way.
        let pending = if self.awaits(now, SyncFlags::PEERS) { SyncFlags::PEERS } else { SyncFlags::NONE };
        self.asked = Some(Asked { at: now, flags: flags | pending, named: 0 });
    }

    /// It names a member. Whether it may: no more than there can be.
    pub(crate) fn name(&mut self, most: usize) -> bool {
        let Some(asked) = &mut self.asked else { return false };
        asked.named = asked.named.saturating_add(1);
        asked.named <= most
    }

    /// Whether this was asked for a short while ago, and has not come yet.
    pub(crate) fn awaits(&self, now: Instant, flag: SyncFlags) -> bool {
        self.asked.is_some_and(|asked| asked.flags.contains(flag) && now < asked.at + SYNC_LIFETIME)
    }

    /// What was asked for has come.
    pub(crate) fn settle(&mut self, flag: SyncFlags) {
        if let Some(asked) = &mut self.asked {
            asked.flags = SyncFlags(asked.flags.0 & !flag.0);
        }
    }
}
