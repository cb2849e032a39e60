//! Who we are: the identity, what we say about ourselves, and the save file.

use toxcore_crypto::{LongTermKeyPair, LongTermPublicKey, SecretKey};
use toxcore_friend::{MAX_REQUEST_MESSAGE_LEN, RequestStatus};
use toxcore_messenger::FriendInfo;
use toxcore_sansio::{FriendId, Instant, Rng, UnixTime};
use toxcore_wire::Encode as _;
use toxcore_wire::friend::{NoSpam, ToxId};
use toxcore_wire::savedata::{
    FriendProfile, FriendState, LoadReport, MAX_SAVED_NODES, PendingRequest, SavedFriend, Savedata,
};

use super::Tox;
use super::pump::with_conferences;
use crate::machines::MachineName;
use crate::{DhtPublicKey, NewError, Profile};

/// The profile to begin with, and what was found in its file.
pub(super) fn load(profile: &Profile, rng: &mut Rng) -> Result<(Savedata, LoadReport), NewError> {
    match profile {
        Profile::New => Ok((fresh(LongTermKeyPair::from_secret_bytes(rng.secret_bytes()), rng), LoadReport::default())),
        Profile::SecretKey(bytes) => {
            Ok((fresh(LongTermKeyPair::from_secret_bytes(*bytes), rng), LoadReport::default()))
        }
        Profile::Savedata(bytes) => Ok(Savedata::load(bytes)?),
        Profile::Loaded(savedata) => Ok((Savedata::clone(savedata), LoadReport::default())),
    }
}

fn fresh(keys: LongTermKeyPair, rng: &mut Rng) -> Savedata {
    Savedata::new(NoSpam::from_bytes(rng.public_bytes()), keys)
}

impl Tox {
    /// What others need to find us.
    #[must_use]
    pub fn self_address(&self) -> ToxId {
        ToxId { public_key: self.long_term.public, no_spam: self.profile.no_spam }
    }

    /// Our identity.
    #[must_use]
    pub const fn self_public_key(&self) -> LongTermPublicKey {
        self.long_term.public
    }

    /// The key with which somebody can pose as us.
    #[must_use]
    pub const fn self_secret_key(&self) -> &SecretKey {
        &self.long_term.secret
    }

    /// The key of this run, by which nodes know us.
    #[must_use]
    pub const fn self_dht_id(&self) -> DhtPublicKey {
        self.base.keys.public
    }

    /// The changeable part of our address.
    #[must_use]
    pub const fn self_nospam(&self) -> NoSpam {
        self.profile.no_spam
    }

    /// Changes our address: friend requests to the one before are refused from now on.
    pub fn set_nospam(&mut self, nospam: NoSpam) {
        self.profile.no_spam = nospam;
        self.friends.set_no_spam(nospam);
    }

    /// The save file: all that a later [`Tox`] needs to be us, secret key included.
    ///
    /// Parts that this version does not use (groups that it cannot read, sections it does not know) are as they were.
    #[must_use]
    pub fn savedata(&self) -> Vec<u8> {
        self.to_save().to_vec()
    }

    /// What [`savedata`](Self::savedata) writes, for drivers who write it elsewhere: friends take a twentieth of their room in the file.
    #[must_use]
    pub fn to_save(&self) -> Savedata {
        let now = self.clock.now;
        let mut saved = self.profile.clone();
        let own = self.messenger.profile();
        saved.name = own.name.to_vec();
        saved.status_message = own.status_message.to_vec();
        saved.status = own.status;
        saved.friends = self.friends().filter_map(|friend| self.saved_friend(friend)).collect();
        saved.conferences = self.conferences.save(now, self.base.unix_time);
        saved.conferences.extend(self.unusable.iter().cloned());
        self.save_groups(&mut saved);
        // Lists of nodes that are not connected are as good as those of the last run.
        replace(&mut saved.dht_nodes, self.dht.nodes_to_save(now));
        replace(&mut saved.relays, self.relays.relays_to_save(MAX_SAVED_NODES));
        replace(&mut saved.path_nodes, self.onion_client.saved_path_nodes(now));
        saved
    }

    fn saved_friend(&self, friend: FriendId) -> Option<SavedFriend> {
        let key = self.friends.key(friend)?;
        let unsendable = self.unsendable.iter().find(|(id, _)| *id == friend).map(|(_, state)| state.clone());
        Some(SavedFriend { key, state: unsendable.unwrap_or_else(|| self.friend_record(friend)) })
    }

    fn friend_record(&self, friend: FriendId) -> FriendState {
        let request = self.pending_request(friend).map(|(no_spam, m)| PendingRequest { no_spam, message: m.to_vec() });
        match (self.friends.request_status(friend), request) {
            (Some(RequestStatus::ToSend), Some(request)) => FriendState::Added(request),
            (Some(RequestStatus::Sent), Some(request)) => FriendState::Requested(request),
            (None, _) | (_, None) => FriendState::Confirmed(self.friend_profile(friend)),
        }
    }

    fn friend_profile(&self, friend: FriendId) -> FriendProfile {
        let info = self.messenger.info(friend).cloned().unwrap_or_default();
        FriendProfile {
            name: info.name.into_vec(),
            status_message: info.status_message.into_vec(),
            status: info.status,
            last_seen_unix_seconds: self.friend_last_online(friend).unwrap_or_default().0,
        }
    }

    /// Gives what the profile holds to those who own it from now on.
    pub(super) fn take_over(&mut self, now: Instant) {
        self.friends.set_no_spam(self.profile.no_spam);
        if self.options.udp_enabled {
            self.dht.load_nodes(now, &self.profile.dht_nodes);
        }
        for relay in &self.profile.relays {
            // Relays that are none are worth no more than a line.
            if let Err(error) = self.relays.add_relay(&self.base.keys, now, relay) {
                tracing::debug!(target: "toxcore", %error, "a saved relay is left out");
            }
        }
        self.relays.set_onion(now, true);
        for node in &self.profile.path_nodes {
            self.onion_client.bootstrap(*node);
        }
        for saved in std::mem::take(&mut self.profile.friends) {
            self.restore_friend(now, saved);
        }
        for saved in std::mem::take(&mut self.profile.conferences) {
            let restored = with_conferences!(self, now, |conferences, cx| conferences.restore(cx, &saved));
            if let Err(error) = restored {
                tracing::warn!(target: "toxcore", %error, "a saved conference is left out");
                self.unusable.push(saved);
            }
        }
        self.restore_groups(now);
        for machine in [MachineName::Dht, MachineName::Relays, MachineName::OnionClient, MachineName::Groups] {
            self.touched.add(machine);
        }
        self.pump(now);
    }

    fn restore_friend(&mut self, now: Instant, saved: SavedFriend) {
        let friend = match self.add_friend(now, saved.key) {
            Ok(friend) => friend,
            Err(error) => {
                tracing::warn!(target: "toxcore", %error, "a saved friend is left out");
                return;
            }
        };
        match saved.state {
            FriendState::Confirmed(profile) => {
                let info = FriendInfo {
                    name: profile.name.into(),
                    status_message: profile.status_message.into(),
                    status: profile.status,
                };
                self.messenger.restore_friend(friend, info, UnixTime(profile.last_seen_unix_seconds));
            }
            FriendState::Added(request) | FriendState::Requested(request)
                if (1..=MAX_REQUEST_MESSAGE_LEN).contains(&request.message.len()) =>
            {
                self.ask(now, friend, request.no_spam, &request.message);
            }
            FriendState::Added(_) | FriendState::Requested(_) => self.unsendable.push((friend, saved.state)),
        }
    }
}

/// Takes a new list over an old one, if there is any.
fn replace<T>(list: &mut Vec<T>, new: Vec<T>) {
    if !new.is_empty() {
        *list = new;
    }
}
