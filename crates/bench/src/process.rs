//! What the kernel says about another process.

use std::fs;
use std::io;
use std::time::Duration;

/// Cost of a process so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Time that its threads were on a CPU.
    pub cpu: Duration,
    /// Times that a thread waited and was woken.
    pub wake_ups: u64,
    /// Resident memory in bytes.
    pub resident: u64,
}

impl Usage {
    /// Reads the usage of process `pid`.
    ///
    /// # Errors
    /// If there is no such process.
    pub fn of(pid: u32) -> io::Result<Self> {
        let mut usage =
            Self { resident: status_number(&format!("/proc/{pid}/status"), "VmRSS:")? * 1024, ..Self::default() };
        for task in fs::read_dir(format!("/proc/{pid}/task"))? {
            let task = task?.path();
            let schedule = fs::read_to_string(task.join("schedstat"))?;
            let nanoseconds = schedule.split(' ').next().and_then(|text| text.parse().ok()).unwrap_or(0);
            usage.cpu += Duration::from_nanos(nanoseconds);
            usage.wake_ups += status_number(&task.join("status").display().to_string(), "voluntary_ctxt_switches:")?;
        }
        Ok(usage)
    }

    /// What was used since `earlier`; memory is that of now.
    #[must_use]
    pub fn since(&self, earlier: &Self) -> Self {
        Self {
            cpu: self.cpu.saturating_sub(earlier.cpu),
            wake_ups: self.wake_ups.saturating_sub(earlier.wake_ups),
            resident: self.resident,
        }
    }
}

fn status_number(path: &str, name: &str) -> io::Result<u64> {
    let status = fs::read_to_string(path)?;
    let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
    Ok(line.split_ascii_whitespace().next().and_then(|number| number.parse().ok()).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_process_costs_something() {
        let usage = Usage::of(std::process::id()).expect("own process");
        assert!(usage.resident > 0 && usage.cpu > Duration::ZERO);
        assert_eq!(usage.since(&usage).cpu, Duration::ZERO);
    }
}
