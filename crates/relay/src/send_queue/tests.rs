use toxcore_crypto::{CombinedKey, DhtKeyPair};
use toxcore_sansio::{Rng, Seed};

use super::*;

const HANDSHAKE: usize = 128;

fn cipher(rng: &mut Rng) -> LinkCipher {
    let [ours, theirs] = [1, 2].map(|number| DhtKeyPair::from_secret_bytes([number; 32]));
    let key = CombinedKey::new(&ours.secret, &theirs.public).expect("a good key");
    LinkCipher::new(key, rng.nonce(), rng.nonce())
}

/// A queue with a handshake and frames of these contents, and where each of them ends.
fn queue(rng: &mut Rng, contents: &[usize]) -> (SendQueue, Vec<usize>) {
    let (mut queue, mut cipher) = (SendQueue::default(), cipher(rng));
    queue.push_plain(&[9; HANDSHAKE]);
    let mut ends = vec![HANDSHAKE];
    for len in contents {
        queue.push(&mut cipher, Class::Control, |out| out.extend(std::iter::repeat_n(7, *len))).expect("room");
        ends.push(queue.len());
    }
    (queue, ends)
}

#[test]
fn what_has_room_is_whole_frames() {
    let mut rng = Rng::new(&Seed::from_number(1));
    let (mut queue, ends) = queue(&mut rng, &[100, 1_400, 1]);
    queue.written(HANDSHAKE);
    let first = ends[1] - ends[0];
    for (room, expected) in [
        (0, 0),
        (first - 1, 0),
        (first, first),
        (ends[2] - ends[0] - 1, first),
        (ends[2] - ends[0], ends[2] - ends[0]),
        (usize::MAX, ends[3] - ends[0]),
    ] {
        assert_eq!(queue.pending_within(room).len(), expected, "{room}");
    }
    queue.written(first + 5);
    assert_eq!(queue.pending_within(0).len(), ends[2] - ends[1] - 5, "what has begun is finished");
    queue.written(ends[3] - ends[1] - 5);
    assert!(queue.pending_within(0).is_empty() && queue.pending().is_empty());
}

#[test]
fn however_it_is_written_everything_leaves_once_and_ends_with_a_frame() {
    let mut rng = Rng::new(&Seed::from_number(2));
    let mut below = |limit: usize| (rng.public_u64() % limit as u64) as usize;
    for case in 0..200 {
        let contents: Vec<usize> = (0..20).map(|_| 1 + below(2_032)).collect();
        let (mut queue, ends) = queue(&mut Rng::new(&Seed::from_number(case)), &contents);
        let all = queue.pending().to_vec();
        let mut left = Vec::new();
        for _ in 0..10_000 {
            let offered = queue.pending_within(below(6_000)).to_vec();
            let position = left.len() + offered.len();
            assert!(offered.is_empty() || ends.contains(&position), "case {case}: half a frame before {position}");
            // The system takes all, or less.
            let taken = if below(2) == 0 { offered.len() } else { below(offered.len() + 1) };
            left.extend_from_slice(&offered[..taken]);
            queue.written(taken);
            if queue.pending().is_empty() {
                break;
            }
        }
        assert_eq!(left, all, "case {case}");
    }
}
