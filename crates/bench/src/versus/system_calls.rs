//! System calls of a file transfer, counted by the kernel: `perf stat` on a tracepoint stops nobody, unlike ptrace.

use std::io;
use std::process::{Command, Stdio};
use std::time::Duration;

use super::pair::Pair;
use crate::suite::tell;

/// Calls of sender and receiver for each data packet of a file that runs; none where the kernel or a missing `perf` does
/// not let us count.
pub(super) fn per_packet(pair: &mut Pair) -> io::Result<Option<[f64; 2]>> {
    let mut counters = Vec::new();
    for process in [pair.sender.process(), pair.receiver.process()] {
        let counter = Command::new("perf")
            .args(["stat", "-x", ";", "-e", EVENT, "-p", &process.to_string(), "--", "sleep"])
            .arg(WINDOW.as_secs().to_string())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn();
        match counter {
            Ok(counter) => counters.push(counter),
            Err(_) => break,
        }
    }
    let lines = pair.receiver.lines_for(WINDOW)?;
    let mut counts = Vec::new();
    for counter in counters {
        let said = counter.wait_with_output()?;
        counts.extend(counted(&String::from_utf8_lossy(&said.stderr)));
    }
    let arrived: Vec<f64> =
        lines.iter().filter_map(|line| line.strip_prefix("bytes ")?.split(' ').next()?.parse().ok()).collect();
    let packets = arrived.last().zip(arrived.first()).map_or(0.0, |(last, first)| (last - first) / FILE_DATA);
    match counts.as_slice() {
        [sender, receiver] if packets > 0.0 => Ok(Some([sender / packets, receiver / packets])),
        _ => {
            tell("system calls cannot be counted here (needs root and perf)");
            Ok(None)
        }
    }
}

/// The number before the name of the event.
fn counted(text: &str) -> Option<f64> {
    let line = text.lines().find(|line| line.contains(EVENT))?;
    line.split(';').next()?.trim().parse().ok()
}

const EVENT: &str = "raw_syscalls:sys_enter";
const WINDOW: Duration = Duration::from_secs(3);
/// Bytes of a file in one data packet. Protocol: messenger, File data.
const FILE_DATA: f64 = 1371.0;

#[cfg(test)]
mod tests {
    use super::counted;

    #[test]
    fn the_count_is_in_front() {
        assert_eq!(counted("1234;;raw_syscalls:sys_enter;3000;100.00;;\n"), Some(1234.0));
        assert_eq!(counted("<not supported>;;raw_syscalls:sys_enter;0;0\n"), None);
        assert_eq!(counted("Error: no such process\n"), None);
    }
}
