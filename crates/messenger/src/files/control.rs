//! Controls: what those of a friend do, and how ours leave.

use toxcore_sansio::{Discard, FriendId, LinkError, Links, SendClass};
use toxcore_wire::Encode;
use toxcore_wire::messenger::{FileControl as ControlPacket, FileControlKind, FileSide};

use super::friend::{Events, FriendFiles};
use super::phase::Effect;
use super::{Direction, FileEventKind, FileNumber};

impl FriendFiles {
    /// The friend controls a transfer. Its side is the other one of ours.
    pub(crate) fn handle_control(
        &mut self,
        links: &mut dyn Links,
        events: &mut Events<'_>,
        packet: ControlPacket,
    ) -> Result<(), Discard> {
        let direction = match packet.side {
            FileSide::Receiver => Direction::Outgoing,
            FileSide::Sender => Direction::Incoming,
        };
        match self.control(direction, packet.file_number, packet.control) {
            Some((file, effect)) => self.tell(events, file, effect),
            None => self.answer_free_slot(links, events.friend, direction, packet),
        }
    }

    /// Applies a control; `None` if there is no such transfer.
    fn control(&mut self, direction: Direction, slot: u8, control: FileControlKind) -> Option<(FileNumber, Effect)> {
        let file = self.live(direction, slot)?;
        let size = self.status(file)?.size;
        let phase = self.phase_mut(file)?;
        let (after, effect) = phase.after_peer(direction, control, size);
        *phase = after;
        Some((file, effect))
    }

    /// Carries out what a control did, and tells the application.
    fn tell(&mut self, events: &mut Events<'_>, file: FileNumber, effect: Effect) -> Result<(), Discard> {
        let transfer = self.outgoing.get_mut(file.slot).filter(|_| file.direction == Direction::Outgoing);
        match effect {
            Effect::Accepted => {
                let position = transfer.map_or(0, |transfer| transfer.transferred);
                self.turns.push_back(file.slot);
                events.push(file, FileEventKind::Accepted { position });
            }
            Effect::Resumed => events.push(file, FileEventKind::Resumed),
            Effect::Paused => events.push(file, FileEventKind::Paused),
            Effect::Cancelled => {
                self.cut_short(file.direction, file.slot);
                events.push(file, FileEventKind::Cancelled);
            }
            Effect::Sought(position) => {
                if let Some(transfer) = transfer {
                    transfer.seek(position);
                }
            }
            Effect::Ignored => return Err(Discard::Unsolicited),
        }
        Ok(())
    }

    /// Tells the friend that it controls a transfer that there is not. Never after a kill: two peers that do would exchange
    /// kills for ever.
    ///
    /// Of a file that we would send the kill leaves before any later offer in the slot, so it is always right. Of one that
    /// the friend would send it may meet the friend's next offer; so only once, and not where a transfer has been, whose end
    /// the friend learns anyway.
    fn answer_free_slot(
        &mut self,
        links: &mut dyn Links,
        friend: FriendId,
        direction: Direction,
        packet: ControlPacket,
    ) -> Result<(), Discard> {
        let slot = packet.file_number;
        let known = direction == Direction::Incoming && self.incoming.needs_no_answer(slot);
        if packet.control == FileControlKind::Kill || known {
            return Err(Discard::Unsolicited);
        }
        send_control(links, friend, direction, slot, FileControlKind::Kill).map_err(|_| Discard::Full)?;
        if direction == Direction::Incoming {
            self.incoming.answered(slot);
        }
        Err(Discard::Unsolicited)
    }
}

/// Queues a control. `direction` is ours.
pub(crate) fn send_control(
    links: &mut dyn Links,
    friend: FriendId,
    direction: Direction,
    slot: u8,
    control: FileControlKind,
) -> Result<(), LinkError> {
    let side = match direction {
        Direction::Outgoing => FileSide::Sender,
        Direction::Incoming => FileSide::Receiver,
    };
    let packet = ControlPacket { side, file_number: slot, control };
    let mut buffer = [0; ControlPacket::SEEK_LEN];
    packet.encode(&mut buffer.as_mut_slice());
    let encoded = buffer.get(..packet.encoded_len()).unwrap_or(&buffer);
    links.send(friend, SendClass::Priority, encoded).map(|_| ())
}
