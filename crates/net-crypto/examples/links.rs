//! Simulated transfers over many kinds of links, told as a table, the same to the last digit each time:
//! `cargo run --release -p toxcore-net-crypto --example links`. `ONLY=3` runs one link.
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "it shares the laboratory of tests"
)]

use lab::transfer::{BASE, Case, Lab};

#[path = "../tests/two_peers/lab/mod.rs"]
mod lab;
#[path = "../tests/two_peers/peer.rs"]
mod peer;

const CASES: &[Case] = &[
    BASE,
    Case { name: "- 1 % lost", loss: 0.01, ..BASE },
    Case { name: "- 3 % lost", loss: 0.03, ..BASE },
    Case { name: "- 5 % lost", loss: 0.05, ..BASE },
    Case { name: "- 200 ms", round_trip_ms: 200, ..BASE },
    Case { name: "- 200 ms, 1 % lost", round_trip_ms: 200, loss: 0.01, ..BASE },
    Case { name: "- 400 ms", round_trip_ms: 400, ..BASE },
    Case { name: "- 5 ms", round_trip_ms: 5, ..BASE },
    Case { name: "- queue of 100", queue: 100, ..BASE },
    Case { name: "- queue of 20", queue: 20, ..BASE },
    Case { name: "- jitter of 5 ms", jitter_ms: 5, ..BASE },
    Case { name: "- 1 % overtaken by 5 ms", reorder: 0.01, ..BASE },
    Case { name: "- waits for nothing", turn: None, ..BASE },
    Case { name: "- told each 50 ms", slow_feedback: true, ..BASE },
    Case { name: "- told each 50 ms, 1 % lost", slow_feedback: true, loss: 0.01, ..BASE },
    Case { name: "- told each 50 ms, 200 ms", slow_feedback: true, round_trip_ms: 200, ..BASE },
    Case { name: "- two flows", flows: 2, ..BASE },
    Case { name: "- two flows, queue of 100", flows: 2, queue: 100, ..BASE },
    Case { name: "- two flows, 1 % lost", flows: 2, loss: 0.01, ..BASE },
    Case { name: "- two flows, 3 s apart", flows: 2, apart_ms: 3000, ..BASE },
    Case { name: "- the same, queue of 100", flows: 2, apart_ms: 3000, queue: 100, ..BASE },
    Case { name: "- the same, 5 ms", flows: 2, apart_ms: 3000, round_trip_ms: 5, ..BASE },
    Case { name: "10 Mbit/s, 50 ms, 200", megabits: 10.0, queue: 200, ..BASE },
    Case { name: "- queue of 20", megabits: 10.0, queue: 20, ..BASE },
    Case { name: "- told each 50 ms", megabits: 10.0, queue: 200, slow_feedback: true, ..BASE },
    Case { name: "- two flows", megabits: 10.0, queue: 200, flows: 2, ..BASE },
    Case { name: "- two flows, 3 s apart", megabits: 10.0, queue: 200, flows: 2, apart_ms: 3000, ..BASE },
    Case { name: "1 Mbit/s, 100 ms, 100", megabits: 1.0, round_trip_ms: 100, queue: 100, ..BASE },
    Case { name: "1 Gbit/s, 5 ms", megabits: 1000.0, round_trip_ms: 5, ..BASE },
    Case { name: "1 Gbit/s, 50 ms", megabits: 1000.0, ..BASE },
    Case { name: "1 Gbit/s, 50 ms, 1 % lost", megabits: 1000.0, loss: 0.01, ..BASE },
];

fn main() {
    let only = std::env::var("ONLY").ok().and_then(|only| only.parse::<usize>().ok());
    println!(
        "|    | link | 1 MB [s] | 10 MB [s] | plateau [MB/s] | of what fits [%] | share | wire | again [per 1,000] | wait, longest [ms] |"
    );
    for (number, case) in CASES.iter().enumerate().filter(|(n, _)| only.is_none_or(|only| only == *n)) {
        let seen = Lab::new(case, 1).run();
        let fits = case.megabits / 8.0 * 1371.0 / 1428.0 * (1.0 - case.loss);
        println!(
            "| {number:>2} | {:<28} | {:.2} | {:>5.2} | {:>6.2} | {:>5.1} | {:.2} | {:.3} | {:>5.1} | {:>6.1}, {:>6.1} |",
            case.name,
            seen.to_1,
            seen.to_10,
            seen.plateau,
            100.0 * seen.plateau / fits,
            seen.share,
            seen.wire,
            seen.again,
            seen.wait_ms,
            seen.longest_ms
        );
    }
}
