use toxcore_conference::{Departure, PeerNumber};
use toxcore_sansio::Content;
use toxcore_wire::conference::ConferenceType;

use super::*;
use crate::{Instant, LongTermPublicKey, Options, Seed, UnixTime};

fn peer(index: usize, number: u16) -> PeerId {
    PeerId { index, number: PeerNumber(number), key: LongTermPublicKey::from_bytes([7; 32]) }
}

#[test]
fn places_are_those_of_the_events_that_were_polled() {
    let now = Instant::ZERO;
    let mut tox = Tox::new(Options::default(), &Seed::from_number(1), now, UnixTime(1)).unwrap();
    let conference = tox.conference_new(now, ConferenceType::Text).unwrap();
    let other = tox.conference_new(now, ConferenceType::Text).unwrap();
    let left = |index, number, name: &[u8]| Event::ConferencePeerLeft {
        conference,
        peer: peer(index, number),
        name: Content::from(name),
        why: Departure::Left,
    };
    // There were 9, 0 (we), 8; 7 comes, and all but us leave, so that we are the first.
    tox.events.extend([
        Event::ConferencePeerJoined { conference: other, peer: peer(1, 4) },
        Event::ConferencePeerJoined { conference, peer: peer(3, 7) },
        left(0, 9, b"nine"),
        left(2, 8, b"eight"),
        left(0, 7, b"seven"),
    ]);
    let list = |tox: &Tox| -> Vec<u16> {
        let count = tox.conference_peer_count_told(conference).unwrap();
        (0..count).map(|index| tox.conference_peer_told(conference, index).unwrap().number.0).collect()
    };
    assert_eq!(list(&tox), [9, 0, 8]);
    assert_eq!(tox.conference_peer_name_told(conference, &peer(2, 8)), Some(&b"eight"[..]));
    for expected in [&[9, 0, 8][..], &[9, 0, 8, 7], &[7, 0, 8], &[7, 0], &[0]] {
        tox.poll_event();
        assert_eq!(list(&tox), expected);
    }
    assert_eq!(tox.conference_peer_name_told(conference, &peer(2, 8)), None);
    assert_eq!(tox.conference_peer_told(conference, 1), None);
    tox.conference_delete(now, conference).unwrap();
    assert_eq!((tox.conference_peer_count_told(conference), tox.conference_peer_told(conference, 0)), (None, None));
}
