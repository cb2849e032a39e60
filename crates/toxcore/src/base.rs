//! What all machines of one owner share.

use toxcore_crypto::{DhtKeyPair, KeyCache};
use toxcore_sansio::{Admission, Cx, Rng, Seed, UnixTime};

/// The contents of [`Cx`], which is built out of them for each call.
#[derive(Debug)]
pub(crate) struct Base {
    pub(crate) keys: DhtKeyPair,
    cache: KeyCache,
    pub(crate) rng: Rng,
    pub(crate) unix_time: UnixTime,
    admission: Admission,
    /// The same for clients of our relay: forged datagrams must not use up what they need for their handshakes.
    stream_admission: Admission,
}

impl Base {
    pub(crate) fn new(unix_time: UnixTime, seed: &Seed) -> Self {
        let mut rng = Rng::new(&seed.derive("tox"));
        Self {
            keys: DhtKeyPair::from_secret_bytes(rng.secret_bytes()),
            cache: KeyCache::new(KEY_CACHE, rng.secret_bytes()),
            unix_time,
            admission: Admission::new(DERIVATIONS_PER_SECOND, &seed.derive("datagrams")),
            stream_admission: Admission::new(DERIVATIONS_PER_SECOND, &seed.derive("streams")),
            rng,
        }
    }

    pub(crate) fn cx(&mut self) -> Cx<'_> {
        Cx {
            keys: &self.keys,
            cache: &mut self.cache,
            rng: &mut self.rng,
            unix_time: self.unix_time,
            admission: &mut self.admission,
        }
    }

    pub(crate) fn stream_cx(&mut self) -> Cx<'_> {
        Cx {
            keys: &self.keys,
            cache: &mut self.cache,
            rng: &mut self.rng,
            unix_time: self.unix_time,
            admission: &mut self.stream_admission,
        }
    }
}

/// Combined keys kept: 72 bytes and 35 µs each. Our choice: a client talks to some hundred nodes at a time, and those of
/// the last minutes come back.
const KEY_CACHE: usize = 4_096;
/// Key derivations a second that strangers may cause. Our choice: 3.5 % of a core, as a client has other things to do; it
/// meets a few new nodes a second.
const DERIVATIONS_PER_SECOND: u32 = 1_000;
