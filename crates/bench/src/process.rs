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

/// Datagrams that the kernel threw away because the UDP sockets of process `pid` on `port` were full.
///
/// # Errors
/// If there is no such process.
pub fn udp_drops(pid: u32, port: u16) -> io::Result<u64> {
    let mut drops = 0;
    for table in ["udp", "udp6"] {
        let text = fs::read_to_string(format!("/proc/{pid}/net/{table}")).unwrap_or_default();
        drops += text.lines().skip(1).filter_map(|line| drops_of(line, port)).sum::<u64>();
    }
    Ok(drops)
}

/// The last column of a line whose second one ends with the port in hexadecimal.
fn drops_of(line: &str, port: u16) -> Option<u64> {
    let local = line.split_ascii_whitespace().nth(1)?;
    let (_, number) = local.rsplit_once(':')?;
    if u16::from_str_radix(number, 16) != Ok(port) {
        return None;
    }
    line.split_ascii_whitespace().next_back()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drops_are_in_the_last_column() {
        let line = " 1: 00000000000000000000000000000000:84D0 00000000000000000000000000000000:0000 07 \
                    00000000:00000000 00:00000000 00000000     0        0 1234 2 0000000000000000 17";
        assert_eq!(drops_of(line, 34_000), Some(17));
        assert_eq!(drops_of(line, 34_001), None);
        assert_eq!(drops_of("  sl  local_address", 1), None);
    }

    #[test]
    fn this_process_costs_something() {
        let usage = Usage::of(std::process::id()).expect("own process");
        assert!(usage.resident > 0 && usage.cpu > Duration::ZERO);
        assert_eq!(usage.since(&usage).cpu, Duration::ZERO);
    }
}
