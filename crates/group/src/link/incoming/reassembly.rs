use toxcore_wire::group::Fragment;

/// Fragments of one packet.
#[derive(Debug, Default)]
pub(super) struct Reassembly {
    bytes: Vec<u8>,
    state: State,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    #[default]
    Closed,
    Open,
    /// Too long: what follows is thrown away up to the last fragment.
    Oversized,
}

/// What a fragment led to.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// More are to come.
    More,
    /// The packet is complete: its kind, and its data.
    Complete(Vec<u8>),
    /// It ends a packet that was too long, or had nothing in it.
    Discarded,
}

impl Reassembly {
    pub(super) fn push(&mut self, data: &[u8], most: usize) -> Part {
        if data.is_empty() {
            return self.finish();
        }
        let fits = Fragment::parse(data).is_ok() && self.bytes.len() + data.len() <= most;
        if !fits || self.state == State::Oversized {
            *self = Self { bytes: Vec::new(), state: State::Oversized };
        } else {
            self.state = State::Open;
            self.bytes.extend_from_slice(data);
        }
        Part::More
    }

    /// Forgets an unfinished packet. Returns whether there was one.
    pub(super) fn reset(&mut self) -> bool {
        std::mem::take(self).state != State::Closed
    }

    fn finish(&mut self) -> Part {
        let Self { bytes, state } = std::mem::take(self);
        if state == State::Open { Part::Complete(bytes) } else { Part::Discarded }
    }
}
