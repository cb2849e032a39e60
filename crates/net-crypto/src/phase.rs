//! The life of a connection as a table.

/// Where a connection is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Phase {
    /// We ask for a cookie.
    Requesting,
    /// We have a cookie and send our handshake.
    HandshakeSent,
    /// We have the peer's handshake; keys exist, nothing has come under them.
    NotConfirmed,
    /// Data flows.
    Established,
}

/// What can happen to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Event {
    CookieResponse,
    Handshake,
    /// A handshake from where nothing came before, or out of band.
    StrangeHandshake,
    Data,
}

impl Phase {
    /// The phase after `event`; `None` if it is ignored.
    pub(crate) const fn after(self, event: Event) -> Option<Self> {
        match (self, event) {
            (Self::Requesting, Event::CookieResponse) => Some(Self::HandshakeSent),
            (Self::Requesting | Self::HandshakeSent, Event::Handshake | Event::StrangeHandshake)
            | (Self::NotConfirmed, Event::Handshake) => Some(Self::NotConfirmed),
            (Self::NotConfirmed | Self::Established, Event::Data) => Some(Self::Established),
            (Self::HandshakeSent | Self::NotConfirmed | Self::Established, Event::CookieResponse)
            | (Self::NotConfirmed | Self::Established, Event::StrangeHandshake)
            | (Self::Established, Event::Handshake)
            | (Self::Requesting | Self::HandshakeSent, Event::Data) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn transitions_are_the_documented_ones() {
        use Phase::{Established, HandshakeSent, NotConfirmed, Requesting};
        let events = [Event::CookieResponse, Event::Handshake, Event::StrangeHandshake, Event::Data];
        let table = [
            (Requesting, [Some(HandshakeSent), Some(NotConfirmed), Some(NotConfirmed), None]),
            (HandshakeSent, [None, Some(NotConfirmed), Some(NotConfirmed), None]),
            (NotConfirmed, [None, Some(NotConfirmed), None, Some(Established)]),
            (Established, [None, None, None, Some(Established)]),
        ];
        for (phase, after) in table {
            assert_eq!(events.map(|event| phase.after(event)), after, "{phase:?}");
        }
    }
}
