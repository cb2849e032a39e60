/// Which way a file goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Direction {
    /// We send it.
    Outgoing,
    /// We receive it.
    Incoming,
}

/// One transfer of one friend.
///
/// Slots are used again; the generation tells the users of a slot apart, so whoever kept the number of a transfer that has
/// ended does not control the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileNumber {
    /// Which way the file goes.
    pub direction: Direction,
    /// The number on the wire, chosen by the sender of the file.
    pub slot: u8,
    /// Counts the transfers of a [`FileTransfers`](super::FileTransfers) from 1; 0 is none.
    pub generation: u32,
}

impl FileNumber {
    /// The number that clients of the C library know it by: the slot of an outgoing file, (slot + 1) * 65,536 of an incoming
    /// one.
    #[must_use]
    pub const fn to_c(self) -> u32 {
        match self.direction {
            Direction::Outgoing => self.slot as u32,
            Direction::Incoming => (self.slot as u32 + 1) << INCOMING_SHIFT,
        }
    }

    /// Direction and slot of a number of the C library, whose low half is ignored for incoming files as the reference does;
    /// `None` if it names no slot.
    #[must_use]
    pub fn parts_from_c(number: u32) -> Option<(Direction, u8)> {
        let incoming = number >> INCOMING_SHIFT;
        let (direction, slot) = match incoming.checked_sub(1) {
            Some(slot) => (Direction::Incoming, slot),
            None => (Direction::Outgoing, number),
        };
        u8::try_from(slot).ok().map(|slot| (direction, slot))
    }
}

/// C numbers of incoming files begin above this bit. Protocol: messenger, File numbers.
const INCOMING_SHIFT: u32 = 16;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_the_c_library_go_both_ways() {
        for (direction, slot, number) in [
            (Direction::Outgoing, 0, 0),
            (Direction::Outgoing, 255, 255),
            (Direction::Incoming, 0, 0x1_0000),
            (Direction::Incoming, 255, 0x100_0000),
        ] {
            assert_eq!(FileNumber { direction, slot, generation: 7 }.to_c(), number);
            assert_eq!(FileNumber::parts_from_c(number), Some((direction, slot)));
        }
        assert_eq!(FileNumber::parts_from_c(0x1_ffff), Some((Direction::Incoming, 0)));
        for outside in [256, 0xffff, 0x101_0000, u32::MAX] {
            assert_eq!(FileNumber::parts_from_c(outside), None);
        }
    }
}
