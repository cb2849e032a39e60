//! The server's side of the handshake.

use toxcore_crypto::{CombinedKey, EphemeralKeyPair, LowOrderKey};
use toxcore_sansio::{Cx, Discard, Instant, StreamId};
use toxcore_wire::relay::{ClientHandshake, HandshakePayload, ServerHandshake};

use super::RelayServer;
use crate::cipher::LinkCipher;
use crate::config::HANDSHAKE_RETRY;
use crate::link::LinkState;

impl RelayServer {
    /// Takes bytes of the client's handshake off `bytes`; answers once all have come.
    pub(super) fn handle_handshake(
        &mut self,
        cx: &mut Cx<'_>,
        now: Instant,
        id: StreamId,
        bytes: &mut &mut [u8],
    ) -> Result<(), Discard> {
        let Some(link) = self.links.get_mut(id) else { return Ok(()) };
        if link.partial.len() >= ClientHandshake::LEN {
            // It waits for its turn; no client says more before it has the answer.
            return if bytes.is_empty() { Ok(()) } else { Err(Discard::Forbidden) };
        }
        let missing = ClientHandshake::LEN.saturating_sub(link.partial.len()).min(bytes.len());
        let (head, rest) = std::mem::take(bytes).split_at_mut(missing);
        link.partial.extend_from_slice(head);
        *bytes = rest;
        if link.partial.len() < ClientHandshake::LEN {
            return Ok(());
        }
        self.answer_or_defer(cx, now, id)
    }

    /// Answers if the source may cause the work now. If not, the handshake waits, up to its ten seconds: a client whose
    /// link was closed would come back and cost more.
    fn answer_or_defer(&mut self, cx: &mut Cx<'_>, now: Instant, id: StreamId) -> Result<(), Discard> {
        let Some(link) = self.links.get_mut(id) else { return Ok(()) };
        if cx.admission.admit(now, link.from.ip(), HANDSHAKE_COST) {
            let mut packet = std::mem::take(&mut link.partial);
            link.deadline = link.handshake_ends;
            self.schedule(id);
            return self.answer_handshake(cx, id, &mut packet);
        }
        link.deadline = link.handshake_ends.min(now + HANDSHAKE_RETRY);
        self.schedule(id);
        Ok(())
    }

    /// The time of a handshake that had to wait has come.
    pub(super) fn retry_handshake(&mut self, cx: &mut Cx<'_>, now: Instant, id: StreamId) {
        if self.answer_or_defer(cx, now, id).is_err() {
            self.stats.handshakes_failed += 1;
            self.end(id);
        }
    }

    /// Three key operations: with the client's DHT key (cached for those who come back), a key pair of ours for this
    /// link, and the link key.
    fn answer_handshake(&mut self, cx: &mut Cx<'_>, id: StreamId, packet: &mut [u8]) -> Result<(), Discard> {
        let Some(link) = self.links.get_mut(id) else { return Ok(()) };
        let handshake = ClientHandshake::parse(packet)?;
        let client = handshake.client;
        if client == cx.keys.public {
            return Err(Discard::OwnKey);
        }
        let combined = match cx.cache.lookup(client.as_bytes()) {
            Some(combined) => combined.clone(),
            None => CombinedKey::new(&cx.keys.secret, &client).map_err(not_decryptable)?,
        };
        let theirs = handshake.open(&combined).map_err(|_| Discard::NotDecryptable)?;
        let ours = EphemeralKeyPair::from_secret_bytes(self.rng.secret_bytes());
        let link_key = CombinedKey::new(&ours.secret, &theirs.temporary).map_err(not_decryptable)?;
        let base_nonce = self.rng.nonce();
        let answer = HandshakePayload { temporary: ours.public, base_nonce };
        let mut reply = Vec::with_capacity(ServerHandshake::LEN);
        ServerHandshake::seal(&self.rng.nonce(), &combined, &answer, &mut reply);
        link.queue.push_plain(&reply);
        self.queued = self.queued.saturating_add(reply.len());
        let cipher = LinkCipher::new(link_key, base_nonce, theirs.base_nonce).counted_by(Some(self.counts.clone()));
        link.state = LinkState::Unconfirmed { key: client, cipher };
        cx.cache.insert(&client, &combined);
        self.list_writable(id);
        Ok(())
    }
}

fn not_decryptable(_: LowOrderKey) -> Discard {
    Discard::NotDecryptable
}

/// Key derivations that one handshake costs.
const HANDSHAKE_COST: u32 = 3;
