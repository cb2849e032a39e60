//! Cookie responses and handshakes.

use toxcore_crypto::CombinedKey;
use toxcore_wire::RequestId;
use toxcore_wire::net_crypto::{Cookie, CookieContents, HandshakePayload};

use super::offers::OfferContent;
use super::*;
use crate::channel::{Channel, Keys};
use crate::connection::Connection;
use crate::phase::Event;

impl NetCrypto {
    /// Begins the connection that a peer offered with its handshake.
    ///
    /// # Errors
    /// [`ConnectError`].
    pub fn accept(&mut self, cx: &mut Cx<'_>, now: Instant, offer: OfferId) -> Result<ConnectionId, ConnectError> {
        self.offers.expire(now);
        let offer = self.offers.take(offer).ok_or(ConnectError::NoSuchOffer)?;
        let OfferContent { peer, dht_key, from, cookie, cookie_seconds, payload } = offer;
        if dht_key == cx.keys.public {
            return Err(ConnectError::OwnKey);
        }
        self.check_vacant(&peer)?;
        let session = OwnSession::new(&mut self.rng);
        let keys = channel_keys(&session, &payload).map_err(|_| ConnectError::LowOrderKey)?;
        let packet = self
            .make_handshake(now, (peer, dht_key), &session, &payload.other_cookie)
            .map_err(|_| ConnectError::LowOrderKey)?;
        let remembered = self.rates.get(&peer);
        let channel = Channel::new(now, keys, self.config.first_packet_number, remembered[0]);
        let id = self.table.add(peer, |id| {
            let beginning = Beginning { id, peer, dht_key, session, remembered };
            let mut connection = Connection::answering(now, beginning, packet, channel);
            connection.newest_cookie = cookie_seconds;
            connection.paths.received(now, from);
            connection
        });
        if let Some(connection) = self.table.get_mut(id.index) {
            connection.note_paths(now, &mut self.shared);
        }
        self.table.proved(id.index, from);
        self.offers.use_up(now, cookie, id);
        Ok(id)
    }

    /// Forgets the offer. The peer is not told.
    pub fn refuse(&mut self, offer: OfferId) {
        self.offers.take(offer);
    }

    pub(super) fn handle_cookie_response(
        &mut self,
        cx: &mut Cx<'_>,
        now: Instant,
        from: Target,
        packet: &mut [u8],
    ) -> Result<(), Discard> {
        let dht_key = self.asked_at(from).ok_or(Discard::Unsolicited)?;
        let key = cx.cache.get_or_derive(&cx.keys.secret, &dht_key).map_err(|_| Discard::NotDecryptable)?;
        let response = CookieResponse::parse(packet)?.open(key)?;
        let index = self.asking(from, response.echo).ok_or(Discard::Unsolicited)?;
        let peer = self.table.get(index).ok_or(Discard::Unsolicited)?.peer;
        let session = &self.table.get(index).ok_or(Discard::Unsolicited)?.session;
        let session = OwnSession { keys: session.keys.clone(), base_nonce: session.base_nonce };
        let handshake = self.make_handshake(now, (peer, dht_key), &session, &response.cookie)?;
        let connection = self.table.get_mut(index).ok_or(Discard::Unsolicited)?;
        connection.on_cookie(now, handshake);
        self.table.touch(index);
        Ok(())
    }

    pub(super) fn handle_handshake(
        &mut self,
        cx: &mut Cx<'_>,
        now: Instant,
        from: Target,
        packet: &mut [u8],
    ) -> Result<(), Discard> {
        let handshake = Handshake::parse(packet)?;
        let cookie = handshake.cookie;
        let contents = self.cookies.open(now, cookie)?;
        self.offers.expire(now);
        let known = self.check_handshake(from, &cookie, &contents)?;
        let peer = contents.long_term_key;
        let key = self.long_term_key(cx, now, from, &peer)?;
        let payload = handshake.open(&key)?;
        self.combined.insert(&peer, &key);
        match known {
            Known::Same(index) => self.answer_handshake(now, from, index, (cookie, &contents, &payload)),
            Known::Restarted(index) => {
                self.end(now, index, EndReason::PeerRestarted);
                self.offer(now, from, cookie, &contents, payload);
                Ok(())
            }
            Known::Stranger => {
                self.offer(now, from, cookie, &contents, payload);
                Ok(())
            }
        }
    }

    /// Everything that can be judged without key work.
    fn check_handshake(&self, from: Target, cookie: &Cookie, contents: &CookieContents) -> Result<Known, Discard> {
        let peer = contents.long_term_key;
        if peer == self.keys.public {
            return Err(Discard::OwnKey);
        }
        if matches!(from, Target::Oob { peer, .. } if peer != contents.dht_key) {
            return Err(Discard::ForbiddenSource);
        }
        let Some((index, connection)) = self.table.find(&peer).and_then(|i| Some((i, self.table.get(i)?))) else {
            self.offers.check(&peer, cookie)?;
            return Ok(Known::Stranger);
        };
        if connection.dht_key != contents.dht_key {
            // Older than what the connection stands on: the peer's former self.
            if contents.unix_seconds < connection.newest_cookie {
                return Err(Discard::Replay);
            }
            self.offers.check(&peer, cookie)?;
            return Ok(Known::Restarted(index));
        }
        match connection.phase().after(self.event(index, from)) {
            Some(_) => self.offers.check_cookie(cookie, Some(connection.id)).map(|()| Known::Same(index)),
            None => Err(Discard::Replay),
        }
    }

    fn event(&self, index: u32, from: Target) -> Event {
        if self.table.at(&from) == Some(index) { Event::Handshake } else { Event::StrangeHandshake }
    }

    /// The peer of a connection that we began, too, answers or meets us half way.
    fn answer_handshake(
        &mut self,
        now: Instant,
        from: Target,
        index: u32,
        (cookie, contents, payload): (Cookie, &CookieContents, &HandshakePayload),
    ) -> Result<(), Discard> {
        let connection = self.table.get(index).ok_or(Discard::UnknownAddressee)?;
        let answers = connection.phase() == Phase::Requesting || self.event(index, from) == Event::StrangeHandshake;
        let keys = channel_keys(&connection.session, payload)?;
        let remembered = connection.remembered();
        let (peer, dht_key) = (connection.peer, connection.dht_key);
        let session = OwnSession { keys: connection.session.keys.clone(), base_nonce: connection.session.base_nonce };
        let own = if answers {
            Some(self.make_handshake(now, (peer, dht_key), &session, &payload.other_cookie)?)
        } else {
            None
        };
        let first = self.config.first_packet_number;
        let connection = self.table.get_mut(index).ok_or(Discard::UnknownAddressee)?;
        connection.newest_cookie = connection.newest_cookie.max(contents.unix_seconds);
        connection.paths.received(now, from);
        connection.note_paths(now, &mut self.shared);
        match connection.channel() {
            Some(channel) => channel.replace_keys(keys),
            None => connection.on_handshake(now, own, Channel::new(now, keys, first, remembered)),
        }
        let id = connection.id;
        self.table.proved(index, from);
        self.offers.use_up(now, cookie, id);
        Ok(())
    }

    fn offer(
        &mut self,
        now: Instant,
        from: Target,
        cookie: Cookie,
        contents: &CookieContents,
        payload: HandshakePayload,
    ) {
        let CookieContents { unix_seconds: cookie_seconds, long_term_key: peer, dht_key } = *contents;
        let offer = self.offers.add(now, OfferContent { peer, dht_key, from, cookie, cookie_seconds, payload });
        self.shared.outputs.push_back(Output::Incoming { offer, peer, dht_key, from });
    }

    /// Our handshake for a peer whose cookie we have.
    fn make_handshake(
        &mut self,
        now: Instant,
        (peer, dht_key): (LongTermPublicKey, DhtPublicKey),
        session: &OwnSession,
        cookie: &Cookie,
    ) -> Result<Vec<u8>, Discard> {
        let payload = HandshakePayload {
            base_nonce: session.base_nonce,
            session_key: session.keys.public,
            other_cookie: self.cookies.make(now, &mut self.rng, peer, dht_key),
        };
        let nonce = self.rng.nonce();
        let key = self.combined.get_or_derive(&self.keys.secret, &peer).map_err(|_| Discard::NotDecryptable)?;
        let mut packet = Vec::with_capacity(Handshake::LEN);
        payload.seal(cookie, &nonce, key, &mut packet);
        Ok(packet)
    }

    /// Our long-term key with the peer's, from memory or derived at the cost of whoever is at `from`.
    fn long_term_key(
        &mut self,
        cx: &mut Cx<'_>,
        now: Instant,
        from: Target,
        peer: &LongTermPublicKey,
    ) -> Result<CombinedKey, Discard> {
        if let Some(key) = self.combined.lookup(peer.as_bytes()) {
            return Ok(key.clone());
        }
        if !cx.admission.admit(now, from.source(), 1) {
            return Err(Discard::Limited);
        }
        self.combined.derive_uncached(&self.keys.secret, peer).map_err(|_| Discard::NotDecryptable)
    }

    /// The DHT key of a peer whom a cookie request may have gone to at `from`.
    fn asked_at(&self, from: Target) -> Option<DhtPublicKey> {
        let asked = match from {
            Target::Udp(_) | Target::Relay(_) => self.table.get(self.table.at(&from)?)?,
            Target::Oob { peer, .. } => self.table.with_dht_key(peer).find(|connection| connection.echo().is_some())?,
        };
        asked.echo().map(|_| asked.dht_key)
    }

    /// The connection that asked at `from` with this echo id. Out of band, where only the DHT key tells who answers, it may be
    /// any of those under that key: whoever says that a friend's DHT key is its own does not keep the friend's answer from us.
    fn asking(&self, from: Target, echo: RequestId) -> Option<u32> {
        let asks = |connection: &Connection| connection.echo() == Some(echo);
        match from {
            Target::Udp(_) | Target::Relay(_) => {
                self.table.at(&from).filter(|index| self.table.get(*index).is_some_and(asks))
            }
            Target::Oob { peer, .. } => {
                let asking = self.table.with_dht_key(peer).find(|connection| asks(connection))?;
                self.table.index(asking.id)
            }
        }
    }
}

/// What the sender of a handshake is to us.
enum Known {
    /// We are connecting to it.
    Same(u32),
    /// It began anew with another DHT key.
    Restarted(u32),
    /// There is no connection.
    Stranger,
}

/// The keys that follow from both handshakes.
fn channel_keys(session: &OwnSession, payload: &HandshakePayload) -> Result<Keys, Discard> {
    let key = CombinedKey::new(&session.keys.secret, &payload.session_key).map_err(|_| Discard::NotDecryptable)?;
    Ok(Keys { key, peer_session: payload.session_key, peer_base: payload.base_nonce, own_base: session.base_nonce })
}
