use super::*;

const MOST: usize = 64 * 1024;
const KIND: LosslessKind = LosslessKind::Custom;

fn drain(incoming: &mut Incoming) -> Vec<u64> {
    std::iter::from_fn(|| incoming.next_early().map(|(id, ..)| id)).collect()
}

fn at(millis: u64) -> Instant {
    Instant::from_origin(Duration::from_millis(millis))
}

#[test]
fn what_came_early_follows_in_order() {
    let mut incoming = Incoming::new(1);
    assert_eq!([0, 1, 2, 3, 2048, 2049].map(|id| incoming.place(id)), {
        use Place::{Before, Early, Next, TooFar};
        [Before, Before, Next, Early, Early, TooFar]
    });
    for id in [5, 3, 4, 7] {
        assert!(incoming.keep(at(0), id, KIND, &[1], MOST), "{id}");
        assert!(!incoming.keep(at(0), id, KIND, &[2], MOST), "{id} again");
    }
    incoming.advance();
    assert_eq!((drain(&mut incoming), incoming.place(6)), (vec![3, 4, 5], Place::Next));
    assert!(incoming.keep(at(0), 9, KIND, &[], MOST));
    incoming.advance();
    assert_eq!(drain(&mut incoming), [7]);
    incoming.advance();
    assert_eq!((drain(&mut incoming), incoming.place(10)), (vec![9], Place::Next));
    assert_eq!((incoming.early_bytes, incoming.early.len()), (0, 0));
}

#[test]
fn a_handshake_moves_the_start_and_what_came_early_follows() {
    for (target, early, expected) in [(2, 3, vec![3]), (3, 3, vec![]), (3, 4, vec![4]), (2, 5, vec![])] {
        let mut incoming = Incoming::new(1);
        assert!(incoming.keep(at(0), early, KIND, &[], MOST));
        assert!(incoming.skip_to(target));
        assert_eq!(drain(&mut incoming), expected, "to {target} with {early}");
        assert!(!incoming.skip_to(target));
        if expected.is_empty() && early > target {
            incoming.advance();
            (target + 2..early).for_each(|_| {
                assert!(drain(&mut incoming).is_empty());
                incoming.advance();
            });
            assert_eq!(drain(&mut incoming), [early]);
        }
    }
}

#[test]
fn what_waits_is_bounded_in_bytes_and_places() {
    let mut incoming = Incoming::new(1);
    let kept = (3..2_000).filter(|id| incoming.keep(at(0), *id, KIND, &[0; 500], MOST)).count();
    assert_eq!(kept, MOST / (500 + EARLY_OVERHEAD));
    assert!(!Incoming::new(1).keep(at(0), 2, KIND, &[], MOST), "the next one never waits");
    assert!(!Incoming::new(1).keep(at(0), u64::MAX, KIND, &[], MOST));
    assert!(Incoming::new(1).keep(at(0), 2_048, KIND, &[], MOST));
    // The places up to it take room, too.
    assert!(!Incoming::new(1).keep(at(0), 2_048, KIND, &[], 2_000 * EARLY_OVERHEAD));
}

#[test]
fn missing_packets_are_asked_for_after_a_moment_and_again_after_a_pause() {
    let pause = Duration::from_millis(300);
    let mut incoming = Incoming::new(1);
    let ask = |incoming: &mut Incoming, now| incoming.ask(at(now), pause).collect::<Vec<_>>();
    assert_eq!((ask(&mut incoming, 0), incoming.poll_timeout()), (vec![], None));
    incoming.keep(at(0), 4, KIND, &[], MOST);
    incoming.keep(at(5), 7, KIND, &[], MOST);
    assert_eq!((ask(&mut incoming, 19), incoming.poll_timeout()), (vec![], Some(at(20))));
    assert_eq!(ask(&mut incoming, 20), [2, 3, 5, 6]);
    assert_eq!((ask(&mut incoming, 319), incoming.poll_timeout()), (vec![], Some(at(320))));
    incoming.advance();
    assert!(drain(&mut incoming).is_empty());
    incoming.settle(at(30));
    assert_eq!(ask(&mut incoming, 50), [3, 5, 6]);
    for _ in 0..3 {
        incoming.advance();
        drain(&mut incoming);
    }
    incoming.settle(at(60));
    assert_eq!((incoming.place(8), incoming.poll_timeout()), (Place::Next, None));
    incoming.keep(at(60), 100, KIND, &[], MOST);
    assert_eq!(ask(&mut incoming, 80).len(), ASK_AT_ONCE);
}

#[test]
fn fragments_make_up_a_packet_of_at_most_50_000_bytes() {
    let part = |incoming: &mut Incoming, data: &[u8]| incoming.part(data, 50_000);
    let mut incoming = Incoming::new(1);
    assert_eq!(part(&mut incoming, &[]), Part::Discarded);
    assert_eq!((part(&mut incoming, &[7, 1]), part(&mut incoming, &[2])), (Part::More, Part::More));
    assert_eq!(part(&mut incoming, &[]), Part::Complete(vec![7, 1, 2]));
    for _ in 0..100 {
        assert_eq!(part(&mut incoming, &[3; 500]), Part::More);
    }
    assert_eq!(part(&mut incoming, &[]), Part::Complete(vec![3; 50_000]));
    for _ in 0..200 {
        assert_eq!(part(&mut incoming, &[3; 499]), Part::More);
    }
    assert_eq!((part(&mut incoming, &[]), part(&mut incoming, &[])), (Part::Discarded, Part::Discarded));
    assert_eq!((part(&mut incoming, &[1; 1_372]), part(&mut incoming, &[1; 1_373]), part(&mut incoming, &[])), {
        (Part::More, Part::More, Part::Discarded)
    });
    assert!(!incoming.interrupt());
    assert_eq!(
        (part(&mut incoming, &[1]), incoming.interrupt(), part(&mut incoming, &[])),
        (Part::More, true, Part::Discarded)
    );
}
