use super::*;

#[derive(Default)]
struct Wire(Vec<(u64, LosslessKind, Vec<u8>)>);

impl Wire {
    fn seal(&mut self) -> impl FnMut(LosslessData<'_>) {
        |data| self.0.push((data.message_id, data.kind, data.data.to_vec()))
    }

    fn take(&mut self) -> Vec<u64> {
        std::mem::take(&mut self.0).into_iter().map(|(id, ..)| id).collect()
    }
}

fn at(millis: u64) -> Instant {
    Instant::from_origin(Duration::from_millis(millis))
}

fn packet(kind: LosslessKind, len: usize) -> Packet {
    Packet::new(kind, &vec![5; len]).unwrap()
}

#[test]
fn long_packets_go_in_fragments_with_an_empty_one_at_the_end() {
    let (mut outgoing, mut wire) = (Outgoing::new(), Wire::default());
    outgoing.push(&packet(LosslessKind::Broadcast, 500)).unwrap();
    outgoing.push(&packet(LosslessKind::Broadcast, 501)).unwrap();
    outgoing.push(&packet(LosslessKind::InviteResponse, 0)).unwrap();
    outgoing.pump(at(0), &mut wire.seal());
    let seen: Vec<_> = wire.0.iter().map(|(id, kind, data)| (*id, kind.number(), data.len())).collect();
    assert_eq!(seen, [(3, 0xf3, 500), (4, 0xef, 500), (5, 0xef, 2), (6, 0xef, 0), (7, 0xf7, 0)]);
    assert_eq!((wire.0[1].2[0], wire.0[1].2[1]), (0xf3, 5));
    assert!(matches!(Packet::new(LosslessKind::ModeratorList, &[0; 50_000]), Err(SendError::TooLong(50_000))));
    assert_eq!(packet(LosslessKind::ModeratorList, 49_999).parts(), 101);
}

#[test]
fn a_confirmation_counts_for_all_before_it() {
    let (mut outgoing, mut wire) = (Outgoing::new(), Wire::default());
    (0..5).for_each(|_| outgoing.push(&packet(LosslessKind::Custom, 1)).unwrap());
    assert!(!outgoing.confirm(at(0), 3), "never sent");
    outgoing.pump(at(0), &mut wire.seal());
    assert!(outgoing.confirm(at(100), 5) && !outgoing.confirm(at(100), 5) && !outgoing.confirm(at(100), 4));
    assert!(!outgoing.confirm(at(100), 0) && !outgoing.confirm(at(100), 8) && !outgoing.confirm(at(100), u64::MAX));
    assert_eq!(outgoing.missing(at(100), 4, &mut wire.seal()), Missing::Confirmed);
    assert_eq!(outgoing.missing(at(100), 8, &mut wire.seal()), Missing::Unknown);
    assert!(outgoing.confirm(at(100), 7));
    assert_eq!((outgoing.waiting_since(), outgoing.poll_timeout()), (None, None));
}

#[test]
fn the_window_bounds_what_is_under_way_but_never_splits_a_packet() {
    let (mut outgoing, mut wire) = (Outgoing::new(), Wire::default());
    outgoing.push(&packet(LosslessKind::ModeratorList, 49_999)).unwrap();
    (0..100).for_each(|_| outgoing.push(&packet(LosslessKind::Custom, 1)).unwrap());
    outgoing.pump(at(0), &mut wire.seal());
    assert_eq!(wire.take().len(), 101);
    assert!(outgoing.confirm(at(50), 103));
    outgoing.pump(at(50), &mut wire.seal());
    assert_eq!(wire.take(), (104..204).collect::<Vec<_>>());
}

#[test]
fn the_queue_is_bounded_and_a_packet_is_queued_whole_or_not() {
    let mut outgoing = Outgoing::new();
    (0..MAX_QUEUED - 1).for_each(|_| outgoing.push(&packet(LosslessKind::Custom, 1)).unwrap());
    assert_eq!(outgoing.push(&packet(LosslessKind::Custom, 501)), Err(SendError::Full));
    assert_eq!(outgoing.push(&packet(LosslessKind::Custom, 500)), Ok(()));
    assert_eq!(outgoing.push(&packet(LosslessKind::Custom, 0)), Err(SendError::Full));
}

/// Members running the reference repeat nothing from there on.
#[test]
fn ids_go_on_beyond_16_bits_where_packets_were_refused_on_the_way() {
    let (mut outgoing, mut wire) = (Outgoing::new(), Wire::default());
    let (short, long) = (packet(LosslessKind::Custom, 1), packet(LosslessKind::Custom, 1_300));
    let (mut next, mut refused) = (FIRST_ID, 0);
    while next <= 70_000 {
        while outgoing.push(&short).is_ok() {}
        assert_eq!(outgoing.push(&long), Err(SendError::Full));
        refused += 1;
        outgoing.pump(at(next), &mut wire.seal());
        let sent = wire.take();
        assert_eq!(sent, (next..next + sent.len() as u64).collect::<Vec<_>>());
        next += sent.len() as u64;
        assert!(outgoing.confirm(at(next), next - 1));
    }
    assert!(refused > 10);
    while !outgoing.entries.is_empty() {
        outgoing.pump(at(next), &mut wire.seal());
        next += wire.take().len() as u64;
        assert!(outgoing.confirm(at(next), next - 1));
    }
    outgoing.push(&long).unwrap();
    outgoing.pump(at(next), &mut wire.seal());
    assert_eq!(wire.take(), (next..next + 4).collect::<Vec<_>>());
    assert_eq!(outgoing.missing(at(next), next - 1, &mut wire.seal()), Missing::Confirmed);
    assert_eq!(outgoing.missing(at(next + 2_000), next + 2, &mut wire.seal()), Missing::Repeated);
    assert_eq!(wire.take(), [next + 2, next + 3]);
    assert!(!outgoing.confirm(at(next), next & 0xffff) && outgoing.confirm(at(next), next + 3));
}

#[test]
fn what_is_missing_is_repeated_at_once_with_the_fragments_behind_it() {
    let (mut outgoing, mut wire) = (Outgoing::new(), Wire::default());
    outgoing.push(&packet(LosslessKind::Custom, 1)).unwrap();
    outgoing.push(&packet(LosslessKind::Custom, 1_200)).unwrap();
    outgoing.push(&packet(LosslessKind::Custom, 1)).unwrap();
    outgoing.pump(at(0), &mut wire.seal());
    assert_eq!(wire.take(), [3, 4, 5, 6, 7, 8]);
    assert!(outgoing.confirm(at(100), 3));
    assert_eq!(outgoing.missing(at(110), 5, &mut wire.seal()), Missing::Repeated);
    assert_eq!(wire.take(), [5, 6, 7]);
    assert_eq!(outgoing.missing(at(120), 5, &mut wire.seal()), Missing::Repeated);
    assert_eq!(wire.take(), [0; 0], "a copy is under way");
    assert_eq!(outgoing.missing(at(120), 8, &mut wire.seal()), Missing::Repeated);
    assert_eq!(wire.take(), [8]);
}

#[test]
fn what_is_not_confirmed_is_repeated_with_growing_pauses() {
    let (mut outgoing, mut wire) = (Outgoing::new(), Wire::default());
    (0..20).for_each(|_| outgoing.push(&packet(LosslessKind::Custom, 1)).unwrap());
    outgoing.pump(at(0), &mut wire.seal());
    assert_eq!(wire.take().len(), 20);
    let mut repeats = Vec::new();
    while let Some(due) = outgoing.poll_timeout().filter(|at| *at < Instant::from_origin(Duration::from_secs(58))) {
        outgoing.handle_timeout(due, &mut wire.seal());
        assert_eq!(wire.take(), (3..11).collect::<Vec<_>>());
        repeats.push(due.since_origin().as_secs());
    }
    assert_eq!(repeats, [1, 3, 7, 15, 23, 31, 39, 47, 55]);
    assert!(outgoing.is_doubtful() && outgoing.waiting_since() == Some(at(0)));
    assert!(outgoing.confirm(at(56_000), 3));
    assert!(!outgoing.is_doubtful());
}

#[test]
fn what_was_not_confirmed_can_go_to_another_session_whole_and_once() {
    let (mut outgoing, mut wire) = (Outgoing::new(), Wire::default());
    for (kind, len) in [(LosslessKind::Custom, 1_300), (LosslessKind::Topic, 3), (LosslessKind::Custom, 600)] {
        outgoing.push(&packet(kind, len)).unwrap();
    }
    outgoing.pump(at(0), &mut wire.seal());
    assert!(outgoing.confirm(at(1), 4));
    let taken: Vec<_> = outgoing.take_unconfirmed().map(|packet| (packet.kind(), packet.parts())).collect();
    assert_eq!(taken, [(LosslessKind::Custom, 4), (LosslessKind::Topic, 1), (LosslessKind::Custom, 3)]);
    assert_eq!((outgoing.poll_timeout(), outgoing.take_unconfirmed().count()), (None, 0));
}
