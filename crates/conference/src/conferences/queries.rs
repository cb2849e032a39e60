//! What a program may know.

use toxcore_sansio::{Instant, UnixTime};
use toxcore_wire::conference::{ConferenceId, ConferenceIdentifier};

use super::Conferences;
use crate::conference::Conference;
use crate::{ConferenceNumber, OfflinePeerInfo, PeerInfo, PeerNumber};

impl Conferences {
    /// All conferences, in the order of their indexes.
    pub fn numbers(&self) -> impl Iterator<Item = ConferenceNumber> + '_ {
        self.iter().map(|conference| conference.number)
    }

    /// The number of the conference at this index, if there is one.
    #[must_use]
    pub fn number_at(&self, index: u16) -> Option<ConferenceNumber> {
        let slot = self.slots.get(usize::from(index))?;
        slot.conference.as_deref().map(|conference| conference.number)
    }

    /// The conference with this id.
    #[must_use]
    pub fn find(&self, id: &ConferenceId) -> Option<ConferenceNumber> {
        self.iter().find(|conference| conference.identifier.id == *id).map(|conference| conference.number)
    }

    /// Id and type.
    #[must_use]
    pub fn identifier(&self, number: ConferenceNumber) -> Option<ConferenceIdentifier> {
        self.get(number).map(|conference| conference.identifier)
    }

    /// Our number among the members; `None` also as long as we wait for it.
    #[must_use]
    pub fn own_number(&self, number: ConferenceNumber) -> Option<PeerNumber> {
        self.get(number).and_then(Conference::own_number).map(PeerNumber)
    }

    /// Its title, if it has one.
    #[must_use]
    pub fn title(&self, number: ConferenceNumber) -> Option<&[u8]> {
        self.get(number).map(|conference| &*conference.title).filter(|title| !title.is_empty())
    }

    /// How many members are in sight, ourselves included.
    #[must_use]
    pub fn peer_count(&self, number: ConferenceNumber) -> Option<usize> {
        self.get(number).map(|conference| conference.members.present().len())
    }

    /// Who is in sight at this index.
    #[must_use]
    pub fn peer(&self, number: ConferenceNumber, index: usize) -> Option<PeerInfo<'_>> {
        let conference = self.get(number)?;
        let peer = conference.members.present().get(index)?;
        let own = conference.own_number() == Some(peer.number);
        Some(PeerInfo { id: peer.id(index), name: &peer.name, own })
    }

    /// The index at which a member is in sight now.
    #[must_use]
    pub fn peer_index(&self, number: ConferenceNumber, peer: PeerNumber) -> Option<usize> {
        self.get(number)?.members.get(peer.0).map(|(index, _)| index)
    }

    /// How many members are remembered who are out of sight.
    #[must_use]
    pub fn offline_peer_count(&self, number: ConferenceNumber) -> Option<usize> {
        self.get(number).map(|conference| conference.members.frozen().len())
    }

    /// Who is out of sight at this index, if the clocks show `now` and `unix_time`.
    #[must_use]
    pub fn offline_peer(
        &self,
        number: ConferenceNumber,
        index: usize,
        now: Instant,
        unix_time: UnixTime,
    ) -> Option<OfflinePeerInfo<'_>> {
        let peer = self.get(number)?.members.frozen().get(index)?;
        let last_active = peer.last_active.unix_time(now, unix_time);
        Some(OfflinePeerInfo { id: peer.id(index), name: &peer.name, last_active })
    }

    /// How many connections there are for a conference, and how many of them are online.
    #[must_use]
    pub fn connection_counts(&self, number: ConferenceNumber) -> Option<(usize, usize)> {
        self.get(number).map(Conference::connection_counts)
    }
}
