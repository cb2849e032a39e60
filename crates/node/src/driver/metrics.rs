use std::fmt::Write as _;
use std::io;
use std::os::fd::AsRawFd;
use std::time::Duration;

use mio::event::Event;
use mio::unix::SourceFd;
use mio::{Interest, Registry};
use toxcore_net::{ReadStatus, TcpListener, TcpStream, WriteStatus};
use toxcore_sansio::Instant;

use super::tokens::{MAX_METRICS_CLIENTS, Source};

/// Answers `GET /metrics` over HTTP, a few clients at a time, one request each.
#[derive(Debug)]
pub(super) struct MetricsServer {
    listener: TcpListener,
    clients: [Option<Client>; MAX_METRICS_CLIENTS],
}

#[derive(Debug)]
struct Client {
    stream: TcpStream,
    request: Vec<u8>,
    response: Vec<u8>,
    written: usize,
    ready: bool,
    deadline: Instant,
}

impl MetricsServer {
    /// Watches `listener`.
    pub(super) fn new(listener: TcpListener, registry: &Registry) -> io::Result<Self> {
        let token = Source::MetricsListener.token();
        registry.register(&mut SourceFd(&listener.as_raw_fd()), token, Interest::READABLE)?;
        Ok(Self { listener, clients: [const { None }; MAX_METRICS_CLIENTS] })
    }

    pub(super) fn listener(&self) -> &TcpListener {
        &self.listener
    }

    /// The next moment at which a client is given up.
    pub(super) fn next_deadline(&self) -> Option<Instant> {
        self.clients.iter().flatten().map(|client| client.deadline).min()
    }

    pub(super) fn take_event(&mut self, event: &Event, registry: &Registry, now: Instant) {
        match Source::of(event.token()) {
            Source::MetricsListener => self.accept(registry, now),
            Source::MetricsClient(number) => {
                if let Some(Some(client)) = self.clients.get_mut(number) {
                    client.ready = true;
                }
            }
            _ => {}
        }
    }

    /// Takes new clients; when all places are taken they are closed.
    fn accept(&mut self, registry: &Registry, now: Instant) {
        let clients = &mut self.clients;
        // More than the listener's queue holds, so that it is empty afterwards.
        let _ = self.listener.accept(ACCEPTS, |stream, _| {
            let Some((number, place)) = clients.iter_mut().enumerate().find(|(_, place)| place.is_none()) else {
                return;
            };
            let token = Source::MetricsClient(number).token();
            let interest = Interest::READABLE | Interest::WRITABLE;
            if registry.register(&mut SourceFd(&stream.as_raw_fd()), token, interest).is_ok() {
                let (request, response) = (Vec::new(), Vec::new());
                *place =
                    Some(Client { stream, request, response, written: 0, ready: true, deadline: now + CLIENT_TIME });
            }
        });
    }

    /// Goes on with clients that are ready; `text` writes the metrics.
    pub(super) fn serve(&mut self, now: Instant, text: impl Fn(&mut String)) {
        for place in &mut self.clients {
            let Some(client) = place else { continue };
            let goes_on = !std::mem::take(&mut client.ready) || client.go_on(&text);
            if !goes_on || client.deadline <= now {
                *place = None;
            }
        }
    }
}

impl Client {
    /// Reads the request and writes the answer as far as the stream lets it. `false` when there is nothing left to do.
    fn go_on(&mut self, text: &impl Fn(&mut String)) -> bool {
        while self.response.is_empty() {
            let mut buffer = [0; 1024];
            match self.stream.read(&mut buffer) {
                ReadStatus::Data(len) => self.request.extend_from_slice(buffer.get(..len).unwrap_or_default()),
                ReadStatus::Blocked => return true,
                ReadStatus::Closed => return false,
            }
            if self.request.len() > MAX_REQUEST {
                return false;
            }
            if self.request.windows(4).any(|end| end == b"\r\n\r\n") {
                self.response = response(&self.request, text);
            }
        }
        loop {
            let rest = self.response.get(self.written..).unwrap_or_default();
            if rest.is_empty() {
                self.stream.shutdown_write();
                return false;
            }
            match self.stream.write(rest) {
                WriteStatus::Written(len) => self.written += len,
                WriteStatus::Blocked => return true,
                WriteStatus::Closed => return false,
            }
        }
    }
}

fn response(request: &[u8], text: &impl Fn(&mut String)) -> Vec<u8> {
    let mut body = String::new();
    let status = if request.starts_with(b"GET /metrics ") || request.starts_with(b"GET /metrics?") {
        text(&mut body);
        "200 OK"
    } else {
        body.push_str("metrics are at /metrics\n");
        "404 Not Found"
    };
    let mut head = String::new();
    // Writing to a string cannot fail.
    let _ = write!(
        head,
        "HTTP/1.1 {status}\r\nContent-Type: text/plain; version=0.0.4; charset=utf-8\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    head.push_str(&body);
    head.into_bytes()
}

/// Time for one client, from accepting to the last byte.
const CLIENT_TIME: Duration = Duration::from_secs(5);
/// Longest request with its header.
const MAX_REQUEST: usize = 8 * 1024;
/// Connections looked at in one go.
const ACCEPTS: usize = 4096;
