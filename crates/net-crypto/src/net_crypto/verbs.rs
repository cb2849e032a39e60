//! What the owner asks of the machine.

use super::*;
use crate::{PathKind, Statistics, Stream, Ways};

/// Where the owner has an address from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// The peer answered there a moment ago, says the DHT.
    Heard,
    /// Somebody told us.
    Told,
}

impl NetCrypto {
    /// Begins a connection to `peer`, whose DHT key of this run is `dht_key`. Tell it ways with
    /// [`add_address`](Self::add_address) and [`set_relay`](Self::set_relay); nothing is sent before.
    ///
    /// # Errors
    /// [`ConnectError`].
    pub fn connect(
        &mut self,
        cx: &mut Cx<'_>,
        now: Instant,
        peer: LongTermPublicKey,
        dht_key: DhtPublicKey,
    ) -> Result<ConnectionId, ConnectError> {
        if peer == self.keys.public || dht_key == cx.keys.public {
            return Err(ConnectError::OwnKey);
        }
        self.check_vacant(&peer)?;
        let key = cx.cache.get_or_derive(&cx.keys.secret, &dht_key).map_err(|_| ConnectError::LowOrderKey)?.clone();
        let echo = RequestId::from_u64(self.rng.public_u64());
        let mut packet = Vec::with_capacity(CookieRequest::LEN);
        let payload = CookieRequestPayload { long_term_key: self.keys.public, echo };
        payload.seal(&cx.keys.public, &self.rng.nonce(), &key, &mut packet);
        let session = OwnSession::new(&mut self.rng);
        let remembered = self.rates.get(&peer);
        let id = self.table.add(peer, |id| {
            let beginning = Beginning { id, peer, dht_key, session, remembered };
            Connection::requesting(now, beginning, echo, packet)
        });
        Ok(id)
    }

    /// Says where the peer can be reached over UDP.
    pub fn add_address(&mut self, now: Instant, id: ConnectionId, addr: SocketAddr, evidence: Evidence) {
        let heard = (evidence == Evidence::Heard).then_some(now);
        self.change(id, |connection, shared| {
            connection.paths.learn(now, canonical(addr), heard);
            connection.note_paths(now, shared);
            connection.hurry(now);
        });
    }

    /// Says which route of the relay pool leads to the peer, or that none does.
    pub fn set_relay(&mut self, now: Instant, id: ConnectionId, route: Option<RouteId>) {
        self.change(id, |connection, _| {
            connection.paths.set_relay(route);
            connection.hurry(now);
        });
    }

    /// Says that the pool did not take the last `packets` packets of the run that `poll_transmit` just returned for this route.
    /// They count as not sent, lossy ones are lost, and the route gets none before [`relay_writable`](Self::relay_writable).
    ///
    /// Zero says only that the route is full now.
    pub fn relay_refused(&mut self, now: Instant, route: RouteId, packets: usize) {
        let target = Target::Relay(route);
        let Some(index) = self.table.at(&target) else { return };
        let Some(connection) = self.table.get_mut(index) else { return };
        connection.paths.set_relay_full(now, true);
        if self.shared.last_run.to == Some((connection.id, target)) {
            connection.take_back(now, &self.shared.last_run, packets);
        } else {
            self.shared.drop_packets(packets as u64);
        }
        self.shared.last_run.clear();
        self.table.touch(index);
    }

    /// Says that the route takes packets again.
    pub fn relay_writable(&mut self, now: Instant, route: RouteId) {
        let Some(index) = self.table.at(&Target::Relay(route)) else { return };
        if let Some(connection) = self.table.get_mut(index) {
            connection.paths.set_relay_full(now, false);
            self.table.touch(index);
        }
    }

    /// Says through which relay the peer can be reached out of band, until there is a route.
    pub fn set_oob(&mut self, now: Instant, id: ConnectionId, link: StreamId) {
        self.change(id, |connection, _| {
            let peer = connection.dht_key;
            connection.paths.received(now, Target::Oob { link, peer });
            connection.hurry(now);
        });
    }

    /// Our own network changed: addresses must prove anew that they work, and everything goes both ways meanwhile.
    pub fn network_changed(&mut self, now: Instant) {
        for index in self.table.indexes() {
            if let Some(connection) = self.table.get_mut(index) {
                connection.paths.forget_heard();
                connection.note_paths(now, &mut self.shared);
                self.table.touch(index);
            }
        }
    }

    /// Ends a connection. [`Output::Ended`] follows.
    pub fn close(&mut self, now: Instant, id: ConnectionId) {
        if let Some(index) = self.table.index(id) {
            self.end(now, index, EndReason::Closed);
        }
    }

    /// Queues a packet that arrives, in the order of its class. `data` begins with its id, 16 to 191.
    ///
    /// Returns how many packets of this class that makes; [`Output::Delivered`] counts the same way.
    ///
    /// # Errors
    /// [`SendError`]; nothing is queued then.
    pub fn send(&mut self, id: ConnectionId, class: SendClass, data: &[u8]) -> Result<u64, SendError> {
        check(data, Stream::Lossless)?;
        self.use_connection(id, |connection, shared| connection.send(class, data, shared))
    }

    /// Queues a packet that is sent once. `data` begins with its id, 192 to 254.
    ///
    /// # Errors
    /// [`SendError`]; nothing is queued then.
    pub fn send_lossy(&mut self, id: ConnectionId, data: &[u8]) -> Result<(), SendError> {
        check(data, Stream::Lossy)?;
        self.use_connection(id, |connection, shared| connection.send_lossy(data, shared))
    }

    /// Packets of this class that [`send`](Self::send) takes now. Who finds less than half of the bulk queue free hears
    /// [`Output::Writable`] when it is.
    pub fn space(&mut self, id: ConnectionId, class: SendClass) -> usize {
        let index = self.table.index(id).and_then(|index| self.table.get_mut(index));
        let established = index.filter(|connection| connection.phase() == Phase::Established);
        established.and_then(Connection::channel).map_or(0, |channel| channel.send_stream().ask_space(class))
    }

    /// Where a connection is; `None` if it has ended.
    #[must_use]
    pub fn phase(&self, id: ConnectionId) -> Option<Phase> {
        self.table.index(id).and_then(|index| self.table.get(index)).map(Connection::phase)
    }

    /// To whom a connection leads.
    #[must_use]
    pub fn peer(&self, id: ConnectionId) -> Option<LongTermPublicKey> {
        self.table.index(id).and_then(|index| self.table.get(index)).map(|connection| connection.peer)
    }

    /// The connection with `peer`.
    #[must_use]
    pub fn find(&self, peer: &LongTermPublicKey) -> Option<ConnectionId> {
        self.table.find(peer).and_then(|index| self.table.get(index)).map(|connection| connection.id)
    }

    /// Connections, whatever their phase.
    #[must_use]
    pub fn connections(&self) -> usize {
        self.table.len()
    }

    /// Over what data of this connection leaves now; `None` if no way is known.
    #[must_use]
    pub fn path(&self, now: Instant, id: ConnectionId) -> Option<PathKind> {
        self.table.index(id).and_then(|index| self.table.get(index))?.path(now)
    }

    /// When the last authentic data packet came over a connection, by whatever way.
    #[must_use]
    pub fn last_heard(&self, id: ConnectionId) -> Option<Instant> {
        self.table.index(id).and_then(|index| self.table.get(index))?.heard
    }

    /// What has gone over a connection, and how fast.
    #[must_use]
    pub fn statistics(&self, id: ConnectionId) -> Option<Statistics> {
        self.table.index(id).and_then(|index| self.table.get(index)).map(Connection::statistics)
    }

    /// The ways to the peer, for people who ask why it cannot be reached.
    #[must_use]
    pub fn ways(&self, id: ConnectionId) -> Option<Ways> {
        self.table.index(id).and_then(|index| self.table.get(index)).map(|connection| connection.paths.ways())
    }

    /// Lossless packets that this connection keeps: under way to the peer, or waiting for an older one to arrive.
    pub fn packets_kept(&mut self, id: ConnectionId) -> usize {
        let connection = self.table.index(id).and_then(|index| self.table.get_mut(index));
        connection.and_then(Connection::channel).map_or(0, |channel| channel.held())
    }

    /// Finished packets dropped because nobody polled.
    #[must_use]
    pub fn dropped(&self) -> u64 {
        self.shared.dropped()
    }

    pub(super) fn check_vacant(&self, peer: &LongTermPublicKey) -> Result<(), ConnectError> {
        match self.find(peer) {
            Some(id) => Err(ConnectError::Exists(id)),
            None if self.table.len() >= self.config.max_connections => Err(ConnectError::Full),
            None => Ok(()),
        }
    }

    fn change(&mut self, id: ConnectionId, change: impl FnOnce(&mut Connection, &mut Shared)) {
        let Some(index) = self.table.index(id) else { return };
        if let Some(connection) = self.table.get_mut(index) {
            change(connection, &mut self.shared);
            self.table.told(index);
        }
    }

    fn use_connection<T>(
        &mut self,
        id: ConnectionId,
        f: impl FnOnce(&mut Connection, &mut Shared) -> Result<T, SendError>,
    ) -> Result<T, SendError> {
        let index = self.table.index(id).ok_or(SendError::NotFound)?;
        let connection = self.table.get_mut(index).ok_or(SendError::NotFound)?;
        let result = f(connection, &mut self.shared)?;
        self.table.touch(index);
        Ok(result)
    }
}

/// Whether `data` may go over `stream`.
fn check(data: &[u8], stream: Stream) -> Result<(), SendError> {
    use toxcore_wire::net_crypto::{DataId, MAX_DATA_LEN};
    let id = data.first().copied().map(DataId::from);
    let fits = match id {
        Some(DataId::Lossless(_)) => stream == Stream::Lossless,
        Some(DataId::Lossy(_)) => stream == Stream::Lossy,
        Some(DataId::PacketRequest | DataId::Kill | DataId::Reserved(_)) | None => false,
    };
    if !fits {
        return Err(SendError::WrongId);
    }
    if data.len() > MAX_DATA_LEN { Err(SendError::TooLong(data.len())) } else { Ok(()) }
}
