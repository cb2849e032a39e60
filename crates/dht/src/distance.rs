use toxcore_crypto::DhtPublicKey;

/// How far two keys lie apart: their XOR, read as a big-endian number.
///
/// Protocol: dht, Distance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Distance([u64; 4]);

impl Distance {
    /// The distance between two keys of any role.
    #[must_use]
    pub fn between(a: &[u8; 32], b: &[u8; 32]) -> Self {
        let (a, b) = (words(a), words(b));
        Self([a[0] ^ b[0], a[1] ^ b[1], a[2] ^ b[2], a[3] ^ b[3]])
    }

    /// Number of leading bits that the keys have in common: 0 to 255, or 256 for equal keys.
    #[must_use]
    pub fn common_bits(&self) -> u32 {
        let mut bits = 0;
        for word in self.0 {
            bits += word.leading_zeros();
            if word != 0 {
                break;
            }
        }
        bits
    }

    /// The first 128 bits, of which the close list makes its order.
    pub(crate) fn prefix(&self) -> u128 {
        (u128::from(self.0[0]) << 64) | u128::from(self.0[1])
    }
}

/// Where `key` belongs in lists around `base`: the number of leading bits that they share. `None` for equal keys.
///
/// Protocol: dht, Distance.
#[must_use]
pub fn bucket_index(base: &DhtPublicKey, key: &DhtPublicKey) -> Option<u8> {
    u8::try_from(Distance::between(base.as_bytes(), key.as_bytes()).common_bits()).ok()
}

fn words(key: &[u8; 32]) -> [u64; 4] {
    let (chunks, _) = key.as_chunks::<8>();
    std::array::from_fn(|i| chunks.get(i).map_or(0, |chunk| u64::from_be_bytes(*chunk)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn key(first: u8, last: u8) -> [u8; 32] {
        let mut bytes = [0; 32];
        bytes[0] = first;
        bytes[31] = last;
        bytes
    }

    #[test]
    fn first_byte_weighs_most() {
        let target = key(0, 0);
        assert!(Distance::between(&target, &key(1, 0)) > Distance::between(&target, &key(0, 255)));
        assert!(Distance::between(&target, &key(0x80, 0)) > Distance::between(&target, &key(0x7f, 255)));
    }

    #[test]
    fn bucket_is_the_first_differing_bit() {
        let base = DhtPublicKey::from_bytes(key(0, 0));
        let index = |first, last| bucket_index(&base, &DhtPublicKey::from_bytes(key(first, last)));
        assert_eq!(index(0x80, 0), Some(0));
        assert_eq!(index(0x01, 0xff), Some(7));
        assert_eq!(index(0, 0x80), Some(248));
        assert_eq!(index(0, 1), Some(255));
        assert_eq!(index(0, 0), None);
    }

    proptest! {
        #[test]
        fn compares_as_bytes_do(a: [u8; 32], b: [u8; 32], target: [u8; 32]) {
            let xor = |x: &[u8; 32]| std::array::from_fn::<u8, 32, _>(|i| x[i] ^ target[i]);
            prop_assert_eq!(
                Distance::between(&target, &a).cmp(&Distance::between(&target, &b)),
                xor(&a).cmp(&xor(&b))
            );
        }
    }
}
