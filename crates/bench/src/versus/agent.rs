//! A running program of `load/`: commands in, facts out.

use std::io::{self, BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use crate::process::Usage;

/// A program; ended when this is dropped.
#[derive(Debug)]
pub(super) struct Agent {
    child: Child,
    /// None when it is to end.
    input: Option<ChildStdin>,
    lines: Receiver<String>,
    /// Time that it has to end by itself.
    farewell: Duration,
}

impl Agent {
    pub(super) fn start(mut command: Command) -> io::Result<Self> {
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
        let (input, output) = (child.stdin.take(), child.stdout.take());
        let output = output.ok_or(io::ErrorKind::BrokenPipe)?;
        let (to_us, lines) = sync_channel(QUEUE);
        // Ends with the program, or when nobody listens any more.
        thread::spawn(move || {
            BufReader::new(output).lines().map_while(Result::ok).try_for_each(|line| to_us.send(line))
        });
        Ok(Self { child, input, lines, farewell: FAREWELL })
    }

    /// Gives it a command.
    pub(super) fn say(&mut self, command: &str) -> io::Result<()> {
        let input = self.input.as_mut().ok_or(io::ErrorKind::BrokenPipe)?;
        // In one piece: a program reads what is there.
        input.write_all(format!("{command}\n").as_bytes())
    }

    /// Its next line until then; none when the time has come.
    pub(super) fn line(&mut self, deadline: Instant) -> io::Result<Option<String>> {
        match self.lines.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
            Ok(line) => match line.strip_prefix("failed ") {
                Some(reason) => Err(io::Error::other(format!("the load program cannot: {reason}"))),
                None => Ok(Some(line)),
            },
            Err(RecvTimeoutError::Timeout) => Ok(None),
            Err(RecvTimeoutError::Disconnected) => Err(io::Error::other("the load program has ended")),
        }
    }

    /// Reads lines until one is what is wanted.
    pub(super) fn wait_for<T>(
        &mut self,
        what: &str,
        patience: Duration,
        mut wanted: impl FnMut(&[&str]) -> Option<T>,
    ) -> io::Result<T> {
        let deadline = Instant::now() + patience;
        while let Some(line) = self.line(deadline)? {
            let words: Vec<&str> = line.split_whitespace().collect();
            if let Some(found) = wanted(&words) {
                return Ok(found);
            }
        }
        Err(io::Error::new(io::ErrorKind::TimedOut, format!("no {what} within {} s", patience.as_secs())))
    }

    /// All lines of the next time.
    pub(super) fn lines_for(&mut self, time: Duration) -> io::Result<Vec<String>> {
        self.lines_until(Instant::now() + time)
    }

    /// All lines until then.
    pub(super) fn lines_until(&mut self, deadline: Instant) -> io::Result<Vec<String>> {
        let mut lines = Vec::new();
        while let Some(line) = self.line(deadline)? {
            lines.push(line);
        }
        Ok(lines)
    }

    /// Ends it, and gives it time to do so.
    pub(super) fn end_within(mut self, patience: Duration) {
        self.farewell = patience;
    }

    pub(super) fn process(&self) -> u32 {
        self.child.id()
    }

    /// What it used so far.
    pub(super) fn usage(&self) -> io::Result<Usage> {
        Usage::of(self.child.id())
    }

    /// Seconds of a processor that it used in the next time.
    pub(super) fn processor_time_for(&mut self, time: Duration) -> io::Result<f64> {
        let before = self.usage()?;
        self.lines_for(time)?;
        Ok(self.usage()?.since(&before).cpu.as_secs_f64())
    }

    /// Bytes of memory that nobody shares with it.
    pub(super) fn private_memory(&self) -> io::Result<f64> {
        let table = std::fs::read_to_string(format!("/proc/{}/smaps_rollup", self.child.id()))?;
        let kilobytes: u64 = table
            .lines()
            .filter(|line| line.starts_with("Private_Clean:") || line.starts_with("Private_Dirty:"))
            .filter_map(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok())
            .sum();
        Ok(kilobytes as f64 * 1024.0)
    }
}

impl Drop for Agent {
    fn drop(&mut self) {
        // The end of its input is the end of the program.
        self.input = None;
        let deadline = Instant::now() + self.farewell;
        while Instant::now() < deadline {
            if !matches!(self.child.try_wait(), Ok(None)) {
                return;
            }
            // Its output must not fill up meanwhile.
            while self.lines.try_recv().is_ok() {}
            thread::sleep(Duration::from_millis(5));
        }
        // It may have ended just now.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Lines that wait for us: far more than a program says between two looks.
const QUEUE: usize = 65_536;
/// Time for a program to end by itself.
const FAREWELL: Duration = Duration::from_secs(3);
