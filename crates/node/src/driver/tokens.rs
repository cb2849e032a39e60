use mio::Token;

/// What an event is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    Udp,
    Signals,
    Resolver,
    MetricsListener,
    MetricsClient(usize),
    Listener(usize),
    /// A stream by the index of its id. An event for its predecessor in the table costs one vain read.
    Stream(usize),
}

impl Source {
    pub(super) const fn token(self) -> Token {
        match self {
            Self::Udp => Token(0),
            Self::Signals => Token(1),
            Self::Resolver => Token(2),
            Self::MetricsListener => Token(3),
            Self::MetricsClient(number) => Token(METRICS_CLIENTS + number),
            Self::Listener(number) => Token(LISTENERS + number),
            Self::Stream(index) => Token(STREAMS.saturating_add(index)),
        }
    }

    pub(super) const fn of(token: Token) -> Self {
        match token.0 {
            0 => Self::Udp,
            1 => Self::Signals,
            2 => Self::Resolver,
            3 => Self::MetricsListener,
            number @ METRICS_CLIENTS..LISTENERS => Self::MetricsClient(number - METRICS_CLIENTS),
            number @ LISTENERS..STREAMS => Self::Listener(number - LISTENERS),
            number => Self::Stream(number - STREAMS),
        }
    }
}

const METRICS_CLIENTS: usize = 4;
const LISTENERS: usize = 64;
const STREAMS: usize = 1 << 20;

/// Connections to the metrics at once.
pub(super) const MAX_METRICS_CLIENTS: usize = 8;
/// Relay ports at most: room for each port number.
pub(super) const MAX_LISTENERS: usize = 65_535;

const _: () = assert!(METRICS_CLIENTS + MAX_METRICS_CLIENTS <= LISTENERS && LISTENERS + MAX_LISTENERS <= STREAMS);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_tell_their_source() {
        let sources = [
            Source::Udp,
            Source::Signals,
            Source::Resolver,
            Source::MetricsListener,
            Source::MetricsClient(MAX_METRICS_CLIENTS - 1),
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
