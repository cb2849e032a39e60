use super::*;

fn sought() -> SavedJoin {
    SavedJoin {
        chat_id: ChatId::from_bytes([7; 32]),
        status: UserStatus::Busy,
        nick: ShortBytes::new(b"bob").unwrap(),
        password: GroupPassword::new(b"sesame").unwrap(),
        inviter: None,
    }
}

fn invited() -> SavedJoin {
    let (friend, member) = (LongTermPublicKey::from_bytes([8; 32]), EphemeralPublicKey::from_bytes([9; 32]));
    SavedJoin { password: GroupPassword::NONE, inviter: Some(SavedInviter { friend, member }), ..sought() }
}

#[test]
fn groups_come_back_as_they_were() {
    let list = [sought(), invited(), sought()];
    let bytes: Vec<u8> = list.iter().flat_map(Encode::to_vec).collect();
    assert_eq!(bytes.len(), list.iter().map(Encode::encoded_len).sum());
    assert_eq!(joins(&bytes, 9), (list.to_vec(), &[][..]));
    let (two, left) = joins(&bytes, 2);
    assert_eq!((two.len(), left), (2, &sought().to_vec()[..]));
}

#[test]
fn bytes_have_their_places() {
    let bytes = sought().to_vec();
    assert_eq!(bytes[0], 0);
    assert_eq!(bytes[1..33], [7; 32]);
    assert_eq!(bytes[33..], *b"\x02\x03bob\x06sesame");
    let bytes = invited().to_vec();
    assert_eq!((bytes[0], &bytes[33..39]), (1, &b"\x02\x03bob\x00"[..]));
    assert_eq!(bytes[39..], [[8; 32], [9; 32]].concat());
}

#[test]
fn cut_anywhere_it_is_none() {
    for join in [sought(), invited()] {
        let bytes = join.to_vec();
        for len in 0..bytes.len() {
            assert_eq!(joins(&bytes[..len], 9), (Vec::new(), &bytes[..len]));
        }
    }
}

#[test]
fn what_no_group_has_is_none() {
    let broken = |at: usize, byte| {
        let mut bytes = sought().to_vec();
        bytes[at] = byte;
        joins(&bytes, 9).0
    };
    assert_eq!(broken(0, 2), []);
    // No nick, one that is too long, a password that is too long.
    assert_eq!(broken(34, 0), []);
    assert_eq!(broken(34, 129), []);
    assert_eq!(broken(38, 33), []);
    assert_eq!(broken(33, 9)[0].status, UserStatus::Available);
}
