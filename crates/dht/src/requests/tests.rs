use toxcore_sansio::Seed;

use super::*;
use crate::testing::{addr, at, at_millis, key, node};

type Table = RequestTable<u8, 4>;

fn rng() -> Rng {
    Rng::new(&Seed::from_number(1))
}

#[test]
fn first_answer_from_the_asked_node_counts() {
    let mut table = Table::new();
    let id = table.add(node(1), 7, at(0), &mut rng());
    assert_eq!(table.answered(id, &node(2), 7, at(1)), None);
    assert_eq!(table.answered(id, &NodeInfo { addr: addr("203.0.113.1:1"), ..node(1) }, 7, at(1)), None);
    assert_eq!(table.answered(id, &NodeInfo { key: key(2), ..node(1) }, 7, at(1)), None);
    assert_eq!(table.answered(id, &node(1), 8, at(1)), None, "it was asked something else");
    assert_eq!(table.answered(id, &node(1), 7, at(1)), Some(()));
    assert_eq!(table.answered(id, &node(1), 7, at(1)), None);
}

#[test]
fn answers_come_within_five_seconds() {
    let mut table = Table::new();
    let mut rng = rng();
    let (a, b) = (table.add(node(1), 7, at(0), &mut rng), table.add(node(1), 7, at(0), &mut rng));
    assert_eq!(table.answered(a, &node(1), 7, at_millis(4_999)), Some(()));
    assert_eq!(table.answered(b, &node(1), 7, at(5)), None);
}

#[test]
fn oldest_gives_way_when_full() {
    let mut table = Table::new();
    let mut rng = rng();
    let ids: Vec<_> = (0..6).map(|_| table.add(node(1), 7, at(0), &mut rng)).collect();
    let left: Vec<_> = ids.into_iter().map(|id| table.answered(id, &node(1), 7, at(1)).is_some()).collect();
    assert_eq!(left, [false, false, true, true, true, true]);
}

#[test]
fn numbers_of_expired_requests_are_not_mistaken() {
    let mut table = Table::new();
    let mut rng = rng();
    for round in 0..1_000_u64 {
        let now = at(round);
        let id = table.add(node(1), 7, now, &mut rng);
        let wrong = RequestId::from_u64(id.to_u64() ^ (1 << 40));
        assert_eq!(table.answered(wrong, &node(1), 7, now), None);
        if round % 3 == 0 {
            assert_eq!(table.answered(id, &node(1), 7, now), Some(()));
        }
    }
    assert!(table.sent.len() <= 4);
}

#[test]
fn any_number_is_safe() {
    let mut table = Table::new();
    table.add(node(1), 1, at(0), &mut rng());
    for id in [0, 1, 2, 3, u64::MAX] {
        assert_eq!(table.answered(RequestId::from_u64(id), &node(1), 7, at(0)), None);
    }
}
