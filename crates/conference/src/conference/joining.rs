//! How members get in, and find each other again. Protocol: conferences, Joining, Connections.

use toxcore_crypto::{DhtPublicKey, LongTermPublicKey};
use toxcore_sansio::{Discard, FriendId, Instant};
use toxcore_wire::conference::{Accept, AlreadyMember, InviteCookie, MessageContent};

use super::{Conference, Shared, Status};
use crate::config::{MAX_CONNECTIONS, NUMBER_DRAWS};
use crate::connections::{Reason, State};
use crate::members::Source;
use crate::{ConferenceNumber, Context};

/// Keys of who is at the other end of a friend connection.
pub(crate) type Keys = (LongTermPublicKey, DhtPublicKey);

impl Conference {
    /// Follows an invitation. `None` if the inviter does not take the answer.
    pub(crate) fn join(
        cx: &mut Context<'_>,
        shared: &mut Shared,
        number: ConferenceNumber,
        (friend, keys): (FriendId, Keys),
        cookie: InviteCookie,
    ) -> Option<Self> {
        let status = Status::Joining { introducer: keys.0, cookie };
        let mut conference = Self::new(number, cookie.identifier, status);
        let taken = conference.accept_invite(cx, shared, friend, &cookie);
        if !taken {
            return None;
        }
        conference.connections.add(&mut shared.holds, keys, Some(friend), Reason::Introducer);
        conference.begin_join(cx, shared, friend, &cookie);
        Some(conference)
    }

    fn accept_invite(&self, cx: &mut Context<'_>, shared: &mut Shared, to: FriendId, cookie: &InviteCookie) -> bool {
        let (sender_number, inviter_number) = (self.number.index, cookie.inviter_number);
        shared.send(cx, to, &Accept { sender_number, inviter_number, identifier: self.identifier })
    }

    /// The answer to the invitation is on its way: what follows it may be asked at once.
    fn begin_join(&mut self, cx: &mut Context<'_>, shared: &mut Shared, friend: FriendId, cookie: &InviteCookie) {
        if let Some(connection) = self.connections.by_friend(friend) {
            connection.state = State::Online(cookie.inviter_number);
        }
        self.query(cx, shared, friend);
    }

    /// An invited friend comes in.
    pub(crate) fn on_accept(
        &mut self,
        cx: &mut Context<'_>,
        shared: &mut Shared,
        from: (FriendId, Keys),
        accept: &Accept,
    ) -> Result<(), Discard> {
        self.own_number().ok_or(Discard::Unsolicited)?;
        let number = self.draw_number(shared).ok_or(Discard::Full)?;
        self.introduce(cx, shared, from, number, accept.sender_number)
    }

    /// A friend whom we invited is in, too: two halves have met.
    pub(crate) fn on_already_member(
        &mut self,
        cx: &mut Context<'_>,
        shared: &mut Shared,
        from: (FriendId, Keys),
        member: &AlreadyMember,
    ) -> Result<(), Discard> {
        self.own_number().ok_or(Discard::Unsolicited)?;
        self.introduce(cx, shared, from, member.peer_number, member.sender_number)?;
        self.add_reason(shared, from, Reason::Introducer);
        self.query(cx, shared, from.0);
        Ok(())
    }

    /// A friend invites us who does not know that we are in.
    pub(crate) fn on_invite(
        &mut self,
        cx: &mut Context<'_>,
        shared: &mut Shared,
        from: (FriendId, Keys),
        cookie: &InviteCookie,
    ) -> Result<(), Discard> {
        let own = self.own_number().ok_or(Discard::Unsolicited)?;
        let (sender_number, inviter_number) = (self.number.index, cookie.inviter_number);
        let answer = AlreadyMember { sender_number, inviter_number, identifier: self.identifier, peer_number: own };
        self.check_room(&from.1)?;
        if !shared.send(cx, from.0, &answer) {
            return Err(Discard::Full);
        }
        self.add_reason(shared, from, Reason::Introducer);
        self.add_reason(shared, from, Reason::Introducing);
        self.set_online(from.0, inviter_number);
        self.query(cx, shared, from.0);
        Ok(())
    }

    /// Takes a friend in under this number, and tells the others.
    fn introduce(
        &mut self,
        cx: &mut Context<'_>,
        shared: &mut Shared,
        from: (FriendId, Keys),
        peer_number: u16,
        conference_number: u16,
    ) -> Result<(), Discard> {
        let (friend, keys) = from;
        self.check_room(&keys)?;
        self.learn(cx, shared, peer_number, keys, Source::Fresh)?;
        self.add_reason(shared, from, Reason::Introducing);
        self.set_online(friend, conference_number);
        self.announce(cx, shared, peer_number);
        Ok(())
    }

    /// Tells all of a member.
    fn announce(&mut self, cx: &mut Context<'_>, shared: &mut Shared, peer_number: u16) {
        let Some((_, peer)) = self.members.get(peer_number) else { return };
        let content = MessageContent::NewPeer { peer_number, key: peer.key, dht_key: peer.dht_key };
        self.broadcast(cx, shared, content);
    }

    /// A number that nobody has.
    fn draw_number(&self, shared: &mut Shared) -> Option<u16> {
        (0..NUMBER_DRAWS)
            .map(|_| u16::from_be_bytes(shared.rng.public_bytes()))
            .find(|number| !self.members.has_number(*number))
    }

    fn check_room(&mut self, (key, _): &Keys) -> Result<(), Discard> {
        let has_room = self.connections.len() < MAX_CONNECTIONS || self.connections.by_key(key).is_some();
        if has_room { Ok(()) } else { Err(Discard::Full) }
    }

    /// Notes that the connection with a friend is needed; the friend connection stands.
    fn add_reason(&mut self, shared: &mut Shared, (friend, keys): (FriendId, Keys), reason: Reason) {
        if let Some(connection) = self.connections.add(&mut shared.holds, keys, Some(friend), reason) {
            connection.friend = Some(friend);
        }
    }

    fn set_online(&mut self, friend: FriendId, conference_number: u16) {
        if let Some(connection) = self.connections.by_friend(friend) {
            connection.state = State::Online(conference_number);
        }
    }

    /// A friend connection with a member stands.
    pub(crate) fn on_connected(&mut self, cx: &mut Context<'_>, shared: &mut Shared, (friend, keys): (FriendId, Keys)) {
        let (key, _) = keys;
        if let Some(connection) = self.connections.by_key(&key) {
            if connection.friend.is_some_and(|before| before == friend) && connection.online().is_some() {
                // Whoever replaced a connection without a word: what was agreed on is gone.
                self.connections.down(friend);
            }
            if let Some(connection) = self.connections.by_key(&key) {
                connection.friend = Some(friend);
            }
            match self.status {
                Status::Joining { introducer, cookie } if introducer == key => {
                    // Nobody knows what arrived of the first answer. The inviter replaces a member who comes twice.
                    if self.accept_invite(cx, shared, friend, &cookie) {
                        self.begin_join(cx, shared, friend, &cookie);
                    }
                }
                Status::Joining { .. } | Status::Connected { .. } => {
                    if self.members.frozen_with(&key).is_none() {
                        self.greet(cx, shared, friend);
                    }
                }
            }
        }
        self.ask_back(cx, shared, &key);
    }

    /// A friend connection is gone.
    pub(crate) fn on_disconnected(&mut self, friend: FriendId) -> bool {
        self.connections.down(friend)
    }

    /// A friend connection has another id.
    pub(crate) fn on_moved(&mut self, from: FriendId, to: FriendId) {
        if let Some(connection) = self.connections.by_friend(from) {
            connection.friend = Some(to);
        }
        self.relays.on_moved(from, to);
    }

    /// A member says that it is there, and by which number it knows the conference.
    pub(crate) fn on_peer_online(
        &mut self,
        cx: &mut Context<'_>,
        shared: &mut Shared,
        from: FriendId,
        conference_number: u16,
    ) -> Result<(), Discard> {
        let now = cx.now;
        let was_alone = self.connections.online_count() == 0;
        let connection = self.connections.by_friend(from).ok_or(Discard::Unsolicited)?;
        let (key, reasons) = (connection.key, connection.reasons);
        let was_online = connection.online().is_some();
        let greets = !was_online || connection.may_greet_again(now);
        connection.state = State::Online(conference_number);
        if greets {
            self.greet(cx, shared, from);
        }
        if was_online {
            return Ok(());
        }
        if was_alone || reasons.has(Reason::Introducer) {
            self.query(cx, shared, from);
        }
        if reasons.has(Reason::Introducing)
            && let Some(number) = self.members.number_of(&key)
        {
            self.announce(cx, shared, number);
            self.name_wanted = true;
        }
        Ok(())
    }

    /// A member wants to be counted in again.
    pub(crate) fn on_rejoin(
        &mut self,
        cx: &mut Context<'_>,
        shared: &mut Shared,
        from: (FriendId, Keys),
    ) -> Result<(), Discard> {
        let (friend, keys) = from;
        self.own_number().ok_or(Discard::Unsolicited)?;
        let number = self.members.number_of(&keys.0).ok_or(Discard::UnknownAddressee)?;
        self.check_room(&keys)?;
        let was_frozen = self.members.is_frozen(number);
        self.learn(cx, shared, number, keys, Source::Fresh)?;
        self.add_reason(shared, from, Reason::Introducing);
        if was_frozen && self.connections.by_friend(friend).is_some_and(|connection| connection.online().is_some()) {
            self.announce(cx, shared, number);
        }
        self.greet(cx, shared, friend);
        Ok(())
    }

    /// We got our number.
    pub(super) fn get_in(&mut self, now: Instant, shared: &mut Shared, number: u16) {
        // Who has it besides us is wrong, or we are; the inviter, who speaks to both, decides.
        self.remove_peer(now, shared, number);
        self.status = Status::Connected { own: number };
        self.tell(shared, |conference| crate::Output::Connected { conference });
        self.add_ourselves(now, number, shared);
        self.came(shared, number);
        self.name_wanted = true;
    }
}
