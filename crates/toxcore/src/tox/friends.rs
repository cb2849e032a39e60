//! The list of friends.

use toxcore_crypto::LongTermPublicKey;
use toxcore_friend::{AddError, MAX_REQUEST_MESSAGE_LEN, NoSpamTerms, RequestStatus};
use toxcore_messenger::{FriendState, Standing, UnknownFriend};
use toxcore_sansio::{FriendId, Instant, UnixTime};
use toxcore_wire::friend::{NoSpam, ToxId, UserStatus};

use super::Tox;
use super::pump::links;
use crate::diagnosis::Diagnosis;
use crate::machines::MachineName;
use crate::{ConnectionStatus, FriendAddError};

impl Tox {
    /// Adds a friend and asks him, with 1 to 921 bytes of a message, to do the same.
    ///
    /// # Errors
    /// [`FriendAddError`]. With [`SetNewNospam`](FriendAddError::SetNewNospam) the request goes on under the new address.
    pub fn friend_add(&mut self, now: Instant, id: &ToxId, message: &[u8]) -> Result<FriendId, FriendAddError> {
        self.begin(now);
        if message.len() > MAX_REQUEST_MESSAGE_LEN {
            return Err(FriendAddError::TooLong(message.len()));
        }
        check_key(&id.public_key)?;
        if message.is_empty() {
            return Err(FriendAddError::NoMessage);
        }
        if let Some(friend) = self.friend_by_public_key(&id.public_key) {
            return Err(self.ask_again(now, friend, id.no_spam));
        }
        let friend = self.add_friend(now, id.public_key)?;
        self.ask(now, friend, id.no_spam, message);
        self.pump(now);
        Ok(friend)
    }

    /// Adds a friend who asked us, or whom we know to have added us.
    ///
    /// # Errors
    /// [`FriendAddError`].
    pub fn friend_add_norequest(&mut self, now: Instant, key: LongTermPublicKey) -> Result<FriendId, FriendAddError> {
        self.begin(now);
        check_key(&key)?;
        let friend = self.add_friend(now, key)?;
        self.pump(now);
        Ok(friend)
    }

    pub(super) fn add_friend(&mut self, now: Instant, key: LongTermPublicKey) -> Result<FriendId, FriendAddError> {
        let friend = self.friends.add(now, key).map_err(|error| match error {
            AddError::OwnKey => FriendAddError::OwnKey,
            AddError::AlreadyAdded(friend) => FriendAddError::AlreadySent(friend),
            _ => FriendAddError::Full,
        })?;
        self.messenger.add_friend(friend);
        self.touched.add(MachineName::Friends);
        if self.friends.is_online(friend) {
            // A member of a conference becomes a friend.
            self.carry_friends(now);
            self.greet_friend(now, friend);
        }
        Ok(friend)
    }

    /// Sends a request from now on until the friend is there.
    pub(super) fn ask(&mut self, now: Instant, friend: FriendId, no_spam: NoSpam, message: &[u8]) {
        if let Err(error) = self.friends.set_request(now, friend, no_spam, message) {
            tracing::debug!(target: "toxcore", %error, "no friend request");
        }
        self.touched.add(MachineName::Friends);
        self.update_standing(friend);
    }

    /// What is to be said when somebody is added who is there already.
    fn ask_again(&mut self, now: Instant, friend: FriendId, no_spam: NoSpam) -> FriendAddError {
        let Some((no_spam_before, message)) = self.pending_request(friend) else {
            return FriendAddError::AlreadySent(friend);
        };
        if no_spam_before == no_spam {
            return FriendAddError::AlreadySent(friend);
        }
        let message = message.to_vec();
        self.ask(now, friend, no_spam, &message);
        self.pump(now);
        FriendAddError::SetNewNospam(friend)
    }

    /// Nospam and message of a request that was not answered.
    pub(super) fn pending_request(&self, friend: FriendId) -> Option<(NoSpam, &[u8])> {
        let (no_spam, message) = self.friends.request_payload(friend)?.split_first_chunk()?;
        Some((NoSpam::from_bytes(*no_spam), message))
    }

    /// Tells the messenger how far our request has come.
    pub(super) fn update_standing(&mut self, friend: FriendId) {
        let standing = match self.friends.request_status(friend) {
            Some(RequestStatus::ToSend) => Standing::Added,
            Some(RequestStatus::Sent) => Standing::Requested,
            None => Standing::Confirmed,
        };
        self.messenger.set_standing(friend, standing);
    }

    /// Deletes a friend. He is told if he is connected, and no event tells of him any more. His number may be given to the
    /// next friend, his id never.
    ///
    /// # Errors
    /// [`UnknownFriend`].
    pub fn friend_delete(&mut self, now: Instant, friend: FriendId) -> Result<(), UnknownFriend> {
        self.begin(now);
        if !self.friends.is_friend(friend) {
            return Err(UnknownFriend);
        }
        self.messenger.remove_friend(&mut links!(self), friend);
        self.touched.add(MachineName::Messenger);
        self.unsendable.retain(|(id, _)| *id != friend);
        if !self.friends.is_held(friend) {
            self.part_from(now, friend);
        }
        self.friends.remove(now, friend);
        self.touched.add(MachineName::Friends);
        self.groups.friend_removed(friend);
        self.group_mail.forget(friend);
        self.pump(now);
        self.events.retain(|event| event.friend() != Some(friend));
        Ok(())
    }

    /// Takes the connection away from a friend, so that it ends as soon as what waits has left.
    pub(super) fn part_from(&mut self, now: Instant, friend: FriendId) {
        if self.friends.is_online(friend)
            && let Some(connection) = self.links.take_connection(friend)
        {
            let route = self.links.take_route(friend);
            self.parting.push((connection, route));
            self.sending.add(MachineName::NetCrypto);
        }
        self.end_connection(now, friend);
    }

    /// All friends, in the order of their numbers.
    pub fn friends(&self) -> impl Iterator<Item = FriendId> + '_ {
        self.messenger.friends()
    }

    /// The friend with this number, which is the index of the id.
    #[must_use]
    pub fn friend_by_number(&self, number: u32) -> Option<FriendId> {
        self.friends.at(number).filter(|friend| self.friends.is_friend(*friend))
    }

    /// The friend with this key.
    #[must_use]
    pub fn friend_by_public_key(&self, key: &LongTermPublicKey) -> Option<FriendId> {
        self.friends.find(key).filter(|friend| self.friends.is_friend(*friend))
    }

    /// A friend's identity.
    ///
    /// # Errors
    /// [`UnknownFriend`].
    pub fn friend_public_key(&self, friend: FriendId) -> Result<LongTermPublicKey, UnknownFriend> {
        self.friends.key(friend).filter(|_| self.friends.is_friend(friend)).ok_or(UnknownFriend)
    }

    /// What a friend called himself last.
    ///
    /// # Errors
    /// [`UnknownFriend`].
    pub fn friend_name(&self, friend: FriendId) -> Result<&[u8], UnknownFriend> {
        self.messenger.info(friend).map(|info| info.name.as_bytes()).ok_or(UnknownFriend)
    }

    /// A friend's last status message.
    ///
    /// # Errors
    /// [`UnknownFriend`].
    pub fn friend_status_message(&self, friend: FriendId) -> Result<&[u8], UnknownFriend> {
        self.messenger.info(friend).map(|info| info.status_message.as_bytes()).ok_or(UnknownFriend)
    }

    /// A friend's last status.
    ///
    /// # Errors
    /// [`UnknownFriend`].
    pub fn friend_status(&self, friend: FriendId) -> Result<UserStatus, UnknownFriend> {
        self.messenger.info(friend).map(|info| info.status).ok_or(UnknownFriend)
    }

    /// Whether a friend is online, and by which way.
    ///
    /// # Errors
    /// [`UnknownFriend`].
    pub fn friend_connection_status(&self, friend: FriendId) -> Result<ConnectionStatus, UnknownFriend> {
        self.friend_public_key(friend)?;
        Ok(self.messenger.connection(friend).into())
    }

    /// How far the friendship has come.
    #[must_use]
    pub fn friend_state(&self, friend: FriendId) -> FriendState {
        self.messenger.state(friend)
    }

    /// Whether a friend is writing to us.
    ///
    /// # Errors
    /// [`UnknownFriend`].
    pub fn friend_typing(&self, friend: FriendId) -> Result<bool, UnknownFriend> {
        self.messenger.is_typing(friend).ok_or(UnknownFriend)
    }

    /// When a friend was online last; 0 for never.
    ///
    /// # Errors
    /// [`UnknownFriend`].
    pub fn friend_last_online(&self, friend: FriendId) -> Result<UnixTime, UnknownFriend> {
        self.messenger.last_seen(friend, self.clock.now, self.base.unix_time).ok_or(UnknownFriend)
    }

    /// Why a friend is offline, or what he is online by.
    ///
    /// # Errors
    /// [`UnknownFriend`].
    pub fn why_offline(&self, friend: FriendId) -> Result<Diagnosis, UnknownFriend> {
        let key = self.friend_public_key(friend)?;
        let now = self.clock.now;
        let link = self.links.get(friend);
        Ok(Diagnosis {
            at: now,
            status: self.messenger.connection(friend).into(),
            own_status: self.status,
            connection: self.friends.diagnose(now, friend).ok_or(UnknownFriend)?,
            search: self.onion_client.search_status(now, &key),
            relays: link.and_then(|link| link.route).map(|route| self.relays.relays_of(route)),
            ways: link.and_then(|link| link.connection).and_then(|connection| self.net_crypto.ways(connection)),
        })
    }

    /// Besides [`self_nospam`](Self::self_nospam), accepts friend requests with this nospam, on these terms. `false` if there
    /// are too many already, or it is the own one.
    pub fn nospam_accept(&mut self, nospam: NoSpam, terms: NoSpamTerms) -> bool {
        self.friends.accept_no_spam(nospam, terms)
    }

    /// Accepts it no more. `false` if it was not accepted.
    pub fn nospam_remove(&mut self, nospam: NoSpam) -> bool {
        self.friends.remove_no_spam(nospam)
    }
}

/// Public keys are numbers below 2^255, so the last byte of no key has its highest bit set.
fn check_key(key: &LongTermPublicKey) -> Result<(), FriendAddError> {
    let [.., last] = key.as_bytes();
    if *last < 0x80 { Ok(()) } else { Err(FriendAddError::InvalidKey) }
}
