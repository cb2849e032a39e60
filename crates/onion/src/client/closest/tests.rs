use super::*;
use proptest::prelude::*;
use toxcore_wire::NodeInfo;

struct Entry(NodeInfo);

impl Listed for Entry {
    fn key(&self) -> &DhtPublicKey {
        &self.0.key
    }
}

fn node(key: u8) -> NodeInfo {
    NodeInfo { addr: ([192, 0, 2, key], 33445).into(), key: DhtPublicKey::from_bytes([key; 32]) }
}

fn keys<const MAX: usize>(list: &ClosestNodes<Entry, MAX>) -> Vec<u8> {
    list.iter().map(|entry| entry.0.key.as_bytes()[0]).collect()
}

#[test]
fn the_farthest_makes_room_for_a_nearer_one() {
    let mut list = ClosestNodes::<Entry, 3>::new();
    for key in [9, 1, 5] {
        assert!(list.insert(&[0; 32], Entry(node(key))).is_some());
    }
    assert_eq!(keys(&list), [1, 5, 9]);
    assert!(list.is_full() && !list.wants(&[0; 32], &node(12).key) && !list.wants(&[0; 32], &node(5).key));
    assert!(list.insert(&[0; 32], Entry(node(12))).is_none());
    assert!(list.insert(&[0; 32], Entry(node(4))).is_some());
    assert_eq!(keys(&list), [1, 4, 5]);
    assert!(list.retain(|entry| entry.0.key != node(4).key));
    assert!(!list.retain(|_| true) && list.wants(&[0; 32], &node(200).key));
}

proptest! {
    #[test]
    fn the_list_holds_the_nearest_in_order(base in any::<u8>(), offered in prop::collection::vec(any::<u8>(), 0..60)) {
        let mut list = ClosestNodes::<Entry, 8>::new();
        for key in &offered {
            list.insert(&[base; 32], Entry(node(*key)));
        }
        let mut expected = offered;
        expected.sort_by_key(|key| key ^ base);
        expected.dedup();
        expected.truncate(8);
        prop_assert_eq!(keys(&list), expected);
    }
}
