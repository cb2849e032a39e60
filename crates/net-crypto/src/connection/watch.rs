//! What a connection knows of its ways, and when it looks again.

use toxcore_sansio::Instant;

use super::{Connection, State};
use crate::channel::{Channel, Open};
use crate::congestion::{Remembered, Way};
use crate::paths::{Choice, PacketClass};
use crate::shared::Shared;
use crate::{Output, PathKind, RELAY_REST, Statistics};

/// What the owner was told.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Watch {
    udp: Udp,
    relay: Need,
}

/// How UDP fares.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Udp {
    #[default]
    Silent,
    /// Packets came not long ago, but relays help out.
    Doubtful,
    Sure,
}

/// Whether the relay route must be awake.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Need {
    #[default]
    Needed,
    /// Needed still; UDP is sure since then.
    CalmSince(Instant),
    MayRest,
}

impl Connection {
    /// Notices how the ways fare, tells the owner, and begins to measure anew when data takes another way.
    pub(crate) fn note_paths(&mut self, now: Instant, shared: &mut Shared) {
        if self.channel().is_some_and(Channel::take_doubt) {
            if self.path(now) == Some(PathKind::Relay) {
                shared.outputs.push_back(Output::RelayDoubtful(self.id));
            }
            self.paths.doubt(now);
        }
        let udp = match (self.paths.is_direct(now), self.paths.is_sure(now)) {
            (_, true) => Udp::Sure,
            (true, false) => Udp::Doubtful,
            (false, false) => Udp::Silent,
        };
        self.note_udp(now, udp, shared);
        let relayed = udp == Udp::Silent && self.paths.relay().is_some();
        let way = if relayed { Way::Relayed } else { Way::Direct };
        if let Some(channel) = self.channel() {
            channel.set_way(way);
        }
        self.note_need(now, shared);
    }

    /// What was learnt about rates, for the next connection to this peer.
    pub(crate) fn learnt(&mut self, now: Instant) -> [Option<Remembered>; 2] {
        let sure = self.watch.udp == Udp::Sure;
        let learnt = self.channel().and_then(|channel| channel.learnt(now));
        let [udp, relay] = &mut self.remembered;
        let entry = if sure { udp } else { relay };
        *entry = learnt.or(*entry);
        self.remembered
    }

    pub(crate) fn remembered(&self) -> Option<Remembered> {
        let [udp, relay] = self.remembered;
        if self.watch.udp == Udp::Sure { udp } else { relay.or(udp) }
    }

    /// When [`handle_timeout`](Self::handle_timeout) or [`poll_transmit`](Self::poll_transmit) is useful next.
    pub(crate) fn deadline(&mut self, now: Instant) -> Option<Instant> {
        let open = self.open(now);
        let patience = (open != Open::All).then(|| self.paths.patience_ends(now)).flatten();
        let own = match &mut self.state {
            State::Requesting { attempt, .. } | State::HandshakeSent { attempt } => Some(attempt.next),
            State::NotConfirmed { attempt, channel } => {
                channel.deadline(open).map_or(Some(attempt.next), |at| Some(at.min(attempt.next)))
            }
            State::Established { channel } => channel.deadline(open),
        };
        [own, patience, self.watch_deadline(now)].into_iter().flatten().min()
    }

    /// Over what large packets leave now.
    pub(crate) fn path(&self, now: Instant) -> Option<PathKind> {
        let Choice::Send(route) = self.paths.choose(now, PacketClass::Data(usize::MAX)) else {
            // A full relay route is still the way that is taken.
            return self.paths.relay().map(|_| PathKind::Relay);
        };
        match (route.udp, route.relay) {
            (Some(_), None) => Some(PathKind::Udp),
            (Some(_), Some(_)) => Some(PathKind::UdpAndRelay),
            (None, Some(_)) => Some(PathKind::Relay),
            (None, None) => None,
        }
    }

    pub(crate) fn statistics(&self) -> Statistics {
        match &self.state {
            State::NotConfirmed { channel, .. } | State::Established { channel } => channel.statistics(),
            State::Requesting { .. } | State::HandshakeSent { .. } => Statistics::default(),
        }
    }

    fn note_udp(&mut self, now: Instant, udp: Udp, shared: &mut Shared) {
        let was = self.watch.udp;
        if was == udp {
            return;
        }
        self.learnt(now);
        self.watch.udp = udp;
        if (was == Udp::Sure) != (udp == Udp::Sure) && self.paths.relay().is_some() {
            let remembered = self.remembered();
            if let State::Established { channel } = &mut self.state {
                channel.path_changed(now, remembered);
            }
        }
        if (was == Udp::Silent) != (udp == Udp::Silent) {
            let direct = udp != Udp::Silent;
            shared.outputs.push_back(Output::DirectChanged { connection: self.id, direct });
        }
    }

    fn note_need(&mut self, now: Instant, shared: &mut Shared) {
        let sure = self.watch.udp == Udp::Sure && matches!(self.state, State::Established { .. });
        let was = self.watch.relay;
        let need = match was {
            _ if !sure => Need::Needed,
            Need::Needed => Need::CalmSince(now),
            Need::CalmSince(since) if now >= since + RELAY_REST => Need::MayRest,
            Need::CalmSince(_) | Need::MayRest => was,
        };
        self.watch.relay = need;
        if (was == Need::MayRest) != (need == Need::MayRest) {
            let needed = need != Need::MayRest;
            shared.outputs.push_back(Output::RelayNeeded { connection: self.id, needed });
        }
    }

    /// Which packets find a way.
    pub(super) fn open(&self, now: Instant) -> Open {
        match self.paths.choose(now, PacketClass::Data(usize::MAX)) {
            Choice::Send(_) => Open::All,
            Choice::Wait if self.paths.choose(now, PacketClass::Data(0)) == Choice::Wait => Open::Nothing,
            Choice::Wait | Choice::None => Open::Requests,
        }
    }

    /// When [`note_paths`](Self::note_paths) finds something new if nothing arrives.
    fn watch_deadline(&self, now: Instant) -> Option<Instant> {
        let udp = match self.watch.udp {
            Udp::Silent => None,
            Udp::Doubtful => {
                [self.paths.direct_until(), self.paths.doubt_until().filter(|at| now < *at)].into_iter().flatten().min()
            }
            Udp::Sure => self.paths.sure_until(),
        };
        let rest = match self.watch.relay {
            Need::CalmSince(since) => Some(since + RELAY_REST),
            Need::Needed | Need::MayRest => None,
        };
        [udp, rest].into_iter().flatten().min()
    }
}
