use super::*;

#[test]
fn a_dht_key_starts_search_and_attempt() {
    let mut alice = Alice::new();
    let id = alice.add(1);
    alice.friends.dht_key(alice.now, id, run(1));
    let expected = [Output::Search { id, dht_key: run(1) }, Output::Connect { id, key: person(1), dht_key: run(1) }];
    assert_eq!(alice.outputs(), expected);
    assert_eq!(alice.friends.with_dht_key(&run(1)).collect::<Vec<_>>(), [id]);
}

#[test]
fn addresses_found_go_to_the_attempt_and_to_the_next_one() {
    let mut alice = Alice::new();
    let id = alice.found(1);
    let (v4, v6) = (addr("192.0.2.1:33445"), addr("[2001:db8::1]:33445"));
    for addr in [v4, v6] {
        alice.friends.node_found(alice.now, &run(1), addr);
        assert_eq!(alice.outputs(), [Output::AddAddress { id, addr, evidence: Evidence::Heard }]);
    }
    alice.friends.ended(alice.now, id, Ended::NoAnswer);
    let again: Vec<Output> = alice.pass(SECOND).into_iter().map(|(_, output)| output).collect();
    let expected = [
        Output::Connect { id, key: person(1), dht_key: run(1) },
        Output::AddAddress { id, addr: v4, evidence: Evidence::Told },
        Output::AddAddress { id, addr: v6, evidence: Evidence::Told },
    ];
    assert_eq!(again, expected);
}

#[test]
fn unusable_addresses_and_those_of_an_unknown_run_are_not_taken() {
    let mut alice = Alice::new();
    let unknown = alice.add(1);
    alice.friends.address(alice.now, unknown, addr("192.0.2.1:33445"), Evidence::Heard);
    let id = alice.found(2);
    for text in ["0.0.0.0:33445", "192.0.2.1:0", "224.0.0.1:33445", "[::]:33445"] {
        alice.friends.address(alice.now, id, addr(text), Evidence::Heard);
    }
    assert_eq!(alice.outputs(), []);
    assert_eq!(alice.friends.diagnose(alice.now, id).map(|diagnosis| diagnosis.addresses), Some(vec![]));
}

#[test]
fn another_key_replaces_the_old_one_and_what_belonged_to_it() {
    let mut alice = Alice::new();
    let id = alice.found(1);
    alice.friends.node_found(alice.now, &run(1), addr("192.0.2.1:33445"));
    alice.outputs();
    alice.friends.dht_key(alice.now, id, run(2));
    let expected = [
        Output::Close { id },
        Output::StopSearch { id, dht_key: run(1) },
        Output::Search { id, dht_key: run(2) },
        Output::Connect { id, key: person(1), dht_key: run(2) },
    ];
    assert_eq!(alice.outputs(), expected);
    assert_eq!(alice.friends.with_dht_key(&run(1)).count(), 0);
}

#[test]
fn a_friend_who_claims_the_key_of_another_takes_nothing_from_him() {
    let mut alice = Alice::new();
    let honest = alice.found(1);
    let liar = alice.add(2);
    alice.friends.dht_key(alice.now, liar, run(1));
    alice.outputs();
    assert_eq!(alice.friends.with_dht_key(&run(1)).collect::<Vec<_>>(), [honest, liar]);
    alice.friends.remove(alice.now, liar);
    assert!(alice.outputs().contains(&Output::StopSearch { id: liar, dht_key: run(1) }));
    assert_eq!(alice.friends.with_dht_key(&run(1)).collect::<Vec<_>>(), [honest]);
}

#[test]
fn a_friend_who_connects_first_is_accepted_and_others_are_not() {
    let mut alice = Alice::new();
    let id = alice.add(1);
    let from = addr("192.0.2.1:33445");
    assert_eq!(alice.friends.offer(alice.now, &person(9), run(9), None), None);
    assert_eq!(alice.friends.offer(alice.now, &person(1), run(1), Some(from)), Some(id));
    let expected =
        [Output::Search { id, dht_key: run(1) }, Output::AddAddress { id, addr: from, evidence: Evidence::Told }];
    assert_eq!(alice.outputs(), expected);
    // While it is being made there is no second one.
    assert_eq!(alice.friends.offer(alice.now, &person(1), run(1), Some(from)), None);
    alice.friends.established(alice.now, id);
    assert_eq!(alice.outputs(), [Output::Online(id)]);
    assert_eq!(alice.friends.offer(alice.now, &person(1), run(2), None), None);
}

#[test]
fn a_friend_who_began_anew_is_offline_and_back_with_his_offer() {
    let mut alice = Alice::new();
    let id = alice.connected(1);
    alice.friends.ended(alice.now, id, Ended::PeerRestarted);
    assert_eq!(alice.outputs(), [Output::Offline(id)]);
    assert_eq!(alice.friends.offer(alice.now, &person(1), run(2), None), Some(id));
    alice.friends.established(alice.now, id);
    let expected =
        [Output::StopSearch { id, dht_key: run(1) }, Output::Search { id, dht_key: run(2) }, Output::Online(id)];
    assert_eq!(alice.outputs(), expected);
}

#[test]
fn a_node_that_knows_the_friend_is_asked_once_his_key_is_known() {
    let mut alice = Alice::new();
    let id = alice.add(1);
    let node = NodeInfo { addr: addr("192.0.2.9:33445"), key: run(9) };
    alice.friends.node(id, node);
    assert_eq!(alice.outputs(), []);
    alice.friends.dht_key(alice.now, id, run(1));
    alice.outputs();
    alice.friends.node(id, node);
    assert_eq!(alice.outputs(), [Output::Ask { id, node, dht_key: run(1) }]);
}

use toxcore_wire::NodeInfo;
