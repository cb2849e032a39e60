use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};
use stats_alloc::INSTRUMENTED_SYSTEM;

/// Processor time and memory of one machine among others in the same process: what it is called for is charged to it.
///
/// Memory is only counted in a program whose allocator is [`INSTRUMENTED_SYSTEM`]. What one machine allocates and another
/// frees falls on both, with opposite signs.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Meter {
    time: Duration,
    bytes: f64,
}

impl Meter {
    /// Does something at its expense. A look at the clock takes some hundred nanoseconds: do many things in one call.
    pub fn charge<T>(&mut self, work: impl FnOnce() -> T) -> T {
        let (bytes, time) = (live_bytes(), thread_time());
        let done = work();
        self.time += thread_time().saturating_sub(time);
        self.bytes += live_bytes() - bytes;
        done
    }

    /// The same without the time, as often as you like.
    pub fn charge_memory<T>(&mut self, work: impl FnOnce() -> T) -> T {
        let bytes = live_bytes();
        let done = work();
        self.bytes += live_bytes() - bytes;
        done
    }

    /// Of what it allocated so many bytes are another's.
    pub const fn give_back(&mut self, bytes: usize) {
        self.bytes -= bytes as f64;
    }

    /// Bytes that it holds.
    #[must_use]
    pub const fn bytes(&self) -> f64 {
        self.bytes
    }

    /// Takes the time that it was charged since the last look.
    pub fn take_time(&mut self) -> Duration {
        std::mem::take(&mut self.time)
    }
}

/// Bytes that are allocated now.
fn live_bytes() -> f64 {
    let stats = INSTRUMENTED_SYSTEM.stats();
    stats.bytes_allocated as f64 - stats.bytes_deallocated as f64
}

/// Time that this thread was on a processor. What else the machine does is not in it, but for what is pushed out of caches.
pub(super) fn thread_time() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    // Neither is ever negative.
    Duration::new(u64::try_from(time.tv_sec).unwrap_or(0), u32::try_from(time.tv_nsec).unwrap_or(0))
}
