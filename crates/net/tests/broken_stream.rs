//! A stream that breaks in a process that does not ignore signals for it, as C programs are.
#![cfg(unix)]
#![allow(unsafe_code, reason = "signals")]

use std::time::Duration;

use toxcore_net::{Interest, IpMode, PollSet, TcpListener, TcpStream, WriteStatus};

#[test]
fn writing_to_a_broken_stream_raises_no_signal() {
    // SAFETY: this test is alone in its process.
    unsafe { libc::signal(libc::SIGPIPE, libc::SIG_DFL) };
    let listener = TcpListener::bind(IpMode::V4Only, None, 0).expect("listener");
    let port = listener.local_addr().expect("address").port();
    let stream = TcpStream::connect(([127, 0, 0, 1], port).into()).expect("stream");
    let mut poll = PollSet::new();
    poll.add(&stream, Interest { read: false, write: true });
    assert_eq!(poll.poll(Duration::from_secs(10)).expect("poll"), 1);
    // Accepted, and gone at once.
    let _ = listener.accept(1, |_, _| ());
    let broke = (0..1_000).any(|_| {
        poll.clear();
        poll.add(&stream, Interest { read: true, write: false });
        let _ = poll.poll(Duration::from_millis(10));
        stream.write(b"is anybody there?") == WriteStatus::Closed
    });
    assert!(broke);
}
