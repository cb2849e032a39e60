//! The announce store as others see it, and data for those in it.

use std::net::SocketAddr;

use toxcore_crypto::EphemeralPublicKey;
use toxcore_sansio::{Asker, Cx, Discard, Instant, Nodes};
use toxcore_wire::group_announce::PublicGroupAnnounce;
use toxcore_wire::onion::{
    AnnounceForm, AnnounceRequest, AnnounceRequestPayload, AnnounceResponsePayload, AnnounceStatus, DataToRoute,
    OnionResponse3, PING_ID_LEN, ReturnPath3,
};
use toxcore_wire::{Encode, OnionAddress};

use super::OnionNode;
use crate::announce_store::Announcement;

/// Who asks, and how to answer.
struct Announcer {
    key: EphemeralPublicKey,
    via: SocketAddr,
    return_path: ReturnPath3,
}

impl OnionNode {
    /// Stores the sender if it proves that it gets our answers, looks up whom it searches, and answers. A request with
    /// group data that is none gets no answer.
    pub(super) fn answer_announce(
        &mut self,
        cx: &mut Cx<'_>,
        nodes: &dyn Nodes,
        now: Instant,
        from: SocketAddr,
        packet: &mut [u8],
    ) -> Result<(), Discard> {
        let request = AnnounceRequest::parse(packet)?;
        let announcer = Announcer { key: request.sender, via: from, return_path: request.return_path };
        let key = cx.combined_key(now, from.ip(), &announcer.key)?;
        let payload = request.open(&key)?;
        cx.remember(&announcer.key, &key);
        let announces = self.exchange_group_announce(now, &payload)?;
        let response = AnnounceResponsePayload {
            status: self.announce_status(now, &announcer, &payload),
            nodes: nodes.closest(now, payload.searched.as_bytes(), Asker::at(&from)),
            form: if payload.form.is_extended() { AnnounceForm::Extended(&announces) } else { AnnounceForm::Plain },
        };
        let nonce = self.rng.nonce();
        self.send(from, |out| {
            OnionResponse3::put_head(&announcer.return_path, out);
            // The announces were made from a bounded list, so they fit.
            let _ = response.seal(&payload.sendback, &nonce, &key, out);
        })?;
        self.stats.announces_answered += 1;
        Ok(())
    }

    /// The announces of other members, encoded, if the request brings one.
    fn exchange_group_announce(
        &mut self,
        now: Instant,
        payload: &AnnounceRequestPayload<'_>,
    ) -> Result<Vec<u8>, Discard> {
        let extra = payload.form.extra();
        if extra.is_empty() {
            return Ok(Vec::new());
        }
        let announce = PublicGroupAnnounce::parse(extra)?;
        self.stats.group_announces += 1;
        Ok(self.groups.exchange(now, &announce).to_vec())
    }

    fn announce_status(
        &mut self,
        now: Instant,
        announcer: &Announcer,
        payload: &AnnounceRequestPayload<'_>,
    ) -> AnnounceStatus {
        let found = if self.is_ping_id(now, announcer, &payload.ping_id) {
            self.store(now, announcer, payload.data_key);
            self.announcements.find(now, announcer.key.as_bytes())
        } else {
            self.announcements.find(now, payload.searched.as_bytes())
        };
        let ping_id = self.ping_id(now, announcer);
        match found {
            Some(entry) if entry.key != announcer.key => AnnounceStatus::Found { data_key: entry.data_key },
            Some(entry) if entry.data_key == payload.data_key => AnnounceStatus::Stored { ping_id },
            Some(_) | None => AnnounceStatus::NotStored { ping_id },
        }
    }

    fn store(&mut self, now: Instant, announcer: &Announcer, data_key: EphemeralPublicKey) {
        let entry = Announcement {
            key: announcer.key,
            data_key,
            via: announcer.via,
            return_path: announcer.return_path,
            at: now,
        };
        self.announcements.put(&self.own, entry);
        self.stats.announcements_stored += 1;
    }

    /// Binds the key to the node that its requests come from: only who receives our answers there knows it.
    fn ping_id(&self, now: Instant, announcer: &Announcer) -> [u8; PING_ID_LEN] {
        let via = OnionAddress::from(announcer.via).to_vec();
        self.ping_ids.make(now.since_origin().as_secs(), &[announcer.key.as_bytes(), &via])
    }

    fn is_ping_id(&self, now: Instant, announcer: &Announcer, ping_id: &[u8; PING_ID_LEN]) -> bool {
        let via = OnionAddress::from(announcer.via).to_vec();
        self.ping_ids.check(now.since_origin().as_secs(), &[announcer.key.as_bytes(), &via], ping_id)
    }

    /// Sends data back along the path of its receiver. Nothing is said if there is no such receiver.
    pub(super) fn route_data(&mut self, now: Instant, packet: &[u8]) -> Result<(), Discard> {
        let data = DataToRoute::parse(packet)?;
        let receiver = self.announcements.find(now, data.destination.as_bytes()).ok_or(Discard::UnknownAddressee)?;
        let (via, return_path) = (receiver.via, receiver.return_path);
        self.send(via, |out| data.encode_response(&return_path, out))?;
        self.stats.data_routed += 1;
        Ok(())
    }
}
