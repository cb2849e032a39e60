//! Bytes passed through the TCP relay per second of CPU time.

use std::net::IpAddr;

use super::{Suite, tell};
use crate::relay_load::RelayLoad;
use crate::report::{Goal, Row};

impl Suite {
    /// Full-sized and small data frames.
    #[must_use]
    pub fn relay(&self) -> Vec<Row> {
        vec![
            self.relay_case("relay, 16 pairs, frames of 1,373 bytes", 1373, Goal::TimesBestAndAtLeast(5.0, 100.0)),
            self.relay_case("relay, 16 pairs, frames of 100 bytes", 100, Goal::Told),
        ]
    }

    fn relay_case(&self, name: &str, frame: usize, goal: Goal) -> Row {
        let mut seed = 0;
        self.row(name, "MB/CPU s", goal, |_, subject| {
            seed += 1;
            let addresses: Vec<IpAddr> = (0..PAIRS).map(|number| self.world.client(number)).collect();
            let window = WINDOW.min(frame * MAX_FRAMES);
            let mut run = RelayLoad { addresses, frame, window }.connect(subject.target(), seed)?;
            let before = subject.usage()?;
            let result = run.run(self.time)?;
            let cpu = subject.usage()?.since(&before).cpu.as_secs_f64();
            tell(&format!("  {}: {result:?}, {cpu:.2} CPU s", subject.name));
            Ok(result.bytes as f64 / 1e6 / cpu)
        })
    }
}

/// Pairs of clients.
const PAIRS: usize = 16;
/// Bytes that a pair has on the way: what the smallest socket buffers between two ends hold without loss.
const WINDOW: usize = 64 * 1024;
/// Frames that a pair has on the way: the kernel charges a small frame far more than its bytes.
const MAX_FRAMES: usize = 64;
