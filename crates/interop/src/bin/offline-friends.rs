//! What a thousand friends who are away cost a client, ours or one of libtoxcore, in a network of our nodes. Prints processor time
//! and datagrams sent of each minute. Arguments: how many friends (1,000), for how many minutes (5), and which client: `ours`,
//! `trixie` or `sid`. Without the last all are there at once, and relay the onion requests of each other.

use std::error::Error;
use std::time::{Duration, Instant};

use toxcore_interop::{Client, ClientKind, ClientOptions, Lab, Node, NodeConfig, NodeKind, Suite};

/// Nodes of the network: enough that the lists of nodes near a friend's key are full.
const NODES: usize = 16;
/// Ticks of the processor times that the kernel tells, per second: the same on all of today's systems.
const TICKS_PER_SECOND: f64 = 100.0;
/// When the friends are added: a client without them has found its nodes by then.
const SETTLE: Duration = Duration::from_secs(20);

#[allow(clippy::print_stdout, reason = "the figures are the result")]
fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let friends: u32 = arguments.next().map_or(Ok(1_000), |text| text.parse())?;
    let minutes: u32 = arguments.next().map_or(Ok(5), |text| text.parse())?;
    let only = arguments.next();
    let Some(mut lab) = Lab::or_skip() else { return Ok(()) };
    let nodes = start_nodes(&mut lab)?;
    let mut clients = Vec::new();
    let kinds = [("ours", ClientKind::Ours), ("trixie", Suite::Trixie.into()), ("sid", Suite::Sid.into())];
    for (_, kind) in kinds.into_iter().filter(|(name, _)| only.as_ref().is_none_or(|only| only == name)) {
        let Some(mut client) = Client::start(lab.host()?, kind, &ClientOptions::default())? else { continue };
        for node in nodes.iter().take(4) {
            client.bootstrap(node)?;
        }
        clients.push(client);
    }
    std::thread::sleep(SETTLE);
    for client in &mut clients {
        for number in 0..friends {
            client.command(&format!("accept {}", key_of_nobody(number)))?;
        }
    }
    println!("{friends} friends who are away, {NODES} nodes; seconds of processor, datagrams a second");
    let mut before = measure_all(&mut clients)?;
    let start = Instant::now();
    for minute in 1..=minutes {
        let until = start + Duration::from_secs(60) * minute;
        std::thread::sleep(until.saturating_duration_since(Instant::now()));
        let after = measure_all(&mut clients)?;
        for ((client, before), after) in clients.iter().zip(&before).zip(&after) {
            let (cpu, datagrams) = (after.cpu - before.cpu, (after.datagrams - before.datagrams) / 60.0);
            println!("minute {minute}: {:14} {cpu:7.2} s {datagrams:9.1}/s {:6.1} MB", client.version, after.megabytes);
        }
        before = after;
    }
    Ok(())
}

fn start_nodes(lab: &mut Lab) -> Result<Vec<Node>, Box<dyn Error>> {
    let program = NodeKind::Ours.program().ok_or("the node is not built")?;
    let mut nodes: Vec<Node> = Vec::new();
    for _ in 0..NODES {
        let others: Vec<&Node> = nodes.iter().take(2).collect();
        let node = Node::start(lab.host()?, &program, &NodeConfig::default(), &others)?;
        nodes.push(node);
    }
    Ok(nodes)
}

/// A key that nobody has, far from the others; its highest bit is clear.
fn key_of_nobody(number: u32) -> String {
    let spread = u64::from(number).wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    format!("{spread:016X}{number:046X}01")
}

/// What a process has used since it started.
struct Usage {
    cpu: f64,
    datagrams: f64,
    megabytes: f64,
}

fn measure_all(clients: &mut [Client]) -> Result<Vec<Usage>, Box<dyn Error>> {
    clients.iter_mut().map(|client| measure(client.process().id())).collect()
}

fn measure(process: u32) -> Result<Usage, Box<dyn Error>> {
    let read = |name: &str| std::fs::read_to_string(format!("/proc/{process}/{name}"));
    let stat = read("stat")?;
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let field = |index: usize| fields.get(index).and_then(|text| text.parse::<f64>().ok()).unwrap_or_default();
    // User and system time are the 14th and 15th field; two stand in front of what was split.
    let cpu = (field(11) + field(12)) / TICKS_PER_SECOND;
    let status = read("status")?;
    let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = resident.and_then(|text| text.trim().trim_end_matches(" kB").parse::<f64>().ok());
    Ok(Usage { cpu, datagrams: datagrams_sent(process)?, megabytes: kilobytes.unwrap_or_default() / 1_000.0 })
}

/// Each client has a network namespace for itself, so its host's counters are its own.
fn datagrams_sent(process: u32) -> Result<f64, Box<dyn Error>> {
    let mut sent = 0.0;
    for (file, line, column) in [("snmp", "Udp:", "OutDatagrams"), ("snmp6", "Udp6OutDatagrams", "")] {
        let text = std::fs::read_to_string(format!("/proc/{process}/net/{file}"))?;
        let mut rows = text.lines().filter(|row| row.starts_with(line)).map(|row| row.split_whitespace());
        let value = match (rows.next(), rows.next()) {
            (Some(names), Some(mut values)) => {
                let at = names.clone().position(|name| name == column).unwrap_or_default();
                values.nth(at)
            }
            (Some(mut row), None) => row.nth(1),
            (None, _) => None,
        };
        sent += value.and_then(|text| text.parse::<f64>().ok()).unwrap_or_default();
    }
    Ok(sent)
}
