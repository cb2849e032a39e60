//! Checksums by which members find out that they know different things. Protocol: groups, Checksums.

use toxcore_crypto::EphemeralPublicKey;

use super::Role;

/// Checksum of a topic, and of the hash of the sanctions list.
///
/// The XOR of the bytes at even places is its low byte, that of the others its high byte, as on little-endian machines
/// running the reference, which reads both as one number of the machine.
#[must_use]
pub fn data_checksum(data: &[u8]) -> u16 {
    let (pairs, rest) = data.as_chunks::<2>();
    let even = rest.first().copied().unwrap_or(0);
    let bytes = pairs.iter().fold([even, 0], |[even, odd], [first, second]| [even ^ first, odd ^ second]);
    u16::from_le_bytes(bytes)
}

/// Hash of a member: Bob Jenkins' one-at-a-time hash of its encryption key.
#[must_use]
pub fn peer_hash(member: &EphemeralPublicKey) -> u32 {
    let mixed = member.as_bytes().iter().fold(0_u32, |hash, byte| {
        let hash = hash.wrapping_add(u32::from(*byte));
        let hash = hash.wrapping_add(hash << 10);
        hash ^ (hash >> 6)
    });
    let hash = mixed.wrapping_add(mixed << 3);
    let hash = hash ^ (hash >> 11);
    hash.wrapping_add(hash << 15)
}

/// Checksum of confirmed members, of whom we are one.
#[must_use]
pub fn peers_checksum<'a>(members: impl IntoIterator<Item = &'a EphemeralPublicKey>) -> u16 {
    let [.., high, low] = members.into_iter().map(peer_hash).fold(0, u32::wrapping_add).to_be_bytes();
    u16::from_be_bytes([high, low])
}

/// Checksum of the roles of confirmed members, of whom we are one. To that of the sanctions it is added in pings.
#[must_use]
pub fn roles_checksum<'a>(members: impl IntoIterator<Item = (Role, &'a EphemeralPublicKey)>) -> u16 {
    members.into_iter().fold(0, |sum, (role, member)| {
        let [first, ..] = member.as_bytes();
        sum.wrapping_add(u16::from(role.to_u8())).wrapping_add(u16::from(*first))
    })
}
