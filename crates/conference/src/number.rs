use std::fmt;

/// By which number we know a conference.
///
/// The index is the lowest that was free, and what other members put into packets for us. A reused index has another
/// generation, so whoever kept the number of a conference that we left does not speak in the next one.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ConferenceNumber {
    /// Slot in the list of conferences.
    pub index: u16,
    /// Counts the users of the slot.
    pub generation: u32,
}

impl fmt::Debug for ConferenceNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ConferenceNumber({}#{})", self.index, self.generation)
    }
}

/// The number of a member in its conference. Not authenticated: any member may speak in another's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PeerNumber(pub u16);
