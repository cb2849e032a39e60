//! Conferences in the save file. Protocol: conferences, Saving.

use toxcore_sansio::{Content, Instant, UnixTime};
use toxcore_wire::conference::{ConferenceIdentifier, MAX_NAME_LEN};
use toxcore_wire::savedata::{LOSSY_NUMBER_LEAP, MESSAGE_NUMBER_LEAP, SavedConference, SavedConferencePeer};

use super::{Conference, Shared, Status};
use crate::ConferenceNumber;
use crate::peer::{LastActive, Peer};

impl Conference {
    /// What the save file says of it. `None` as long as we are not in.
    pub(crate) fn save(&self, now: Instant, unix_time: UnixTime) -> Option<SavedConference> {
        let own = self.own_number()?;
        let others = self.members.present().iter().filter(|peer| peer.number != own).chain(self.members.frozen());
        let peers = others.map(|peer| SavedConferencePeer {
            key: peer.key,
            dht_key: peer.dht_key,
            peer_number: peer.number,
            last_active_seconds: peer.last_active.unix_time(now, unix_time).0,
            name: peer.name.to_vec(),
        });
        Some(SavedConference {
            kind: self.identifier.kind.number(),
            id: *self.identifier.id.as_bytes(),
            message_number: self.message_number.wrapping_add(MESSAGE_NUMBER_LEAP),
            lossy_message_number: self.lossy_number.wrapping_add(LOSSY_NUMBER_LEAP),
            own_peer_number: own,
            title: self.title.to_vec(),
            peers: peers.collect(),
        })
    }

    /// One that was saved: everybody is out of sight. Members who cannot be are left out.
    pub(crate) fn restore(
        now: Instant,
        number: ConferenceNumber,
        identifier: ConferenceIdentifier,
        saved: &SavedConference,
        shared: &mut Shared,
    ) -> Self {
        let own = saved.own_peer_number;
        let mut conference = Self::new(number, identifier, Status::Connected { own });
        conference.message_number = saved.message_number;
        conference.lossy_number = saved.lossy_message_number;
        conference.title = Content::from(saved.title.as_slice());
        conference.add_ourselves(now, own, shared);
        for saved in saved.peers.iter().filter(|peer| peer.name.len() <= MAX_NAME_LEN) {
            let mut peer = Peer::new(saved.peer_number, saved.key, saved.dht_key, now);
            peer.name = Content::from(saved.name.as_slice());
            peer.last_active = LastActive::Before(UnixTime(saved.last_active_seconds));
            conference.members.restore_frozen(peer);
        }
        let loaded = conference.members.frozen().len();
        conference.members.max_offline = conference.members.max_offline.max(loaded);
        conference.changed = true;
        conference.name_wanted = true;
        conference
    }
}
