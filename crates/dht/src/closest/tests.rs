use std::net::SocketAddr;

use proptest::prelude::*;
use toxcore_crypto::DhtPublicKey;

use super::*;
use crate::close_list::CloseList;
use crate::testing::{addr, at, key, node_with_key};
use crate::upkeep::ContactList;

fn keys(list: &NodeList) -> Vec<DhtPublicKey> {
    list.iter().map(|n| n.key).collect()
}

/// What must come out, by sorting everything.
fn sorted(list: &CloseList, target: &[u8; 32], asker: Asker) -> Vec<DhtPublicKey> {
    let mut all: Vec<_> = list
        .contacts()
        .filter(|c| c.address_for(asker, at(0)).is_some())
        .map(|c| (Distance::between(target, c.key.as_bytes()), c.key))
        .collect();
    all.sort();
    all.into_iter().take(NODES_PER_RESPONSE).map(|(_, key)| key).collect()
}

/// A key near `base`: its first differing bit is `bits`, what follows is random.
fn near(base: [u8; 32], bits: u8, noise: [u8; 32]) -> [u8; 32] {
    let (byte, bit) = (usize::from(bits) / 8, bits % 8);
    std::array::from_fn(|i| {
        let free = match i.cmp(&byte) {
            std::cmp::Ordering::Less => 0,
            std::cmp::Ordering::Equal => (0x7f_u16 >> bit) as u8,
            std::cmp::Ordering::Greater => 0xff,
        };
        let flip = if i == byte { 0x80 >> bit } else { 0 };
        (base[i] ^ flip) & !free | noise[i] & free
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn bucket_walk_finds_what_sorting_finds(
        own: [u8; 32],
        nodes in prop::collection::vec((0_u8..=255, any::<[u8; 32]>(), any::<bool>()), 0..80),
        target_bits: u8,
        target_noise: [u8; 32],
        lan: bool,
    ) {
        let mut list = CloseList::new(DhtPublicKey::from_bytes(own));
        for (i, (bits, noise, is_lan)) in nodes.into_iter().enumerate() {
            let key = DhtPublicKey::from_bytes(near(own, bits % 160, noise));
            let ip = if is_lan { [192, 168, 0, 1] } else { [198, 51, 100, 1] };
            list.add(&NodeInfo { addr: SocketAddr::from((ip, 1000 + i as u16)), key }, at(0));
        }
        let target = near(own, target_bits, target_noise);
        let asker = if lan { Asker::Lan } else { Asker::Internet };
        let mut closest = Closest::new(&target, asker);
        list.offer_to(&mut closest, at(0));
        prop_assert_eq!(keys(&closest.into_list()), sorted(&list, &target, asker));
    }
}

#[test]
fn nobody_is_named_twice() {
    let target = key(0);
    let mut closest = Closest::new(target.as_bytes(), Asker::Internet);
    let contact = Contact::new(&node_with_key(key(1)), at(0));
    closest.offer(&contact, at(1));
    closest.offer(&contact, at(1));
    assert_eq!(closest.into_list().len(), 1);
}

#[test]
fn only_good_addresses_that_the_asker_can_use() {
    let target = key(0);
    let lan = Contact::new(&NodeInfo { addr: addr("10.1.2.3:33445"), key: key(1) }, at(0));
    let count = |asker, now| {
        let mut closest = Closest::new(target.as_bytes(), asker);
        closest.offer(&lan, now);
        closest.into_list().len()
    };
    assert_eq!(count(Asker::Lan, at(1)), 1);
    assert_eq!(count(Asker::Internet, at(1)), 0);
    assert_eq!(count(Asker::Lan, at(122)), 0);
}
