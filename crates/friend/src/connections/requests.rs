//! Friend requests, ours and those of others.

use toxcore_sansio::Discard;
use toxcore_wire::friend::{FriendRequest, NoSpam};

use super::*;
use crate::config::MAX_REQUEST_MESSAGE_LEN;
use crate::friend::Timer;
use crate::no_spams::Verdict;
use crate::outgoing::OutgoingRequest;
use crate::{NoSpamTerms, RequestStatus};

/// Why a request was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SetRequestError {
    /// There must be a text.
    #[error("no message")]
    NoMessage,
    /// Longer than [`MAX_REQUEST_MESSAGE_LEN`].
    #[error("message of {0} bytes instead of at most {MAX_REQUEST_MESSAGE_LEN}")]
    TooLong(usize),
    /// The id is of nobody in the list.
    #[error("no such friend")]
    NoSuchFriend,
}

impl FriendConnections {
    /// Sends a request to a friend until he is [confirmed](Self::confirm), less and less often. Another one replaces it.
    ///
    /// # Errors
    /// [`SetRequestError`].
    pub fn set_request(
        &mut self,
        now: Instant,
        id: FriendId,
        no_spam: NoSpam,
        message: &[u8],
    ) -> Result<(), SetRequestError> {
        if message.is_empty() {
            return Err(SetRequestError::NoMessage);
        }
        if message.len() > MAX_REQUEST_MESSAGE_LEN {
            return Err(SetRequestError::TooLong(message.len()));
        }
        self.change(id, |friend, _| {
            friend.request = Some(Box::new(OutgoingRequest::new(no_spam, message)));
            friend.timers.set(Timer::Request, now);
        })
        .ok_or(SetRequestError::NoSuchFriend)
    }

    /// The friend has us in his list, too: no more requests.
    pub fn confirm(&mut self, id: FriendId) {
        self.change(id, |friend, _| {
            friend.request = None;
            friend.timers.stop(Timer::Request);
        });
    }

    /// Content of our request to this friend, behind the kind that the carrier has.
    #[must_use]
    pub fn request_payload(&self, id: FriendId) -> Option<&[u8]> {
        self.friends.get(id)?.request.as_ref().map(|request| request.payload())
    }

    /// Whether our request to this friend went out; `None` if there is none.
    #[must_use]
    pub fn request_status(&self, id: FriendId) -> Option<RequestStatus> {
        self.friends.get(id)?.request.as_ref().map(|request| request.status())
    }

    /// Answer to [`Output::SendRequest`]: whether at least one copy left.
    pub fn request_sent(&mut self, now: Instant, id: FriendId, left: bool) {
        self.change(id, |friend, _| {
            let Some(request) = &mut friend.request else { return };
            let wait = if left { request.sent() } else { request.not_sent() };
            friend.timers.set(Timer::Request, now + wait);
        });
    }

    /// The onion has found this friend, so a request that could not go out may go now.
    pub fn friend_found(&mut self, now: Instant, id: FriendId) {
        self.change(id, |friend, _| {
            let Some(request) = &mut friend.request else { return };
            if request.status() == RequestStatus::ToSend {
                request.hurry();
                friend.timers.set(Timer::Request, now);
            }
        });
    }

    /// A friend request, without the kind of its carrier, whose `sender` the carrier has proved. What passes comes out as
    /// [`Output::Request`]; the sender never learns.
    ///
    /// # Errors
    /// [`Discard`]: malformed, own key, seen before, a nospam that is not accepted, already a friend, or too many.
    pub fn handle_request(&mut self, now: Instant, sender: LongTermPublicKey, payload: &[u8]) -> Result<(), Discard> {
        let request = FriendRequest::parse(payload)?;
        if sender == self.config.own_key {
            return Err(Discard::OwnKey);
        }
        if self.requesters.contains(&sender) {
            return Err(Discard::Replay);
        }
        if self.find(&sender).is_some_and(|id| self.is_friend(id)) {
            return Err(Discard::Unsolicited);
        }
        match self.no_spams.judge(now, request.no_spam) {
            Verdict::Unknown => return Err(Discard::Forbidden),
            Verdict::TooMany => return Err(Discard::Limited),
            Verdict::Accepted => {}
        }
        self.requesters.remember(sender);
        self.shared.outputs.push_back(Output::Request { sender, message: request.message.to_vec() });
        Ok(())
    }

    /// Sets the nospam of our Tox id. Whoever has only the last one can no longer ask; friends notice nothing.
    pub fn set_no_spam(&mut self, no_spam: NoSpam) {
        self.no_spams.set_main(no_spam);
    }

    /// Accepts requests with one more nospam, or changes its terms. `false` if there are
    /// [`MAX_EXTRA_NO_SPAMS`](crate::MAX_EXTRA_NO_SPAMS), or it is that of our Tox id.
    pub fn accept_no_spam(&mut self, no_spam: NoSpam, terms: NoSpamTerms) -> bool {
        self.no_spams.set(no_spam, terms)
    }

    /// Accepts it no more. `false` if it was none of [those](Self::accept_no_spam).
    pub fn remove_no_spam(&mut self, no_spam: NoSpam) -> bool {
        self.no_spams.remove(no_spam)
    }

    /// The accepted nospams, that of our Tox id first.
    pub fn no_spams(&self) -> impl Iterator<Item = (NoSpam, NoSpamTerms)> + '_ {
        self.no_spams.iter()
    }

    /// Hears no requests of this sender, as if he had asked already: to keep a refusal over a restart.
    pub fn ignore_requester(&mut self, sender: LongTermPublicKey) {
        if !self.requesters.contains(&sender) {
            self.requesters.remember(sender);
        }
    }

    /// Hears requests of this sender again.
    pub fn forget_requester(&mut self, sender: &LongTermPublicKey) {
        self.requesters.forget(sender);
    }

    /// Who asked in this run, oldest first.
    pub fn known_requesters(&self) -> impl Iterator<Item = &LongTermPublicKey> {
        self.requesters.iter()
    }
}
