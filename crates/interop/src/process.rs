//! A child process whose lines can be waited for, within a deadline.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

/// Why a wait for a line ended without it.
#[derive(Debug)]
pub enum ProcessError {
    /// The program could not be started, or its pipe is closed.
    Io(std::io::Error),
    /// The time is over; the last lines that the process wrote.
    TimedOut(String),
    /// The process closed its output; the last lines that it wrote.
    Ended(String),
}

impl std::fmt::Display for ProcessError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            ProcessError::Io(error) => write!(f, "{error}"),
            ProcessError::TimedOut(lines) => write!(f, "line did not come in time; last lines:\n{lines}"),
            ProcessError::Ended(lines) => write!(f, "process ended; last lines:\n{lines}"),
        }
    }
}

impl std::error::Error for ProcessError {}

impl From<std::io::Error> for ProcessError {
    fn from(error: std::io::Error) -> Self {
        ProcessError::Io(error)
    }
}

/// A child process; killed on drop, by its own id.
#[derive(Debug)]
pub struct Process {
    child: Child,
    input: Option<ChildStdin>,
    lines: Receiver<String>,
    /// Lines that no wait has taken yet.
    unread: VecDeque<String>,
    /// The last lines, taken or not, for reports.
    last: VecDeque<String>,
}

/// Lines kept for a report, and lines kept unread: our choice, more than any test looks at.
const MAX_LAST: usize = 40;
const MAX_UNREAD: usize = 4096;

impl Process {
    /// Starts a program with all three standard streams in our hands.
    ///
    /// # Errors
    /// [`ProcessError::Io`] when it cannot be started.
    pub fn start(command: &mut Command) -> Result<Process, ProcessError> {
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
        let (sender, lines) = channel();
        read_lines(child.stdout.take(), sender.clone());
        read_lines(child.stderr.take(), sender);
        let input = child.stdin.take();
        Ok(Process { child, input, lines, unread: VecDeque::new(), last: VecDeque::new() })
    }

    /// The process id.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Writes one line to its standard input.
    ///
    /// # Errors
    /// [`ProcessError::Ended`] when it does not read any more.
    pub fn write_line(&mut self, line: &str) -> Result<(), ProcessError> {
        let written = match &mut self.input {
            Some(input) => writeln!(input, "{line}").and_then(|()| input.flush()),
            None => Err(std::io::ErrorKind::BrokenPipe.into()),
        };
        written.map_err(|_| ProcessError::Ended(self.report()))
    }

    /// Takes the first unread line that fits; lines that do not fit stay for other waits.
    ///
    /// # Errors
    /// [`ProcessError::TimedOut`] after `within`, [`ProcessError::Ended`] when no line can come any more.
    pub fn wait_for(&mut self, within: Duration, fits: impl Fn(&str) -> bool) -> Result<String, ProcessError> {
        if let Some(at) = self.unread.iter().position(|line| fits(line)) {
            return Ok(self.unread.remove(at).unwrap_or_default());
        }
        let deadline = Instant::now() + within;
        loop {
            match self.lines.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(line) => {
                    remember(&mut self.last, &line, MAX_LAST);
                    if fits(&line) {
                        return Ok(line);
                    }
                    remember(&mut self.unread, &line, MAX_UNREAD);
                }
                Err(RecvTimeoutError::Timeout) => return Err(ProcessError::TimedOut(self.report())),
                Err(RecvTimeoutError::Disconnected) => return Err(ProcessError::Ended(self.report())),
            }
        }
    }

    /// Takes all lines that came and that fit.
    pub fn take_all(&mut self, fits: impl Fn(&str) -> bool) -> Vec<String> {
        std::iter::from_fn(|| self.wait_for(Duration::ZERO, &fits).ok()).collect()
    }

    /// Asks it to end (SIGTERM) and waits; the exit code, or none when it did not end in time and was killed.
    pub fn terminate(&mut self, within: Duration) -> Option<i32> {
        self.signal("TERM", within)
    }

    /// The same with the signal of the keyboard (SIGINT).
    pub fn interrupt(&mut self, within: Duration) -> Option<i32> {
        self.signal("INT", within)
    }

    /// Sends the signal that asks it to end, and does not wait.
    pub fn ask_to_end(&self) {
        self.send_signal("TERM");
    }

    /// Makes it stand still (SIGSTOP), with all its sockets open.
    pub fn stand_still(&self) {
        self.send_signal("STOP");
    }

    /// Lets it go on (SIGCONT).
    pub fn go_on(&self) {
        self.send_signal("CONT");
    }

    fn send_signal(&self, name: &str) {
        // The shell's own `kill`: the program of that name is not on every machine.
        let _ = Command::new("sh").args(["-c", "kill -s \"$1\" \"$0\"", &self.id().to_string(), name]).status();
    }

    fn signal(&mut self, name: &str, within: Duration) -> Option<i32> {
        self.send_signal(name);
        let deadline = Instant::now() + within;
        while Instant::now() < deadline {
            if let Ok(Some(status)) = self.child.try_wait() {
                return status.code();
            }
            thread::sleep(Duration::from_millis(10));
        }
        let _ = self.child.kill();
        None
    }

    /// Whether it still runs.
    pub fn is_running(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// The last lines that it wrote.
    pub fn report(&self) -> String {
        self.last.iter().map(|line| format!("    {line}\n")).collect()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn remember(lines: &mut VecDeque<String>, line: &str, most: usize) {
    if lines.len() >= most {
        lines.pop_front();
    }
    lines.push_back(line.to_owned());
}

fn read_lines(stream: Option<impl Read + Send + 'static>, sender: Sender<String>) {
    let Some(stream) = stream else { return };
    thread::spawn(move || {
        for line in BufReader::new(stream).split(b'\n') {
            let Ok(line) = line else { break };
            if sender.send(String::from_utf8_lossy(&line).into_owned()).is_err() {
                break;
            }
        }
    });
}
