//! XSalsa20-Poly1305 of few bytes under what HSalsa20 made of the key.

use subtle::ConstantTimeEq;

use crate::MAC_LEN;
use crate::backend::{Backend, PAIR_LEN};

/// Seals or opens one short box.
pub(crate) struct Short<'a> {
    /// What HSalsa20 made of the key and the first 16 bytes of the nonce.
    pub(crate) subkey: &'a [u8; 32],
    /// The other bytes of the nonce.
    pub(crate) tail: [u8; 8],
}

impl Short<'_> {
    /// Longest box in bytes (240). Our choice: with four blocks of key stream, of which every second starts a pair, fewer
    /// instructions than with the whole function of any backend.
    pub(crate) const MAX_BOX_LEN: usize = MAC_LEN + STREAM_LEN - MAC_KEY_LEN;

    /// Encrypts `data` in place and writes its MAC.
    pub(crate) fn seal<B: Backend>(&self, data: &mut [u8], mac: &mut [u8; MAC_LEN]) {
        let stream = self.stream::<B>(data.len());
        stream.apply(data);
        B::poly1305(mac, data, stream.mac_key());
    }

    /// Decrypts `data` in place if `mac` fits; otherwise leaves it as it is and returns `false`.
    #[must_use]
    pub(crate) fn open<B: Backend>(&self, data: &mut [u8], mac: &[u8; MAC_LEN]) -> bool {
        let stream = self.stream::<B>(data.len());
        let mut expected = [0; MAC_LEN];
        B::poly1305(&mut expected, data, stream.mac_key());
        // As one number: the comparison of slices goes byte by byte.
        let fits = u128::from_ne_bytes(expected).ct_eq(&u128::from_ne_bytes(*mac)).into();
        wipe(&mut expected);
        if fits {
            stream.apply(data);
        }
        fits
    }

    fn stream<B: Backend>(&self, data_len: usize) -> Stream {
        let mut stream = Stream { pairs: [[0; PAIR_LEN]; PAIRS] };
        let pairs = (MAC_KEY_LEN + data_len).div_ceil(PAIR_LEN);
        debug_assert!(pairs <= PAIRS, "only short boxes come here");
        B::salsa20(self.subkey, &self.tail, stream.pairs.get_mut(..pairs).unwrap_or_default());
        stream
    }
}

/// Key stream of a box: the key of its MAC, then what its data is encrypted with. Wiped on drop.
struct Stream {
    pairs: [[u8; PAIR_LEN]; PAIRS],
}

impl Stream {
    fn mac_key(&self) -> &[u8; MAC_KEY_LEN] {
        let [first, ..] = &self.pairs;
        first.first_chunk().expect("a pair of blocks is longer than a key")
    }

    fn apply(&self, data: &mut [u8]) {
        for (byte, stream) in data.iter_mut().zip(&self.pairs.as_flattened()[MAC_KEY_LEN..]) {
            *byte ^= stream;
        }
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        wipe(self.pairs.as_flattened_mut());
    }
}

/// Like [`crate::wipe`], which writes byte by byte.
fn wipe(secret: &mut [u8]) {
    secret.fill(0);
    zeroize::optimization_barrier(secret);
}

/// Bytes of the one-time key of a MAC, with which the key stream of a box begins.
const MAC_KEY_LEN: usize = 32;
/// Pairs of blocks for the longest short box.
const PAIRS: usize = 2;
const STREAM_LEN: usize = PAIRS * PAIR_LEN;
