//! The system's log: datagrams to `/dev/log`.

use std::os::unix::net::UnixDatagram;
use std::path::Path;

use tracing::Level;

/// Socket of the system's log.
const SOCKET: &str = "/dev/log";
/// Facility `daemon`, shifted as in the priority of a syslog message.
const FACILITY_DAEMON: u8 = 3 << 3;
/// Bytes of a message. Every syslog receiver must take 480 and should take 2048 (RFC 5424, section 6.1).
const MAX_LEN: usize = 2048;

/// A connection to the system's log, made when there is something to say and made anew after a failure.
#[derive(Debug, Default)]
pub(super) struct Syslog {
    socket: Option<UnixDatagram>,
}

impl Syslog {
    /// Sends one line. Without a log service, or when it does not keep up, the line is lost.
    pub(super) fn send(&mut self, level: Level, line: &str) {
        let message = message(level, std::process::id(), line);
        for _attempt in 0..2 {
            if self.socket.is_none() {
                self.socket = connect(Path::new(SOCKET));
            }
            match &self.socket {
                None => return,
                Some(socket) => match socket.send(&message) {
                    Err(error) if error.kind() != std::io::ErrorKind::WouldBlock => self.socket = None,
                    _ => return,
                },
            }
        }
    }
}

fn connect(path: &Path) -> Option<UnixDatagram> {
    let socket = UnixDatagram::unbound().ok()?;
    socket.connect(path).ok()?;
    socket.set_nonblocking(true).ok()?;
    Some(socket)
}

/// Priority, name and process id, text. The receiver adds the time.
fn message(level: Level, pid: u32, line: &str) -> Vec<u8> {
    let severity = match level {
        Level::ERROR => 3,
        Level::WARN => 4,
        Level::INFO => 6,
        Level::DEBUG | Level::TRACE => 7,
    };
    let mut message = format!("<{}>toxcore-node[{pid}]: {line}", FACILITY_DAEMON | severity).into_bytes();
    message.truncate(MAX_LEN);
    message
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_names_priority_program_and_process() {
        assert_eq!(message(Level::INFO, 7, "text"), b"<30>toxcore-node[7]: text");
        assert_eq!(message(Level::ERROR, 7, "x"), b"<27>toxcore-node[7]: x");
        assert_eq!(message(Level::TRACE, 7, &"x".repeat(5000)).len(), MAX_LEN);
    }

    #[test]
    fn lines_arrive_and_a_service_that_went_away_is_survived() {
        let path = std::env::temp_dir().join(format!("toxcore-node-log-{}", std::process::id()));
        let service = UnixDatagram::bind(&path).unwrap();
        let mut syslog = Syslog { socket: connect(&path) };
        syslog.send(Level::WARN, "hello");
        let mut buffer = [0; 100];
        let len = service.recv(&mut buffer).unwrap();
        assert_eq!(buffer[..len], message(Level::WARN, std::process::id(), "hello"));
        drop(service);
        std::fs::remove_file(&path).unwrap();
        syslog.send(Level::WARN, "lost");
        assert!(connect(&path).is_none());
    }
}
