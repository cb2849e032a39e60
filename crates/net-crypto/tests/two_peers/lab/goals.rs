//! What must hold of transfers whatever the table says.

use super::transfer::{BASE, Case, Lab, Seen};

fn run(case: Case) -> Seen {
    let seen = Lab::new(&Case { times: [2, 4, 9], ..case }, 1).run();
    println!("{}: {seen:?}", case.name);
    seen
}

#[test]
fn one_flow_uses_a_link_and_leaves_its_queue_short() {
    for (case, plateau, to_10, wait_ms) in [
        (Case { name: "50 ms", ..BASE }, 11.4, 1.5, 10.0),
        (Case { name: "50 ms, 1 % lost", loss: 0.01, ..BASE }, 10.8, 1.7, 10.0),
        (Case { name: "200 ms", round_trip_ms: 200, ..BASE }, 11.0, 2.5, 25.0),
        (Case { name: "10 Mbit/s", megabits: 10.0, queue: 200, ..BASE }, 1.12, 9.0, 50.0),
        (Case { name: "jitter of 5 ms", jitter_ms: 5, ..BASE }, 10.8, 2.0, 10.0),
        (Case { name: "told each 50 ms", slow_feedback: true, ..BASE }, 10.8, 1.7, 15.0),
    ] {
        let seen = run(case);
        assert!(seen.plateau >= plateau && seen.to_10 <= to_10 && seen.wait_ms <= wait_ms, "{}: {seen:?}", case.name);
        assert!(seen.wire <= 1.06, "{}: {seen:?}", case.name);
    }
}

/// The socket of a program that comes each millisecond holds what Linux gives by default, whoever sends.
#[test]
fn a_small_receive_buffer_loses_next_to_nothing() {
    let fast = Case { megabits: 400.0, round_trip_ms: 5, stall: false, ..BASE };
    for (case, least) in [
        (Case { name: "400 Mbit/s", ..fast }, 40.0),
        (Case { name: "400 Mbit/s, told each 50 ms", slow_feedback: true, ..fast }, 38.0),
        (Case { name: "400 Mbit/s, two flows", flows: 2, ..fast }, 40.0),
    ] {
        let seen = run(case);
        assert!(seen.again < 5.0, "{}: {seen:?}", case.name);
        assert!(seen.plateau >= least, "{}: {seen:?}", case.name);
        assert!(case.flows == 1 || seen.share > 0.35, "{}: {seen:?}", case.name);
    }
}

/// Where nothing is lost, as between programs of one machine, neither the pace nor what leaves at once is the limit.
#[test]
fn a_near_path_carries_as_much_as_a_queue_brings_each_millisecond() {
    let near = Case { megabits: 10_000.0, round_trip_ms: 0, stall: false, room: 5000, times: [1, 2, 3], ..BASE };
    for (case, least) in [
        (Case { name: "near", ..near }, 220.0),
        (Case { name: "near, waits for nothing", turn: None, ..near }, 220.0),
        // As before: turns of 1.3 ms, 128 packets in each.
        (Case { name: "near, a small receive buffer", room: 185, ..near }, 80.0),
    ] {
        let seen = Lab::new(&case, 1).run();
        println!("{}: {seen:?}", case.name);
        assert!(seen.plateau >= least && seen.again < 10.0, "{}: {seen:?}", case.name);
    }
}

#[test]
fn flows_that_begin_apart_share_alike_in_the_end() {
    for (name, queue, round_trip_ms) in [("deep", 1000, 50), ("shallow", 100, 50), ("near", 1000, 5)] {
        let case = Case { name, queue, round_trip_ms, flows: 2, apart_ms: 1000, ..BASE };
        let seen = Lab::new(&Case { times: [2, 11, 15], ..case }, 1).run();
        println!("{name}: {seen:?}");
        assert!(seen.share > 0.35 && seen.plateau > 11.0 && seen.again < 15.0, "{name}: {seen:?}");
    }
}
