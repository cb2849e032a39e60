//! What a node tells about itself through its metrics.

use std::time::{Duration, Instant};

use toxcore_interop::{Host, Process, ProcessError};

/// The figures of one node at one moment.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Figures {
    pub(crate) close_nodes: u64,
    pub(crate) received: u64,
    pub(crate) sent: u64,
    pub(crate) received_per_second: f64,
    pub(crate) sent_per_second: f64,
    pub(crate) tcp_clients: u64,
    pub(crate) announced: u64,
    pub(crate) onion_relayed: u64,
    pub(crate) discarded: u64,
    pub(crate) resident_bytes: u64,
}

/// Looks at one node again and again.
#[derive(Debug)]
pub(crate) struct Watch {
    getter: Process,
    last: Option<(Instant, Figures)>,
}

/// Patience for one page: the getter itself gives up earlier.
const PAGE: Duration = Duration::from_secs(10);

impl Watch {
    /// Starts a program beside the node that fetches its metrics.
    pub(crate) fn start(host: &Host, port: u16) -> Result<Watch, ProcessError> {
        let program = std::env::current_exe()?.with_file_name("http-get");
        let mut command = host.command(program);
        let getter = Process::start(command.args([&format!("127.0.0.1:{port}"), "/metrics"]))?;
        Ok(Watch { getter, last: None })
    }

    /// The figures of now; rates are since the last look.
    pub(crate) fn look(&mut self) -> Result<Figures, ProcessError> {
        self.getter.write_line("")?;
        let mut figures = Figures::default();
        loop {
            let line = self.getter.wait_for(PAGE, |_| true)?;
            if line == "." {
                break;
            }
            figures.read(&line);
        }
        let now = Instant::now();
        if let Some((then, before)) = self.last {
            let seconds = now.duration_since(then).as_secs_f64().max(0.001);
            let rate = |after: u64, before: u64| after.saturating_sub(before) as f64 / seconds;
            figures.received_per_second = rate(figures.received, before.received);
            figures.sent_per_second = rate(figures.sent, before.sent);
        }
        self.last = Some((now, figures));
        Ok(figures)
    }
}

impl Figures {
    /// Takes one line of the page.
    fn read(&mut self, line: &str) {
        let Some(rest) = line.strip_prefix("toxcore_node_") else { return };
        let Some((series, value)) = rest.rsplit_once(' ') else { return };
        let Ok(value) = value.parse::<u64>() else { return };
        let (name, labels) = series.split_once('{').unwrap_or((series, ""));
        match name {
            "close_nodes" => self.close_nodes = value,
            "udp_packets_total" if labels.contains("direction=\"received\"") => self.received += value,
            "udp_packets_total" => self.sent += value,
            "tcp_clients" => self.tcp_clients = value,
            "onion_announced" => self.announced = value,
            "onion_relayed_total" => self.onion_relayed = value,
            "discarded_total" => self.discarded += value,
            "resident_memory_bytes" => self.resident_bytes = value,
            _ => {}
        }
    }
}
