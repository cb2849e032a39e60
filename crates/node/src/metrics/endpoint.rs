//! The thread that answers scrapers.

use std::fs;
use std::io::{self, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TrySendError, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use super::http::{self, Request};
use super::{Metrics, text};

/// Time for one scraper, from its connection to the last byte. Scrapers are served one after the other, so that a slow
/// one costs the next this much. Our choice: a page of 10 kB over loopback takes a millisecond.
const DEADLINE: Duration = Duration::from_secs(2);
/// Requests that wait for the node. One thread asks, so that there is never a second.
const MAX_WAITING: usize = 1;
/// Stack of the thread; it holds one request.
const STACK: usize = 64 * 1024;

/// Serves the figures of a node over HTTP on a loopback address, from a thread of its own.
///
/// The thread has no access to the node: it wakes the node's loop, which calls [`MetricsEndpoint::next_request`] and
/// answers with a snapshot. A node that is never asked does no work for it.
#[derive(Debug)]
pub struct MetricsEndpoint {
    address: SocketAddr,
    requests: Receiver<MetricsRequest>,
}

/// A scraper that waits.
#[derive(Debug)]
pub struct MetricsRequest(SyncSender<String>);

impl MetricsRequest {
    /// Hands out the figures.
    pub fn answer(self, metrics: &Metrics) {
        // The scraper may have gone.
        let _ = self.0.try_send(text::render(metrics, resident_bytes()));
    }
}

impl MetricsEndpoint {
    /// Listens at `address`. `wake` is called from the thread when a request waits.
    ///
    /// # Errors
    /// [`io::ErrorKind::InvalidInput`] if the address is not of this machine alone; else what binding the address or
    /// starting the thread gives.
    pub fn start(address: SocketAddr, wake: impl Fn() + Send + 'static) -> io::Result<Self> {
        if !address.ip().is_loopback() {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        let listener = TcpListener::bind(address)?;
        let address = listener.local_addr()?;
        let (sender, requests) = sync_channel(MAX_WAITING);
        thread::Builder::new()
            .name("metrics".to_owned())
            .stack_size(STACK)
            .spawn(move || serve(&listener, &Asker { sender, wake }))?;
        Ok(Self { address, requests })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// A scraper that waits for an answer, if there is one.
    pub fn next_request(&self) -> Option<MetricsRequest> {
        self.requests.try_recv().ok()
    }
}

/// Asks the node's loop for a page.
struct Asker<W> {
    sender: SyncSender<MetricsRequest>,
    wake: W,
}

impl<W: Fn()> Asker<W> {
    /// The page, or `None` when the node does not answer in time.
    fn page(&self) -> Result<Option<String>, NodeGone> {
        let (answer, page) = sync_channel(1);
        match self.sender.try_send(MetricsRequest(answer)) {
            Ok(()) => (self.wake)(),
            // The request before was not even taken.
            Err(TrySendError::Full(_)) => return Ok(None),
            Err(TrySendError::Disconnected(_)) => return Err(NodeGone),
        }
        match page.recv_timeout(DEADLINE) {
            Ok(page) => Ok(Some(page)),
            Err(RecvTimeoutError::Timeout) => Ok(None),
            Err(RecvTimeoutError::Disconnected) => Err(NodeGone),
        }
    }
}

/// The node's loop has ended, and with it this thread.
struct NodeGone;

fn serve<W: Fn()>(listener: &TcpListener, asker: &Asker<W>) {
    for stream in listener.incoming() {
        match stream {
            // What goes wrong with one scraper is its own affair.
            Ok(stream) => match answer(&stream, asker) {
                Ok(()) => {}
                Err(NodeGone) => return,
            },
            // Out of descriptors, for example: the relay's clients have taken them. Wait for better times.
            Err(_) => thread::sleep(DEADLINE),
        }
    }
}

fn answer<W: Fn()>(stream: &TcpStream, asker: &Asker<W>) -> Result<(), NodeGone> {
    let deadline = Instant::now() + DEADLINE;
    let Ok(request) = read_request(stream, deadline) else {
        return Ok(());
    };
    let plain = "text/plain; charset=utf-8";
    let response = match request {
        Request::Metrics => match asker.page()? {
            Some(page) => http::response("200 OK", text::CONTENT_TYPE, &page),
            None => http::response("503 Service Unavailable", plain, "the node does not answer\n"),
        },
        Request::Other => http::response("404 Not Found", plain, "see /metrics\n"),
        Request::Method => http::response("405 Method Not Allowed", plain, "only GET\n"),
        Request::Malformed | Request::Incomplete => http::response("400 Bad Request", plain, "no request\n"),
    };
    // The page fits the socket's buffer; a scraper that has gone needs none.
    let _ = stream.set_write_timeout(Some(DEADLINE));
    let _ = { stream }.write_all(&response);
    Ok(())
}

fn read_request(mut stream: &TcpStream, deadline: Instant) -> io::Result<Request> {
    let mut bytes = Vec::new();
    let mut buffer = [0; 512];
    loop {
        match http::parse(&bytes) {
            Request::Incomplete => {}
            request => return Ok(request),
        }
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(io::ErrorKind::TimedOut.into());
        }
        stream.set_read_timeout(Some(left))?;
        match stream.read(&mut buffer)? {
            0 => return Ok(Request::Malformed),
            count => bytes.extend_from_slice(buffer.get(..count).unwrap_or_default()),
        }
    }
}

/// Memory of this process that is in RAM, as the kernel counts it.
fn resident_bytes() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kibibytes: u64 = line.split_ascii_whitespace().next()?.parse().ok()?;
    kibibytes.checked_mul(1024)
}

#[cfg(test)]
mod tests;
