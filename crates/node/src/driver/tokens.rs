use mio::Token;

/// What an event is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    Udp,
    Signals,
    /// Another thread has something for the loop.
    Waker,
    Listener(usize),
    /// A stream by the index of its id. An event for its predecessor in the table costs one vain read.
    Stream(usize),
}

impl Source {
    pub(super) const fn token(self) -> Token {
        match self {
            Self::Udp => Token(0),
            Self::Signals => Token(1),
            Self::Waker => Token(2),
            Self::Listener(number) => Token(LISTENERS + number),
            Self::Stream(index) => Token(STREAMS.saturating_add(index)),
        }
    }

    pub(super) const fn of(token: Token) -> Self {
        match token.0 {
            0 => Self::Udp,
            1 => Self::Signals,
            2..LISTENERS => Self::Waker,
            number @ LISTENERS..STREAMS => Self::Listener(number - LISTENERS),
            number => Self::Stream(number - STREAMS),
        }
    }
}

const LISTENERS: usize = 3;
const STREAMS: usize = 1 << 20;

/// Relay ports at most: room for each port number.
pub(super) const MAX_LISTENERS: usize = 65_535;

const _: () = assert!(LISTENERS + MAX_LISTENERS <= STREAMS);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_tell_their_source() {
        let sources = [
            Source::Udp,
            Source::Signals,
            Source::Waker,
            Source::Listener(0),
            Source::Listener(MAX_LISTENERS - 1),
            Source::Stream(0),
            Source::Stream(1_000_000),
        ];
        for source in sources {
            assert_eq!(Source::of(source.token()), source);
        }
    }
}
