/// Connection ids of one client at one relay.
pub const CONNECTION_IDS: usize = (u8::MAX - ConnectionId::FIRST) as usize + 1;

/// Names one peer of a client on its link to a relay, and is at the same time the kind byte of data packets for it.
///
/// The two ends of a route have an id each, chosen by the relay on the link of that client.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ConnectionId(u8);

impl ConnectionId {
    /// Lowest id; the numbers below are packet kinds.
    const FIRST: u8 = 16;

    /// The id of this byte; `None` below 16.
    #[must_use]
    pub const fn from_byte(byte: u8) -> Option<Self> {
        if byte >= Self::FIRST { Some(Self(byte)) } else { None }
    }

    /// The byte on the wire, 16 to 255.
    #[must_use]
    pub const fn byte(self) -> u8 {
        self.0
    }

    /// The id for a slot of a table with [`CONNECTION_IDS`] entries; `None` beyond.
    #[must_use]
    pub const fn from_slot(slot: usize) -> Option<Self> {
        if slot < CONNECTION_IDS { Some(Self(slot as u8 + Self::FIRST)) } else { None }
    }

    /// The slot of this id, 0 to 239.
    #[must_use]
    pub const fn slot(self) -> usize {
        (self.0 - Self::FIRST) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::{CONNECTION_IDS, ConnectionId};

    #[test]
    fn bytes_and_slots_are_two_views_of_one_id() {
        assert_eq!(CONNECTION_IDS, 240);
        for byte in 0..=u8::MAX {
            let id = ConnectionId::from_byte(byte);
            assert_eq!(id.is_some(), byte >= 16);
            if let Some(id) = id {
                assert_eq!((id.byte(), ConnectionId::from_slot(id.slot())), (byte, Some(id)));
            }
        }
        assert_eq!(ConnectionId::from_slot(CONNECTION_IDS), None);
    }
}
