use toxcore_wire::Encode as _;
use toxcore_wire::friend::{RelayList, ShareRelays};

use super::*;
use crate::config::{RELAY_BURST, SHARE_RELAYS_INTERVAL};

fn packet(relays: &[RelayInfo]) -> Vec<u8> {
    let mut packet = Vec::new();
    ShareRelays { relays: RelayList::from_first(relays.iter().copied()) }.encode(&mut packet);
    packet
}

fn tied(outputs: &[Output]) -> Vec<RelayInfo> {
    let tie = |output: &Output| if let Output::Tie { relay, .. } = output { Some(*relay) } else { None };
    outputs.iter().filter_map(tie).collect()
}

#[test]
fn relays_are_shared_when_online_and_each_two_minutes_and_tied_first() {
    let mut alice = Alice::new();
    alice.fake.connected = vec![relay(1), relay(2)];
    let id = alice.found(1);
    alice.friends.established(alice.now, id);
    alice.outputs();
    alice.fake.heard = Some(alice.now);
    let outputs: Vec<Output> = alice.pass(Duration::ZERO).into_iter().map(|(_, output)| output).collect();
    assert_eq!(tied(&outputs), [relay(1), relay(2)]);
    assert!(alice.fake.sent.contains(&packet(&[relay(1), relay(2)])));
    alice.pass_heard(id, 2 * SHARE_RELAYS_INTERVAL.as_secs());
    assert_eq!(alice.fake.sent.iter().filter(|sent| sent[0] == ShareRelays::KIND).count(), 3);
}

#[test]
fn the_first_relay_is_shared_soon_after_it_is_there() {
    let mut alice = Alice::new();
    let id = alice.connected(1);
    alice.pass_heard(id, 7);
    assert!(alice.fake.sent.iter().all(|sent| sent[0] != ShareRelays::KIND));
    alice.fake.connected = vec![relay(1)];
    alice.pass_heard(id, 5);
    assert!(alice.fake.sent.contains(&packet(&[relay(1)])));
}

#[test]
fn shared_relays_are_tied_and_remembered() {
    let mut alice = Alice::new();
    let id = alice.connected(1);
    assert_eq!(alice.receive(id, &packet(&[relay(1), relay(2)])), Ok(Handled::Here));
    assert_eq!(tied(&alice.outputs()), [relay(1), relay(2)]);
    alice.friends.ended(alice.now, id, Ended::ByPeer);
    let outputs: Vec<Output> = alice.pass(SECOND * 2).into_iter().map(|(_, output)| output).collect();
    assert_eq!(tied(&outputs), [relay(2), relay(1)]);
}

#[test]
fn without_connection_a_relay_becomes_known_to_all() {
    let mut alice = Alice::new();
    let id = alice.add(1);
    alice.relay(id, relay(1));
    assert_eq!(alice.outputs(), [Output::AddRelay(relay(1))]);
}

#[test]
fn a_relay_that_the_friend_runs_himself_is_at_his_address() {
    let mut alice = Alice::new();
    let id = alice.found(1);
    let local = RelayInfo { addr: addr("127.0.0.1:3389"), key: run(1) };
    // Where he is is not known yet: we do not call ourselves.
    alice.relay(id, local);
    assert_eq!(alice.outputs(), []);
    alice.friends.node_found(alice.now, &run(1), addr("192.0.2.7:40000"));
    alice.outputs();
    alice.relay(id, local);
    assert_eq!(tied(&alice.outputs()), [RelayInfo { addr: addr("192.0.2.7:3389"), key: run(1) }]);
}

#[test]
fn nobody_points_us_into_our_own_network() {
    let mut alice = Alice::new();
    let id = alice.found(1);
    let near = RelayInfo { addr: addr("192.168.1.1:22"), key: run(50) };
    let here = RelayInfo { addr: addr("127.0.0.1:6379"), key: run(51) };
    alice.friends.node_found(alice.now, &run(1), addr("192.0.2.7:33445"));
    alice.outputs();
    alice.relay(id, near);
    alice.relay(id, here);
    assert_eq!(alice.outputs(), []);
    // A friend in the same network may, but not to our own host.
    alice.friends.node_found(alice.now, &run(1), addr("192.168.1.7:33445"));
    alice.outputs();
    alice.relay(id, near);
    alice.relay(id, here);
    assert_eq!(tied(&alice.outputs()), [near]);
    // Relays that we use anyway are fine.
    alice.fake.known = vec![run(51)];
    alice.relay(id, here);
    assert_eq!(tied(&alice.outputs()), [here]);
}

#[test]
fn a_friend_cannot_make_us_knock_on_many_doors() {
    let mut alice = Alice::new();
    let id = alice.connected(1);
    for number in 0..50 {
        let relays = [relay(3 * number), relay(3 * number + 1), relay(3 * number + 2)];
        alice.receive(id, &packet(&relays)).expect("relays");
    }
    assert_eq!(tied(&alice.outputs()).len(), RELAY_BURST as usize);
}

#[test]
fn the_relay_of_an_old_run_is_forgotten_with_its_key() {
    let mut alice = Alice::new();
    let id = alice.found(1);
    alice.relay(id, RelayInfo { addr: addr("192.0.2.7:3389"), key: run(1) });
    alice.relay(id, relay(2));
    alice.friends.dht_key(alice.now, id, run(9));
    assert_eq!(alice.friends.diagnose(alice.now, id).map(|diagnosis| diagnosis.relays), Some(vec![relay(2)]));
}
