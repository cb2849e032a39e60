//! Routed data: what friends and strangers send us through nodes that keep our announcement, and friend requests.

use toxcore_crypto::{CombinedKey, LongTermPublicKey};
use toxcore_sansio::{Cx, Discard, Instant};
use toxcore_wire::Encode;
use toxcore_wire::friend::FriendRequest;
use toxcore_wire::onion::{DataResponse, OnionData, SealedOnionData};

use super::OnionClient;
use super::dht_key::send_copies;
use super::friend::Lane;
use super::output::{ClientOutput, SendRequestError};
use super::surroundings::{Env, FirstHop, Surroundings};

impl OnionClient {
    /// Sends a friend request: nospam and message. Returns how many copies left, each through another node.
    ///
    /// The friend must be tracked. Nothing is repeated: whoever calls does that until the friend comes online.
    ///
    /// # Errors
    /// [`SendRequestError`]; nothing was sent.
    pub fn send_friend_request(
        &mut self,
        cx: &mut Cx<'_>,
        net: &Surroundings<'_>,
        now: Instant,
        friend: &LongTermPublicKey,
        payload: &[u8],
    ) -> Result<usize, SendRequestError> {
        let length = SendRequestError::Length { len: payload.len(), min: FriendRequest::MIN_LEN, max: MAX_REQUEST_LEN };
        let request = FriendRequest::parse(payload).map_err(|_| length)?;
        if payload.len() > MAX_REQUEST_LEN {
            return Err(length);
        }
        let index = self.friends.index_of(friend).ok_or(SendRequestError::NotTracked)?;
        let env = &mut Env { cx, net, now };
        let (own, transport) = (self.own.keys(), &mut self.transport);
        let sent = self.friends.update(index, |friend| {
            let (known, needed) = friend.known_and_needed(now);
            if known < needed {
                friend.reachable = false;
                return Err(SendRequestError::NotFound { known, needed });
            }
            let nonce = transport.rng.nonce();
            let shared = friend.shared(&own.secret).map_err(|_| SendRequestError::LowOrderKey)?;
            let content = SealedOnionData::seal(&own.public, &nonce, shared, &OnionData::FriendRequest(request));
            match send_copies(env, transport, friend, &nonce, &content.map_err(|_| length)?) {
                0 => Err(SendRequestError::NoPath),
                copies => Ok(copies),
            }
        });
        let copies = sent.unwrap_or(Err(SendRequestError::NotTracked))?;
        self.budget.charge(copies);
        Ok(copies)
    }

    /// A node that keeps our announcement sent us data of somebody.
    pub(super) fn on_data(&mut self, env: &mut Env<'_, '_>, from: FirstHop, packet: &mut [u8]) -> Result<(), Discard> {
        let response = DataResponse::parse(packet)?;
        self.admit(env, from)?;
        let key = CombinedKey::new(&self.own.data.secret, &response.one_shot).map_err(|_| Discard::NotDecryptable)?;
        let routed = response.open(&key)?;
        let sender = routed.sender;
        if sender == self.own.keys().public {
            return Err(Discard::OwnKey);
        }
        let index = self.friends.index_of(&sender);
        let shared = match index {
            Some(index) => self.shared_with(index)?,
            None => {
                self.admit(env, from)?;
                CombinedKey::new(&self.own.keys().secret, &sender).map_err(|_| Discard::NotDecryptable)?
            }
        };
        match (routed.open(&shared)?, index) {
            (OnionData::DhtKey(packet), Some(index)) => self.on_dht_key(env, index, &packet),
            (OnionData::DhtKey(_), None) => Err(Discard::UnknownAddressee),
            (OnionData::FriendRequest(request), _) => {
                let mut data = Vec::with_capacity(request.encoded_len());
                request.encode(&mut data);
                self.stats.data_received = self.stats.data_received.saturating_add(1);
                self.output(ClientOutput::FriendRequest { sender, data });
                Ok(())
            }
        }
    }

    /// Whether another key may be derived for whoever sends this. Over UDP it counts for the node that passed it on.
    fn admit(&mut self, env: &mut Env<'_, '_>, from: FirstHop) -> Result<(), Discard> {
        let admitted = match from {
            FirstHop::Udp(addr) => env.cx.admission.admit(env.now, addr.ip(), 1),
            FirstHop::Relay(_) => {
                let open = self.relay_data.is_open(env.now, Lane::Absent);
                self.relay_data.charge(usize::from(open));
                open
            }
        };
        if admitted { Ok(()) } else { Err(Discard::Limited) }
    }
}

/// Most bytes of nospam and message that arrive, whoever receives. Chapter onion, client: Routed data.
pub const MAX_REQUEST_LEN: usize = SealedOnionData::MAX_CONTENT_LEN - 1;

const _: () = assert!(MAX_REQUEST_LEN == 947);
