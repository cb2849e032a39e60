//! Our client behind the line protocol that the README tells: what `peer/peer.c` is for libtoxcore.
#![forbid(unsafe_code)]
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "lines on standard output are its only face")]

mod codes;
mod commands;
mod conferences;
mod events;
mod files;
mod group_events;
mod groups;
mod options;

use std::io::BufRead as _;
use std::process::ExitCode;
use std::sync::{Arc, Mutex};

use tokio::sync::mpsc;
use toxcore_tokio::{Events, Tox};

use files::Transfers;

fn main() -> ExitCode {
    let Some(options) = options::parse(std::env::args().skip(1)) else { return ExitCode::FAILURE };
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(run(options)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(builder: toxcore_tokio::Builder) -> Result<(), Box<dyn std::error::Error>> {
    let (tox, mut events) = builder.start().await?;
    print_ready(&tox).await?;
    let mut lines = read_lines();
    serve(&tox, &mut events, &mut lines).await?;
    Ok(tox.shutdown().await?)
}

async fn serve(
    tox: &Tox,
    events: &mut Events,
    lines: &mut mpsc::Receiver<String>,
) -> Result<(), Box<dyn std::error::Error>> {
    let transfers = Arc::new(Mutex::new(Transfers::default()));
    loop {
        tokio::select! {
            line = lines.recv() => match line {
                None => return Ok(()),
                Some(line) if line == "quit" => return Ok(()),
                Some(line) => {
                    let transfers = Arc::clone(&transfers);
                    println!("{}", tox.with(move |tox, now| commands::run(tox, now, &transfers, &line)).await?);
                }
            },
            event = events.next() => match event {
                None => return Ok(()),
                Some(event) => events::handle(tox, &transfers, event).await?,
            },
        }
    }
}

async fn print_ready(tox: &Tox) -> Result<(), toxcore_tokio::Stopped> {
    let dht = tox.with(|tox, _| tox.self_dht_id()).await?;
    let port = tox.udp_addr().map_or(0, |addr| addr.port());
    println!("ready {} {} {} {port}", env!("CARGO_PKG_VERSION"), tox.id().await?, dht.to_hex().to_uppercase());
    Ok(())
}

/// The lines of standard input, read by a thread of its own that ends with it.
fn read_lines() -> mpsc::Receiver<String> {
    let (sender, lines) = mpsc::channel(LINES);
    std::thread::spawn(move || {
        for line in std::io::stdin().lock().lines() {
            let Ok(line) = line else { return };
            if sender.blocking_send(line).is_err() {
                return;
            }
        }
    });
    lines
}

/// Lines that wait: our choice.
const LINES: usize = 16;
