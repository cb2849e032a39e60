//! `toxcore-growth`: what one more friend, client or node costs. A program of its own, as its allocator counts.
#![forbid(unsafe_code)]
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command-line tool talks on the terminal")]

use std::alloc::System;
use std::process::ExitCode;

use clap::Parser;
use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};
use toxcore_bench::growth::PARTS;

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

#[derive(Debug, Parser)]
#[command(about = "Costs per friend, client and node, from ten to ten thousand")]
struct Arguments {
    /// Only parts whose names begin so.
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
    /// Largest size.
    #[arg(long, default_value_t = 10_000)]
    most: usize,
}

fn main() -> ExitCode {
    let Arguments { only, most } = Arguments::parse();
    let wants = |name: &str| only.is_empty() || only.iter().any(|only| name.starts_with(only.as_str()));
    for part in PARTS.iter().filter(|part| wants(part.name)) {
        match part.table(most) {
            Ok(table) => println!("{table}"),
            Err(error) => {
                eprintln!("{}: {error}", part.name);
                return ExitCode::FAILURE;
            }
        }
    }
    ExitCode::SUCCESS
}
