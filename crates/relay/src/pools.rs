//! Relay pools of several identities, with limits over all of them.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use toxcore_crypto::DhtKeyPair;
use toxcore_sansio::{Discard, Instant, Seed, StreamId};

use crate::frame_counts::FrameCounts;
use crate::pool::{Payload, PoolIo, PoolOutput, RelayPool, STREAMS_BITS};

mod share;

pub use share::PoolsConfig;

/// A pool for each of several identities: a member of a group speaks to relays under its key in that group.
///
/// Each has links of its own to its relays; together they have as many as [`PoolsConfig`] says, in equal shares. Without any
/// identity there is nothing. The names of streams tell which pool they are of, and are others than those of a
/// [`RelayPool`] that stands alone. The owner carries out what [`poll_io`](Self::poll_io) wishes, and hands everything of a stream
/// in here.
#[derive(Debug)]
pub struct RelayPools {
    config: PoolsConfig,
    counts: FrameCounts,
    seed: Seed,
    pools: BTreeMap<u16, Identity>,
    /// The number of the last identity.
    last: u16,
    /// Identities so far: each has randomness of its own.
    made: u64,
    io: VecDeque<PoolIo>,
    writable: VecDeque<StreamId>,
    /// Pools that may have outputs.
    ready: VecDeque<u16>,
    due: BTreeSet<(Instant, u16)>,
}

/// Names the pool of an identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PoolId(u16);

#[derive(Debug)]
struct Identity {
    keys: DhtKeyPair,
    pool: RelayPool,
    due: Option<Instant>,
    is_ready: bool,
}

impl RelayPools {
    /// No pools. Their frames are added to `counts`, which may be [those of another pool](RelayPool::frame_counts).
    #[must_use]
    pub fn new(config: PoolsConfig, counts: FrameCounts, seed: &Seed) -> Self {
        Self {
            config,
            counts,
            seed: seed.derive("relay pools"),
            pools: BTreeMap::new(),
            last: 0,
            made: 0,
            io: VecDeque::new(),
            writable: VecDeque::new(),
            ready: VecDeque::new(),
            due: BTreeSet::new(),
        }
    }

    /// Whether the stream is one of these pools.
    #[must_use]
    pub const fn owns(stream: StreamId) -> bool {
        stream.index >> STREAMS_BITS != 0
    }

    /// An empty pool for one more identity. `None` if there are as many as there may be.
    pub fn add(&mut self, now: Instant, keys: DhtKeyPair) -> Option<PoolId> {
        if self.pools.len() >= self.config.max_pools {
            return None;
        }
        let number = self.free_number();
        self.last = number;
        self.made = self.made.wrapping_add(1);
        let seed = self.seed.derive(&self.made.to_string());
        let pool = RelayPool::numbered(self.config.share(self.pools.len() + 1), number, self.counts.clone(), &seed);
        self.pools.insert(number, Identity { keys, pool, due: None, is_ready: false });
        self.divide(now);
        Some(PoolId(number))
    }

    /// Numbers come again as late as possible, so that late input for a pool that is gone finds none.
    fn free_number(&self) -> u16 {
        let mut number = self.last;
        loop {
            number = if number >= LAST_NUMBER { 1 } else { number + 1 };
            if !self.pools.contains_key(&number) {
                return number;
            }
        }
    }

    /// Ends the pool of an identity, with its links.
    pub fn remove(&mut self, now: Instant, id: PoolId) {
        let Some(identity) = self.pools.remove(&id.0) else { return };
        self.io.extend(identity.pool.streams().map(|stream| PoolIo::Close { stream }));
        if let Some(at) = identity.due {
            self.due.remove(&(at, id.0));
        }
        self.divide(now);
    }

    /// All pools get what is theirs of the limits.
    fn divide(&mut self, now: Instant) {
        let share = self.config.share(self.pools.len());
        self.each(|_, pool| pool.set_limits(now, &share));
    }

    /// The pool of an identity, to look at.
    #[must_use]
    pub fn pool(&self, id: PoolId) -> Option<&RelayPool> {
        self.pools.get(&id.0).map(|identity| &identity.pool)
    }

    /// Asks something of a pool, which needs its key pair for some of it.
    pub fn with<T>(&mut self, id: PoolId, ask: impl FnOnce(&DhtKeyPair, &mut RelayPool) -> T) -> Option<T> {
        let identity = self.pools.get_mut(&id.0)?;
        let result = ask(&identity.keys, &mut identity.pool);
        self.settle(id.0);
        Some(result)
    }

    /// Our own network changed: as [`RelayPool::network_changed`], for all.
    pub fn network_changed(&mut self, now: Instant) {
        self.each(|_, pool| pool.network_changed(now));
    }

    /// A stream is connected, with the relay or with the proxy.
    pub fn handle_connected(&mut self, now: Instant, stream: StreamId) {
        self.with(pool_of(stream), |keys, pool| pool.handle_connected(keys, now, stream));
    }

    /// Bytes of a stream. They are opened where they are.
    ///
    /// # Errors
    /// [`Discard`] says what was wrong; the link is closed.
    pub fn handle_stream(&mut self, now: Instant, stream: StreamId, bytes: &mut [u8]) -> Result<(), Discard> {
        let result = self.with(pool_of(stream), |keys, pool| pool.handle_stream(keys, now, stream, bytes));
        result.unwrap_or(Err(Discard::UnknownAddressee))
    }

    /// A stream ended, or could not be connected.
    pub fn handle_closed(&mut self, now: Instant, stream: StreamId) {
        self.with(pool_of(stream), |_, pool| pool.handle_closed(now, stream));
    }

    /// Does what is due in any pool.
    pub fn handle_timeout(&mut self, now: Instant) {
        let due: Vec<u16> = self.due.iter().take_while(|(at, _)| *at <= now).map(|(_, number)| *number).collect();
        for number in due {
            self.with(PoolId(number), |_, pool| pool.handle_timeout(now));
        }
    }

    /// When [`handle_timeout`](Self::handle_timeout) is useful next. Changes with every other call.
    #[must_use]
    pub fn poll_timeout(&self) -> Option<Instant> {
        self.due.first().map(|(at, _)| *at)
    }

    /// The next stream to open or close; call until `None`.
    pub fn poll_io(&mut self) -> Option<PoolIo> {
        self.io.pop_front()
    }

    /// The next output, and whose; call until `None`.
    pub fn poll_output(&mut self) -> Option<(PoolId, PoolOutput)> {
        while let Some(number) = self.ready.front().copied() {
            let identity = self.pools.get_mut(&number).filter(|identity| identity.is_ready);
            if let Some(output) = identity.and_then(|identity| identity.pool.poll_output()) {
                return Some((PoolId(number), output));
            }
            self.ready.pop_front();
            if let Some(identity) = self.pools.get_mut(&number) {
                identity.is_ready = false;
            }
        }
        None
    }

    /// The bytes of a payload, which the next `handle_` call forgets.
    pub fn payload(&mut self, id: PoolId, payload: &Payload) -> &mut [u8] {
        self.pools.get_mut(&id.0).map(|identity| identity.pool.payload(payload)).unwrap_or_default()
    }

    /// A stream that has got something to write since it was last returned; call until `None`.
    pub fn poll_writable(&mut self) -> Option<StreamId> {
        self.writable.pop_front()
    }

    /// The bytes that the stream should get next; empty if there are none.
    #[must_use]
    pub fn to_write(&self, stream: StreamId) -> &[u8] {
        self.pool(pool_of(stream)).map(|pool| pool.to_write(stream)).unwrap_or_default()
    }

    /// As [`RelayPool::to_write_within`].
    #[must_use]
    pub fn to_write_within(&mut self, stream: StreamId, room: usize) -> &[u8] {
        let identity = self.pools.get_mut(&pool_of(stream).0);
        identity.map(|identity| identity.pool.to_write_within(stream, room)).unwrap_or_default()
    }

    /// The driver wrote the first `count` bytes of [`to_write`](Self::to_write).
    pub fn wrote(&mut self, now: Instant, stream: StreamId, count: usize) {
        self.with(pool_of(stream), |_, pool| pool.wrote(now, stream, count));
    }

    /// Identities that have a pool.
    #[must_use]
    pub fn len(&self) -> usize {
        self.pools.len()
    }

    /// Whether no identity has a pool.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pools.is_empty()
    }

    /// Streams of all pools, those that are being made included.
    #[must_use]
    pub fn links(&self) -> usize {
        self.pools.values().map(|identity| identity.pool.links()).sum()
    }

    fn each(&mut self, mut ask: impl FnMut(&DhtKeyPair, &mut RelayPool)) {
        let numbers: Vec<u16> = self.pools.keys().copied().collect();
        for number in numbers {
            self.with(PoolId(number), &mut ask);
        }
    }

    /// Takes over what a pool wants, after anything that may have changed it.
    fn settle(&mut self, number: u16) {
        let Some(identity) = self.pools.get_mut(&number) else { return };
        let pool = &mut identity.pool;
        self.io.extend(std::iter::from_fn(|| pool.poll_io()));
        self.writable.extend(std::iter::from_fn(|| pool.poll_writable()));
        if pool.has_outputs() && !std::mem::replace(&mut identity.is_ready, true) {
            self.ready.push_back(number);
        }
        let due = pool.poll_timeout();
        let before = std::mem::replace(&mut identity.due, due);
        if before != due {
            before.into_iter().for_each(|at| _ = self.due.remove(&(at, number)));
            due.into_iter().for_each(|at| _ = self.due.insert((at, number)));
        }
    }
}

/// The pool that made a stream.
fn pool_of(stream: StreamId) -> PoolId {
    PoolId(u16::try_from(stream.index >> STREAMS_BITS).unwrap_or(0))
}

/// The highest number of a pool: the highest bit of a stream's number is left to owners that mix them with others.
const LAST_NUMBER: u16 = i16::MAX as u16;
