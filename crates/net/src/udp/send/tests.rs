use super::*;

fn addr(text: &str) -> SocketAddr {
    text.parse().expect("test address")
}

fn run(batch: &mut SendBatch, to: &str, len: usize, segment: usize) {
    let mut once = Some(());
    let full = batch.fill(|buf| {
        once.take()?;
        buf.resize(buf.len() + len, 0);
        Some(Transmit { to: addr(to), len, segment })
    });
    assert!(!full);
}

fn lengths(batch: &mut SendBatch, gso: bool) -> Vec<usize> {
    let mut units = [None; 8];
    let count = batch.next_units(Family::V4, gso, &mut units);
    units.iter().take(count).flatten().map(|unit| unit.len).collect()
}

#[test]
fn a_run_is_one_message_with_offload_and_many_without() {
    let mut batch = SendBatch::new();
    run(&mut batch, "192.0.2.1:1", 2500, 1000);
    assert_eq!(lengths(&mut batch, true), [2500]);
    assert_eq!(lengths(&mut batch, false), [1000, 1000, 500]);
}

#[test]
fn a_long_run_is_cut_to_what_one_message_may_carry() {
    let mut batch = SendBatch::new();
    run(&mut batch, "192.0.2.1:1", 100 * 100, 100);
    assert_eq!(lengths(&mut batch, true), [6400, 3600]);
    let mut batch = SendBatch::new();
    run(&mut batch, "192.0.2.1:1", 100 * 1400, 1400);
    assert_eq!(lengths(&mut batch, true), [64_400, 64_400, 11_200]);
}

#[test]
fn a_partly_sent_run_goes_on_where_it_stopped() {
    let mut batch = SendBatch::new();
    run(&mut batch, "192.0.2.1:1", 2500, 1000);
    run(&mut batch, "192.0.2.2:1", 50, 50);
    let mut units = [None; 8];
    assert_eq!(batch.next_units(Family::V4, false, &mut units), 4);
    batch.sent(units.iter().flatten().take(2));
    assert_eq!(lengths(&mut batch, false), [500, 50]);
    assert_eq!((batch.counters().datagrams, batch.counters().bytes), (2, 2000));
    batch.sent(units.iter().flatten().skip(2).take(2));
    assert!(batch.is_empty());
}

#[test]
fn what_this_socket_cannot_reach_is_passed_over_and_counted() {
    let mut batch = SendBatch::new();
    run(&mut batch, "[2001:db8::1]:1", 2500, 1000);
    run(&mut batch, "192.0.2.2:1", 50, 50);
    run(&mut batch, "[2001:db8::1]:1", 10, 10);
    assert_eq!(lengths(&mut batch, true), [50]);
    let unit = Unit { to: addr("192.0.2.2:1"), start: 2500, len: 50, segment: 50, run: 1 };
    batch.sent([unit].iter());
    assert_eq!(lengths(&mut batch, true), [0; 0]);
    assert!(batch.is_empty());
    assert_eq!(batch.counters().unreachable, 4);
}

#[test]
fn a_failed_datagram_takes_only_itself_away() {
    let mut batch = SendBatch::new();
    run(&mut batch, "192.0.2.1:1", 2500, 1000);
    let mut units = [None; 8];
    batch.next_units(Family::V4, false, &mut units);
    batch.failed(&units[0].expect("a unit"), Failure::TooLong);
    assert_eq!(lengths(&mut batch, false), [1000, 500]);
    assert_eq!(batch.counters().too_long, 1);
}

#[test]
fn plain_sending_is_for_one_run_only() {
    let mut batch = SendBatch::new();
    run(&mut batch, "192.0.2.1:1", 2000, 1000);
    run(&mut batch, "192.0.2.2:1", 2000, 1000);
    batch.send_plainly();
    assert_eq!(lengths(&mut batch, true), [1000, 1000, 2000]);
}

#[test]
fn the_batch_has_a_bound() {
    let mut batch = SendBatch::new();
    let endless = |buf: &mut Vec<u8>| {
        buf.push(1);
        Some(Transmit { to: addr("192.0.2.1:1"), len: 1, segment: 1 })
    };
    assert!(batch.fill(endless));
    assert_eq!(batch.runs.len(), MAX_RUNS);
}

#[test]
fn empty_runs_send_nothing() {
    let mut batch = SendBatch::new();
    run(&mut batch, "192.0.2.1:1", 0, 0);
    assert_eq!(lengths(&mut batch, true), [0; 0]);
    assert!(batch.is_empty());
}

#[test]
fn memory_of_large_batches_goes_when_small_ones_follow() {
    let mut batch = SendBatch::new();
    let to = "192.0.2.1:1".parse().expect("address");
    for _ in 0..200 {
        batch.push(to, &[0; 1_400]);
    }
    batch.clear();
    assert!(batch.bytes.capacity() >= 200 * 1_400);
    for _ in 0..20 {
        batch.push(to, &[0; 1_400]);
        batch.clear();
    }
    assert!(batch.bytes.capacity() <= 4 * 1_400 && batch.runs.capacity() <= 100);
}
