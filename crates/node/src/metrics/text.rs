//! The text format of Prometheus, version 0.0.4.

use std::fmt::{Display, Write as _};

use super::{KindCounters, Metrics};
use crate::info::{VERSION, VERSION_NUMBER};

/// Media type of what [`render`] returns.
pub const CONTENT_TYPE: &str = "text/plain; version=0.0.4; charset=utf-8";

/// Writes all figures; `resident_bytes` is the memory of the process, if known.
#[must_use]
pub fn render(metrics: &Metrics, resident_bytes: Option<u64>) -> String {
    let mut page = Page(String::with_capacity(TYPICAL_LEN));
    page.head("build_info", "gauge", "Version of the program, always 1.");
    page.sample("build_info", &format!("version=\"{VERSION}\",number=\"{VERSION_NUMBER}\""), 1);
    page.single("uptime_seconds", "gauge", "Time since the start.", metrics.uptime.as_secs());
    if let Some(bytes) = resident_bytes {
        page.single("resident_memory_bytes", "gauge", "Memory of the process.", bytes);
    }
    page.by_kind("udp", [("received", &metrics.udp_received), ("sent", &metrics.udp_sent)]);
    page.head("discarded_total", "counter", "Packets that were not accepted, by reason.");
    for (reason, count) in metrics.discards.iter() {
        page.sample("discarded_total", &format!("reason=\"{reason}\""), count);
    }
    page.head("tcp_bytes_total", "counter", "Bytes of the TCP relay, by direction.");
    page.sample("tcp_bytes_total", "direction=\"received\"", metrics.tcp_received_bytes);
    page.sample("tcp_bytes_total", "direction=\"sent\"", metrics.tcp_sent_bytes);
    for (name, kind, help, value) in singles(metrics) {
        page.single(name, kind, help, value);
    }
    page.0
}

/// Bytes to reserve for a page; all kinds with long numbers take about this much.
const TYPICAL_LEN: usize = 12 * 1024;

type Single = (&'static str, &'static str, &'static str, u64);

/// Figures without labels.
fn singles(metrics: &Metrics) -> [Single; 10] {
    [
        ("tcp_clients", "gauge", "Clients of the TCP relay.", metrics.tcp_clients),
        ("tcp_handshaking", "gauge", "Connections to the TCP relay in their handshake.", metrics.tcp_handshaking),
        ("tcp_links", "gauge", "Pairs of clients that the TCP relay joins.", metrics.tcp_links),
        (
            "tcp_handshakes_failed_total",
            "counter",
            "Handshakes with the TCP relay that failed or took too long.",
            metrics.tcp_handshakes_failed,
        ),
        ("tcp_refused_total", "counter", "Connections to the TCP relay refused by a limit.", metrics.tcp_refused),
        ("onion_relayed_total", "counter", "Onion packets passed on.", metrics.onion_relayed),
        ("onion_announced", "gauge", "Clients that are announced here.", metrics.onion_announced),
        ("close_nodes", "gauge", "Nodes in the close list.", metrics.close_nodes),
        ("key_cache_entries", "gauge", "Combined keys in the cache.", metrics.key_cache_entries),
        (
            "admission_refused_total",
            "counter",
            "Packets of sources that had used up their share.",
            metrics.admission_refused,
        ),
    ]
}

struct Page(String);

impl Page {
    fn head(&mut self, name: &str, kind: &str, help: &str) {
        self.line(format_args!("# HELP {PREFIX}{name} {help}"));
        self.line(format_args!("# TYPE {PREFIX}{name} {kind}"));
    }

    fn sample(&mut self, name: &str, labels: &str, value: impl Display) {
        self.line(format_args!("{PREFIX}{name}{{{labels}}} {value}"));
    }

    fn single(&mut self, name: &str, kind: &str, help: &str, value: u64) {
        self.head(name, kind, help);
        self.line(format_args!("{PREFIX}{name} {value}"));
    }

    /// Packets, then bytes, of each kind that occurred.
    fn by_kind(&mut self, transport: &str, directions: [(&str, &KindCounters); 2]) {
        for (unit, help) in [("packets", "Datagrams by kind."), ("bytes", "Bytes of datagrams by kind.")] {
            let name = format!("{transport}_{unit}_total");
            self.head(&name, "counter", help);
            for (direction, counters) in directions {
                for (kind, count) in counters.iter().filter(|(_, count)| count.packets > 0) {
                    let value = if unit == "packets" { count.packets } else { count.bytes };
                    self.sample(&name, &format!("direction=\"{direction}\",kind=\"{kind}\""), value);
                }
            }
        }
    }

    fn line(&mut self, line: impl Display) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.0, "{line}");
    }
}

/// First part of all names.
const PREFIX: &str = "toxcore_node_";

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::time::Duration;

    use toxcore_sansio::Discard;

    use super::*;

    fn metrics() -> Metrics {
        let mut metrics = Metrics { uptime: Duration::from_millis(7900), tcp_clients: 3, ..Metrics::default() };
        metrics.udp_received.count(&[0x02; 113]);
        metrics.udp_received.count(&[0xff; 5]);
        metrics.udp_sent.count(&[0x04; 200]);
        metrics.discards.count(Discard::Limited);
        metrics
    }

    #[test]
    fn figures_stand_under_their_names() {
        let text = render(&metrics(), Some(4096));
        for line in [
            "toxcore_node_uptime_seconds 7",
            "toxcore_node_resident_memory_bytes 4096",
            "toxcore_node_udp_packets_total{direction=\"received\",kind=\"NodesRequest\"} 1",
            "toxcore_node_udp_bytes_total{direction=\"received\",kind=\"Unknown\"} 5",
            "toxcore_node_udp_bytes_total{direction=\"sent\",kind=\"NodesResponse\"} 200",
            "toxcore_node_discarded_total{reason=\"limited\"} 1",
            "toxcore_node_tcp_clients 3",
        ] {
            assert!(text.lines().any(|found| found == line), "{line}\n{text}");
        }
    }

    #[test]
    fn the_page_keeps_the_format() {
        let text = render(&metrics(), None);
        let mut declared = HashSet::new();
        let mut samples = HashSet::new();
        for line in text.lines() {
            if let Some(head) = line.strip_prefix("# ") {
                let mut words = head.split(' ');
                if words.next() == Some("TYPE") {
                    let name = words.next().unwrap();
                    let kind = words.next().unwrap();
                    assert!(matches!(kind, "counter" | "gauge"));
                    assert_eq!(name.ends_with("_total"), kind == "counter", "{name}");
                    assert!(declared.insert(name.to_owned()), "{name} twice");
                }
                continue;
            }
            let (series, value) = line.rsplit_once(' ').unwrap();
            assert!(value.parse::<u64>().is_ok(), "{line}");
            assert!(declared.contains(series.split('{').next().unwrap()), "{line}");
            assert!(samples.insert(series.to_owned()), "{series} twice");
        }
        assert!(text.ends_with('\n') && samples.len() > 20);
    }
}
