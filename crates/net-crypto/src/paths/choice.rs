//! The choice among the ways to a peer.

use std::net::SocketAddr;

use toxcore_sansio::{Instant, RouteId, StreamId};

use super::{Paths, RelayFact};
use crate::{PROBE_MAX_LEN, RELAY_PATIENCE, UDP_PROBE_INTERVAL};

/// What is to be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PacketClass {
    /// Cookie requests and handshakes: every way is tried.
    Handshake,
    /// A data packet of so many bytes.
    Data(usize),
}

/// Where one packet goes: to both if both are set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Route {
    pub(crate) udp: Option<SocketAddr>,
    pub(crate) relay: Option<RouteId>,
    /// For handshakes while there is no relay route.
    pub(crate) oob: Option<StreamId>,
}

/// What becomes of a packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Choice {
    /// It goes there.
    Send(Route),
    /// The relay route is full and nothing else is good enough: it waits for the route.
    Wait,
    /// No way is known for it.
    None,
}

/// The relay route as it is now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Relay {
    None,
    Ready(RouteId),
    /// It takes nothing at the moment.
    Full,
    /// It has taken nothing for so long that other ways are better, however bad.
    Stalled,
}

impl Paths {
    /// The choice. Pure: the same facts, time and class give the same answer.
    pub(crate) fn choose(&self, now: Instant, class: PacketClass) -> Choice {
        let live = self.preferred(|fact| fact.is_live(now));
        let any = live.or_else(|| self.preferred(|_| true)).map(|fact| fact.addr);
        let relay = self.relay_state(now);
        let udp = Route { udp: any, ..Route::default() };
        match class {
            PacketClass::Handshake => {
                let ready = self.relay.filter(|_| matches!(relay, Relay::Ready(_))).map(|fact| fact.route);
                Route { udp: any, relay: ready, oob: self.oob.filter(|_| relay == Relay::None) }.into()
            }
            PacketClass::Data(_) if live.is_some() && self.is_sure(now) => udp.into(),
            PacketClass::Data(_) if live.is_some() => match relay {
                Relay::Ready(route) => Route { relay: Some(route), ..udp }.into(),
                Relay::Full => Choice::Wait,
                Relay::None | Relay::Stalled => udp.into(),
            },
            PacketClass::Data(len) => self.choose_without_udp(now, len, any, relay),
        }
    }

    /// No address works as far as we know. Small packets find out whether that has changed.
    fn choose_without_udp(&self, now: Instant, len: usize, any: Option<SocketAddr>, relay: Relay) -> Choice {
        let small = any.filter(|_| len < PROBE_MAX_LEN);
        let rested = self.probed.is_none_or(|at| now > at + UDP_PROBE_INTERVAL);
        match relay {
            Relay::Ready(route) => {
                Route { udp: small.filter(|_| rested), relay: Some(route), ..Route::default() }.into()
            }
            Relay::Full => Choice::Wait,
            Relay::Stalled if small.is_none() => Choice::Wait,
            Relay::None | Relay::Stalled => Route { udp: small, ..Route::default() }.into(),
        }
    }

    /// When [`choose`](Self::choose) no longer says that packets wait for the relay route, if nobody frees it before.
    pub(crate) fn patience_ends(&self, now: Instant) -> Option<Instant> {
        self.relay?.full_since.map(|since| since + RELAY_PATIENCE).filter(|at| now < *at)
    }

    fn relay_state(&self, now: Instant) -> Relay {
        match self.relay {
            None => Relay::None,
            Some(RelayFact { route, full_since: None }) => Relay::Ready(route),
            Some(RelayFact { full_since: Some(since), .. }) if now < since + RELAY_PATIENCE => Relay::Full,
            Some(_) => Relay::Stalled,
        }
    }
}

impl From<Route> for Choice {
    fn from(route: Route) -> Self {
        if route == Route::default() { Self::None } else { Self::Send(route) }
    }
}
