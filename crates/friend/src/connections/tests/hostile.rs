use super::*;

/// Everything that a friend may send over a connection, and everybody else through the onion.
#[test]
fn packets_of_every_kind_and_length_change_nothing_that_they_should_not() {
    let mut alice = Alice::new();
    let id = alice.connected(1);
    let mut rng = Rng::new(&Seed::from_number(7));
    for kind in 0..=255_u8 {
        for len in [0, 1, 2, 7, 38, 39, 40, 51, 52, 78, 118, 154, 155, 925, 1020, 1021, 1022, 1373] {
            let mut data: Vec<u8> = (0..len).map(|_| rng.below(256) as u8).collect();
            data.insert(0, kind);
            let known = [0x10, 0x11, 0x12].contains(&kind);
            let result = alice.receive(id, &data);
            assert!(known || result == Ok(Handled::Elsewhere), "{kind} {len}");
            let _ = alice.friends.handle_request(alice.now, person(kind), &data);
            for output in alice.outputs() {
                assert!(matches!(output, Output::Tie { .. }), "{output:?}");
            }
        }
    }
    assert_eq!(alice.receive(id, &[]), Ok(Handled::Elsewhere));
    assert!(alice.friends.is_online(id));
}

#[test]
fn shared_relays_cut_at_any_length_give_the_whole_ones_or_nothing() {
    let mut packet = vec![0x11];
    for number in 1..=3_u8 {
        packet.extend([130, 198, 51, 100, number, 0x0d, 0x3d]);
        packet.extend(run(number).as_bytes());
    }
    for len in 1..=packet.len() {
        let mut alice = Alice::new();
        let id = alice.connected(9);
        let result = alice.receive(id, &packet[..len]);
        let whole = if result.is_ok() { (len - 1) / 39 } else { 0 };
        assert_eq!(alice.outputs().len(), whole, "{len}");
        assert!(result.is_ok() || (len - 1) % 39 != 0 || len == 1, "{len}");
    }
}

#[test]
fn data_without_a_connection_is_refused() {
    let mut alice = Alice::new();
    let id = alice.found(1);
    assert!(alice.receive(id, &[0x10]).is_err());
}
