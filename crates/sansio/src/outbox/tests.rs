use super::*;

fn to(port: u16) -> SocketAddr {
    SocketAddr::from(([192, 0, 2, 1], port))
}

fn drain(outbox: &mut Outbox) -> Vec<(u16, usize, usize)> {
    let mut buf = Vec::new();
    std::iter::from_fn(|| outbox.poll_transmit(&mut buf)).map(|t| (t.to.port(), t.len, t.segment)).collect()
}

#[test]
fn neighbours_of_equal_size_and_address_are_one_run() {
    let mut outbox = Outbox::new(10);
    for (port, len) in [(1, 5), (1, 5), (1, 4), (2, 4), (1, 5)] {
        assert!(outbox.push(to(port), |buf| buf.resize(buf.len() + len, 0)));
    }
    assert_eq!(outbox.len(), 5);
    assert_eq!(drain(&mut outbox), [(1, 10, 5), (1, 4, 4), (2, 4, 4), (1, 5, 5)]);
    assert!(outbox.is_empty());
}

#[test]
fn bytes_come_out_in_order() {
    let mut outbox = Outbox::new(10);
    for (port, byte) in [(1, b'a'), (1, b'b'), (2, b'c')] {
        outbox.push(to(port), |buf| buf.push(byte));
    }
    let mut buf = b"before ".to_vec();
    while outbox.poll_transmit(&mut buf).is_some() {}
    assert_eq!(buf, b"before abc");
}

#[test]
fn full_drops_the_new_one_and_counts() {
    let mut outbox = Outbox::new(2);
    let pushed: Vec<bool> = (0..4).map(|n| outbox.push(to(n), |buf| buf.push(0))).collect();
    assert_eq!(pushed, [true, true, false, false]);
    assert_eq!(outbox.dropped(), 2);
    assert_eq!(drain(&mut outbox).len(), 2);
}

#[test]
fn a_run_fits_one_send() {
    let mut outbox = Outbox::new(1_000);
    for _ in 0..100 {
        outbox.push(to(1), |buf| buf.resize(buf.len() + 1_000, 0));
    }
    assert!(drain(&mut outbox).iter().all(|(_, len, _)| *len <= MAX_RUN));
}

#[test]
fn a_queue_that_never_runs_empty_keeps_its_arena_small() {
    let mut outbox = Outbox::new(100);
    let mut buf = Vec::new();
    for n in 0..10_000_u16 {
        outbox.push(to(n), |buf| buf.extend_from_slice(&[n.to_le_bytes()[0]; 1_000]));
        if n >= 50 {
            buf.clear();
            assert!(outbox.poll_transmit(&mut buf).is_some());
            assert_eq!(buf.first(), Some(&(n - 50).to_le_bytes()[0]));
        }
    }
    assert!(outbox.arena.len() < 3 * KEEP_BYTES, "{} bytes", outbox.arena.len());
}

#[test]
fn the_memory_of_a_burst_is_given_back_and_that_of_steady_traffic_kept() {
    let mut outbox = Outbox::new(1_000);
    let mut send = |packets: usize| {
        (0..packets).for_each(|_| assert!(outbox.push(to(1), |buf| buf.resize(buf.len() + 200, 0))));
        drain(&mut outbox);
        (outbox.arena.capacity(), outbox.queue.capacity())
    };
    let (burst, _) = send(500);
    assert!(burst >= 100_000);
    (0..50).for_each(|_| assert!(send(490) >= (98_000, 490), "steady traffic allocates nothing"));
    let calm = (0..20).map(|_| send(1)).last().unwrap_or_default();
    assert!(calm.0 <= 2_048 && calm.1 <= 64, "{calm:?}");
}

#[test]
fn empty_datagrams_pass() {
    let mut outbox = Outbox::new(10);
    outbox.push(to(1), |_| ());
    outbox.push(to(1), |_| ());
    assert_eq!(drain(&mut outbox), [(1, 0, 0), (1, 0, 0)]);
}
