use super::*;

fn request(stream: &ReceiveStream) -> Vec<u8> {
    let mut out = Vec::new();
    stream.write_request(1200, &mut out);
    out
}

/// A stream that starts at `start`, where the peer will send `end` next and all but `missing` came.
fn stream(start: u32, end: u32, missing: &[u32]) -> ReceiveStream {
    let mut stream = ReceiveStream::new(start);
    let mut pool = BufferPool::default();
    for offset in 0..end.wrapping_sub(start) {
        let number = start.wrapping_add(offset);
        if !missing.contains(&number) {
            assert!(stream.accept(number, b"x", &mut pool).is_ok());
        }
    }
    stream.set_end(end);
    stream
}

#[test]
fn requests_are_the_pinned_ones() {
    let cases: [(u32, u32, &[u32], &[u8]); 4] = [
        (0, 1030, &[0, 3, 6, 1024], &[1, 1, 3, 3, 0, 0, 0, 0xfd]),
        (0, 600, &[0, 255, 511], &[1, 1, 0xff, 0, 1]),
        (0, 600, &[0, 254], &[1, 1, 0xfe, 0]),
        (0xffff_fffe, 2, &[0xffff_fffe, 0], &[1, 1, 2]),
    ];
    for (start, end, missing, expected) in cases {
        assert_eq!(request(&stream(start, end, missing)), expected);
    }
    assert_eq!(request(&ReceiveStream::new(7)), [1]);
}

#[test]
fn packets_come_out_in_order_across_the_wrap() {
    let mut pool = BufferPool::default();
    let first = u32::MAX - 2;
    let mut stream = ReceiveStream::new(first);
    for n in [3_u8, 1, 2, 4] {
        let kept = stream.accept(first.wrapping_add(n.into()), &[n], &mut pool);
        assert_eq!(kept, Ok(Accepted::Kept { new_gap: n == 3 }));
        assert_eq!(stream.accept(first.wrapping_add(n.into()), &[n], &mut pool), Err(Discard::Replay));
    }
    assert_eq!(stream.accept(first, &[0], &mut pool), Ok(Accepted::InOrder));
    assert_eq!(std::iter::from_fn(|| stream.pop()).collect::<Vec<_>>(), [[1], [2], [3], [4]]);
    assert_eq!((stream.start(), stream.kept(), stream.has_gap()), (2, 0, false));
}

/// Past defect 10: the window's edge, one before and one after.
#[test]
fn the_window_has_32768_slots() {
    for start in [0, 5, u32::MAX, 1 << 31] {
        let mut pool = BufferPool::default();
        let mut stream = ReceiveStream::new(start);
        let number = |n: u32| start.wrapping_add(n);
        assert_eq!(stream.accept(number(32_768), b"x", &mut pool), Err(Discard::Forbidden));
        assert!(stream.accept(number(32_767), b"x", &mut pool).is_ok());
        assert_eq!(stream.accept(start.wrapping_sub(1), b"x", &mut pool), Err(Discard::Replay));
        assert!(!stream.set_end(number(32_769)));
        assert!(!stream.set_end(number(100)), "the end never goes back");
        assert!(!stream.set_end(start.wrapping_sub(1)));
        assert_eq!(stream.kept(), 1);
    }
}
