use super::*;

/// A stream to a listener of the same process, which is kept open.
fn stream() -> (std::net::TcpListener, TcpStream) {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("listen");
    let address = listener.local_addr().expect("address");
    let stream = TcpStream::connect(address).expect("connect");
    (listener, stream)
}

#[test]
fn the_other_end_is_asked_only_while_a_stream_is_stuck() {
    let (_listener, stream) = stream();
    let mut room = Room::default();
    let begin = Instant::ZERO;
    assert_eq!(room.next_look(&stream, begin), begin + SHORTEST_PAUSE);
    assert!(!stream.asks_other_end(), "it has been stuck for a moment only");
    let late = begin + LOST_AFTER;
    assert_eq!(room.next_look(&stream, late), late + LOST_AFTER / LOOKS);
    assert!(stream.asks_other_end());
    room.used(&stream, 1);
    assert!(!stream.asks_other_end(), "the system goes on asking a reader that reads");

    let again = late + LOST_AFTER;
    assert_eq!(room.next_look(&stream, again), again + SHORTEST_PAUSE, "the time that it was stuck counts anew");
    assert!(!stream.asks_other_end());
}
