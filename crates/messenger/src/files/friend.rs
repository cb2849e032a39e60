//! The transfers of one friend: what its offers and its data do. What its controls do stands in `control`.

use std::collections::VecDeque;

use toxcore_sansio::{Content, Discard, FriendId, LinkError, Links, SendClass};
use toxcore_wire::messenger::{FileData, FileSendRequest};

use super::incoming::Incoming;
use super::outgoing::{Given, Outgoing};
use super::slots::Slots;
use super::{Direction, FileEvent, FileEventKind, FileNumber, FileOffer, FileStatus, Phase};

/// The transfers of one friend that is online.
#[derive(Debug)]
pub(crate) struct FriendFiles {
    pub(crate) outgoing: Slots<Outgoing>,
    pub(crate) incoming: Slots<Incoming>,
    /// Outgoing slots under way, whether paused or not: the next to be asked first.
    pub(super) turns: VecDeque<u8>,
    /// Files whose last packet the connection has: its number and the transfer, in order of sending.
    confirmations: VecDeque<(u64, FileNumber)>,
    /// Slots of cancelled files whose packets are still under way, with the number of the last.
    draining: Vec<(u64, u8)>,
    /// Chunks that the connection could not take.
    held: VecDeque<Held>,
    /// Bulk packets that the friend has confirmed.
    delivered: u64,
}

/// A chunk that waits for room in the connection.
#[derive(Debug)]
struct Held {
    file: FileNumber,
    packet: Content,
    given: Given,
}

/// Where events of one friend go.
#[derive(Debug)]
pub(crate) struct Events<'a> {
    pub(crate) friend: FriendId,
    pub(crate) queue: &'a mut VecDeque<FileEvent>,
}

impl Events<'_> {
    pub(crate) fn push(&mut self, file: FileNumber, kind: FileEventKind) {
        self.queue.push_back(FileEvent { friend: self.friend, file, kind });
    }
}

impl FriendFiles {
    pub(crate) const fn new() -> Self {
        Self {
            outgoing: Slots::new(),
            incoming: Slots::new(),
            turns: VecDeque::new(),
            confirmations: VecDeque::new(),
            draining: Vec::new(),
            held: VecDeque::new(),
            delivered: 0,
        }
    }

    /// The friend offers a file. Under a number in use the offer means nothing.
    pub(crate) fn handle_offer(
        &mut self,
        events: &mut Events<'_>,
        generation: u32,
        offer: &FileSendRequest<'_>,
    ) -> Result<(), Discard> {
        let slot = offer.file_number;
        if self.incoming.get(slot).is_some() {
            return Err(Discard::Full);
        }
        self.incoming.insert(slot, generation, Incoming::new(offer.kind, offer.size, offer.file_id));
        let file = FileNumber { direction: Direction::Incoming, slot, generation };
        let offer = FileOffer { kind: offer.kind, size: offer.size, id: offer.file_id, name: offer.name.into() };
        events.push(file, FileEventKind::Offered(Box::new(offer)));
        Ok(())
    }

    /// Data of a file came.
    pub(crate) fn handle_data(&mut self, events: &mut Events<'_>, data: &FileData<'_>) -> Result<(), Discard> {
        let slot = data.file_number;
        let generation = self.incoming.generation(slot).ok_or(Discard::Unsolicited)?;
        let transfer = self.incoming.get_mut(slot).ok_or(Discard::Unsolicited)?;
        let piece = transfer.take(data.data.len()).ok_or(Discard::Unsolicited)?;
        let file = FileNumber { direction: Direction::Incoming, slot, generation };
        if piece.length > 0 {
            let data = FileData::MIN_LEN..FileData::MIN_LEN + piece.length;
            events.push(file, FileEventKind::ChunkReceived { position: piece.position, data });
        }
        if let Some(whole) = piece.end {
            let position = transfer.position;
            self.incoming.end(slot);
            events.push(file, FileEventKind::Received { position, whole });
        }
        Ok(())
    }

    /// The friend has so many bulk packets.
    pub(crate) fn handle_delivered(&mut self, events: &mut Events<'_>, up_to: u64) {
        self.delivered = up_to;
        self.draining.retain(|(last, _)| *last > up_to);
        while let Some((_, file)) = self.confirmations.front().copied().filter(|(last, _)| *last <= up_to) {
            self.confirmations.pop_front();
            if self.outgoing.get_exact(file).is_some()
                && let Some(transfer) = self.outgoing.end(file.slot)
            {
                events.push(file, FileEventKind::Sent { position: transfer.transferred });
            }
        }
    }

    /// The transfer that has a slot.
    pub(crate) fn live(&self, direction: Direction, slot: u8) -> Option<FileNumber> {
        let generation = match direction {
            Direction::Outgoing => self.outgoing.generation(slot),
            Direction::Incoming => self.incoming.generation(slot),
        };
        generation.map(|generation| FileNumber { direction, slot, generation })
    }

    /// What is known of a transfer, unless it has ended.
    pub(crate) fn status(&self, file: FileNumber) -> Option<FileStatus> {
        match file.direction {
            Direction::Outgoing => self.outgoing.get_exact(file).map(Outgoing::status),
            Direction::Incoming => self.incoming.get_exact(file).map(Incoming::status),
        }
    }

    /// Where a transfer is, unless it has ended.
    pub(crate) fn phase_mut(&mut self, file: FileNumber) -> Option<&mut Phase> {
        match file.direction {
            Direction::Outgoing => self.outgoing.get_exact_mut(file).map(|transfer| &mut transfer.phase),
            Direction::Incoming => self.incoming.get_exact_mut(file).map(|transfer| &mut transfer.phase),
        }
    }

    /// All transfers, in the order in which the reference searches them: by slot, outgoing first.
    pub(crate) fn numbers(&self) -> Vec<FileNumber> {
        let outgoing = self.outgoing.iter().map(|live| (Direction::Outgoing, live));
        let incoming = self.incoming.iter().map(|live| (Direction::Incoming, live));
        let number = |(direction, (slot, generation))| FileNumber { direction, slot, generation };
        let mut numbers: Vec<_> = outgoing.chain(incoming).map(number).collect();
        numbers.sort_unstable_by_key(|file| (file.slot, file.direction));
        numbers
    }

    /// A slot for a file that we offer: none with data of an older file still under way, which the friend could take for
    /// data of the new one.
    pub(crate) fn vacant_outgoing(&self) -> Option<u8> {
        self.outgoing.vacant(|slot| self.draining.iter().all(|(_, other)| *other != slot))
    }

    /// Ends a transfer before its time.
    pub(crate) fn cut_short(&mut self, direction: Direction, slot: u8) {
        match direction {
            Direction::Incoming => {
                self.incoming.end(slot);
            }
            Direction::Outgoing => {
                let Some(transfer) = self.outgoing.end(slot) else { return };
                self.turns.retain(|other| *other != slot);
                self.held.retain(|held| held.file.slot != slot);
                if let Some(last) = transfer.last_packet.filter(|last| *last > self.delivered) {
                    self.draining.push((last, slot));
                }
            }
        }
    }

    /// Queues a chunk, now or as soon as the connection has room.
    pub(crate) fn send_data(
        &mut self,
        links: &mut dyn Links,
        friend: FriendId,
        file: FileNumber,
        packet: &[u8],
        given: Given,
    ) -> Result<(), LinkError> {
        if self.held.is_empty() {
            match links.send(friend, SendClass::Bulk, packet) {
                Ok(number) => {
                    self.note_sent(file, number, given);
                    return Ok(());
                }
                Err(LinkError::Full) => {}
                Err(error) => return Err(error),
            }
        }
        self.held.push_back(Held { file, packet: packet.into(), given });
        Ok(())
    }

    /// Sends what was held back. Returns whether nothing is held any longer.
    pub(super) fn flush_held(&mut self, links: &mut dyn Links, friend: FriendId) -> bool {
        while let Some(held) = self.held.front() {
            let Ok(number) = links.send(friend, SendClass::Bulk, &held.packet) else { return false };
            let (file, given) = (held.file, held.given);
            self.held.pop_front();
            self.note_sent(file, number, given);
        }
        true
    }

    fn note_sent(&mut self, file: FileNumber, number: u64, given: Given) {
        if let Some(transfer) = self.outgoing.get_exact_mut(file) {
            transfer.last_packet = Some(number);
        }
        if given == Given::All {
            self.confirmations.push_back((number, file));
        }
    }
}
