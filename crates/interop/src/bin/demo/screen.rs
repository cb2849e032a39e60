//! The table and the summary.

use std::io::IsTerminal;
use std::time::Duration;

use toxcore_interop::Node;

use crate::clients::Meeting;
use crate::figures::Figures;

/// Draws the table over the last one on a terminal; elsewhere, prints it now and then.
#[derive(Debug)]
pub(crate) struct Screen {
    in_place: bool,
    lines_drawn: usize,
    draws: usize,
    events_shown: usize,
}

/// Without a terminal, a table every so many seconds.
const EVERY: usize = 5;

impl Screen {
    pub(crate) fn new() -> Screen {
        Screen { in_place: std::io::stdout().is_terminal(), lines_drawn: 0, draws: 0, events_shown: 0 }
    }

    pub(crate) fn draw(&mut self, elapsed: Duration, nodes: &[Node], rows: &[Figures], events: &[(Duration, String)]) {
        let new_events = events.get(self.events_shown..).unwrap_or_default();
        if self.in_place {
            // Up to the first line of the last drawing, and clear from there.
            if self.lines_drawn > 0 {
                print!("\x1b[{}A\x1b[J", self.lines_drawn);
            }
            for (at, event) in new_events {
                println!("{:>4} s  {event}", at.as_secs());
            }
            let lines = table(elapsed, nodes, rows);
            self.lines_drawn = lines.len();
            println!("{}", lines.join("\n"));
        } else {
            for (at, event) in new_events {
                println!("{:>4} s  {event}", at.as_secs());
            }
            if self.draws.is_multiple_of(EVERY) {
                println!("{}", table(elapsed, nodes, rows).join("\n"));
            }
        }
        self.draws += 1;
        self.events_shown = events.len();
    }
}

fn table(elapsed: Duration, nodes: &[Node], rows: &[Figures]) -> Vec<String> {
    let mut lines = vec![
        String::new(),
        format!(
            "{:>4} s  {:<8}  {:<20} {:>6} {:>9} {:>9} {:>8} {:>10} {:>8}",
            elapsed.as_secs(),
            "key",
            "address",
            "close",
            "in",
            "out",
            "clients",
            "announces",
            "memory"
        ),
        format!(
            "{:>6}  {:<8}  {:<20} {:>6} {:>9} {:>9} {:>8} {:>10} {:>8}",
            "", "", "", "nodes", "packets/s", "packets/s", "TCP", "held", "MB"
        ),
    ];
    for (number, (node, row)) in nodes.iter().zip(rows).enumerate() {
        lines.push(format!(
            "node {:<2} {:<8}  {:<20} {:>6} {:>9.0} {:>9.0} {:>8} {:>10} {:>8.1}",
            number + 1,
            node.public_key.get(..8).unwrap_or_default(),
            format!("{}:{}", node.address(), node.port),
            row.close_nodes,
            row.received_per_second,
            row.sent_per_second,
            row.tcp_clients,
            row.announced,
            row.resident_bytes as f64 / 1e6,
        ));
    }
    lines
}

/// What was shown, in a few lines.
pub(crate) fn summary(elapsed: Duration, converged: Option<Duration>, rows: &[Figures], meeting: &Meeting) {
    let total = |figure: fn(&Figures) -> u64| rows.iter().map(figure).sum::<u64>();
    println!("\nSummary after {} s", elapsed.as_secs());
    match converged {
        Some(at) => println!("  {} nodes all knew each other after {} s", rows.len(), at.as_secs()),
        None => println!("  NOT all of the {} nodes got to know each other", rows.len()),
    }
    println!(
        "  {} datagrams received, {} sent, {} onion packets passed on, {} refused",
        total(|row| row.received),
        total(|row| row.sent),
        total(|row| row.onion_relayed),
        total(|row| row.discarded)
    );
    match (meeting.has_clients(), meeting.succeeded()) {
        (false, _) => println!("  no C compiler and no real clients on this machine: the nodes were alone"),
        (true, true) => println!("  two clients became friends and talked through these nodes alone"),
        (true, false) => println!("  the two clients did NOT meet, or not everything went as it should"),
    }
}
