use crate::LinkPath;
use crate::receipts::Receipts;
use crate::unsent::Unsent;

/// How near a friend is.
#[derive(Debug, Default)]
pub(crate) enum Presence {
    /// No connection.
    #[default]
    Absent,
    /// There is a connection, over which the friend has not said that it is online.
    Greeting(Link),
    /// Both know each other to be online.
    Online(Box<Session>),
}

/// What is known while there is a connection.
#[derive(Debug)]
pub(crate) struct Link {
    pub(crate) path: LinkPath,
    pub(crate) unsent: Unsent,
}

/// What is known of a friend who is online.
#[derive(Debug)]
pub(crate) struct Session {
    pub(crate) link: Link,
    pub(crate) receipts: Receipts,
    /// Whether something was refused because a queue was full.
    pub(crate) refused: bool,
}

impl Presence {
    /// The connection, if there is one.
    pub(crate) fn link_mut(&mut self) -> Option<&mut Link> {
        match self {
            Self::Absent => None,
            Self::Greeting(link) => Some(link),
            Self::Online(session) => Some(&mut session.link),
        }
    }

    /// The session, if the friend is online.
    pub(crate) fn session_mut(&mut self) -> Option<&mut Session> {
        match self {
            Self::Online(session) => Some(session),
            Self::Absent | Self::Greeting(_) => None,
        }
    }

    pub(crate) fn is_online(&self) -> bool {
        matches!(self, Self::Online(_))
    }

    pub(crate) fn is_connected(&self) -> bool {
        !matches!(self, Self::Absent)
    }

    /// By which way the friend is online.
    pub(crate) fn path(&self) -> Option<LinkPath> {
        match self {
            Self::Online(session) => Some(session.link.path),
            Self::Absent | Self::Greeting(_) => None,
        }
    }

    /// The friend said that it is online. `None` if that is known or there is no connection.
    pub(crate) fn go_online(&mut self) -> Option<&mut Session> {
        match std::mem::take(self) {
            Self::Greeting(link) => {
                *self = Self::Online(Box::new(Session { link, receipts: Receipts::default(), refused: false }));
                self.session_mut()
            }
            other => {
                *self = other;
                None
            }
        }
    }

    /// The friend is online no longer, though the connection may stay. Gives back what ended.
    pub(crate) fn go_offline(&mut self) -> Option<Receipts> {
        match std::mem::take(self) {
            Self::Online(session) => {
                let Session { mut link, receipts, .. } = *session;
                link.unsent.remove_profile();
                *self = Self::Greeting(link);
                Some(receipts)
            }
            other => {
                *self = other;
                None
            }
        }
    }
}
