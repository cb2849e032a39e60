//! `cargo xtask demo`: a network of our nodes, shown live, and two C programs on our library that meet through it.
#![forbid(unsafe_code)]
#![allow(clippy::print_stdout, reason = "the demo is what it prints")]

mod clients;
mod figures;
mod programs;
mod screen;

use std::error::Error;
use std::process::ExitCode;
use std::thread;
use std::time::{Duration, Instant};

use clients::Meeting;
use figures::Watch;
use screen::Screen;
use toxcore_interop::{Lab, Node, NodeConfig, NodeKind, start_network_with};

/// Nodes of the demo: our choice, enough for a close list and few enough for a screen.
const NODES: usize = 8;

/// How long the demo may take: the clients need 10 to 40 s.
const LIMIT: Duration = Duration::from_secs(150);

/// How often the table is drawn anew.
const REFRESH: Duration = Duration::from_secs(1);

/// How long it goes on when there are no clients to wait for.
const WITHOUT_CLIENTS: Duration = Duration::from_secs(15);

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            println!("demo: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<bool, Box<dyn Error>> {
    let mut lab = match Lab::new() {
        Ok(lab) => {
            println!("A network of its own, in Linux namespaces: 198.51.100.0/24, without a way out.");
            lab
        }
        Err(reason) => {
            println!("{reason}; everything runs on the loopback address instead.");
            Lab::loopback()
        }
    };
    println!("Starting {NODES} nodes, each of which knows only the one before …");
    let kinds = [NodeKind::Ours; NODES];
    let nodes = start_network_with(&mut lab, &kinds, |host| config(host.number()))?;
    let Some(mut nodes) = nodes else { return Ok(false) };
    let mut watches = Vec::new();
    for node in &nodes {
        watches.push(Watch::start(&node.host, metrics_port(node.host.number()))?);
    }
    let meeting = Meeting::arrange(&mut lab, &nodes)?;
    let all_is_well = show(&mut watches, &nodes, meeting)?;
    for node in &mut nodes {
        let ended = node.process.terminate(Duration::from_secs(5));
        if ended != Some(0) {
            println!("{} did not stop by itself", node.address());
            return Ok(false);
        }
    }
    println!("All nodes stopped when asked to.");
    Ok(all_is_well)
}

/// Every host may be the same machine, so each node has ports of its own.
fn config(number: u8) -> NodeConfig {
    let number: u16 = number.into();
    NodeConfig {
        port: 33500 + number,
        relay_ports: vec![33600 + number],
        extra: format!("metrics_address = \"127.0.0.1:{}\"", 33700 + number),
        ..NodeConfig::default()
    }
}

fn metrics_port(number: u8) -> u16 {
    33700 + u16::from(number)
}

/// Draws the table until the clients have met, then the summary. Whether everything happened.
fn show(watches: &mut [Watch], nodes: &[Node], mut meeting: Meeting) -> Result<bool, Box<dyn Error>> {
    let started = Instant::now();
    let mut screen = Screen::new();
    let mut converged = None;
    let mut events = Vec::new();
    let limit = if meeting.has_clients() { LIMIT } else { WITHOUT_CLIENTS };
    while started.elapsed() < limit {
        let drawn = Instant::now();
        let rows: Vec<_> = watches.iter_mut().map(Watch::look).collect::<Result<_, _>>()?;
        if converged.is_none() && rows.iter().all(|row| row.close_nodes + 1 >= nodes.len() as u64) {
            converged = Some(started.elapsed());
        }
        events.extend(meeting.news().into_iter().map(|news| (started.elapsed(), news)));
        screen.draw(started.elapsed(), nodes, &rows, &events);
        if meeting.has_clients() && meeting.is_over() && converged.is_some() {
            break;
        }
        thread::sleep(REFRESH.saturating_sub(drawn.elapsed()));
    }
    let rows: Vec<_> = watches.iter_mut().map(Watch::look).collect::<Result<_, _>>()?;
    screen::summary(started.elapsed(), converged, &rows, &meeting);
    Ok(converged.is_some() && meeting.succeeded())
}
