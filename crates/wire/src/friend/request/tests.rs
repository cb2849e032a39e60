use super::*;

#[test]
fn every_length_up_to_the_limit_arrives() {
    let message = vec![b'x'; FriendRequest::MAX_LEN];
    for len in 1..=FriendRequest::MAX_LEN - NoSpam::LEN {
        let request = FriendRequest { no_spam: NoSpam::from_u32(0x1122_3344), message: &message[..len] };
        assert_eq!(FriendRequest::parse(&request.to_vec()), Ok(request));
    }
}

#[test]
fn layout_is_pinned() {
    let request = FriendRequest { no_spam: NoSpam::from_u32(0xdead_beef), message: b"hey" };
    assert_eq!(request.to_vec(), [0xde, 0xad, 0xbe, 0xef, b'h', b'e', b'y']);
}

#[test]
fn request_without_message_or_too_long_is_refused() {
    for len in 0..FriendRequest::MIN_LEN {
        assert_eq!(FriendRequest::parse(&vec![0; len]), Err(ParseError::Truncated));
    }
    assert_eq!(FriendRequest::parse(&[0; 1021]), Err(ParseError::TooLong(1021)));
}
