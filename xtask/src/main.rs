//! The project's own commands, `cargo xtask COMMAND`. One file a command; only the standard library, so that it builds
//! in seconds on a fresh machine.
#![forbid(unsafe_code)]
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command-line tool talks on the terminal")]

mod abi;
mod bench_node;
mod bench_vs;
mod c_programs;
mod c_tests;
mod ci;
mod deb;
mod demo;
mod fuzz;
mod growth;
mod header;
mod install;
mod instr;
mod interop_clients;
mod interop_matrix;
mod json;
mod library;
mod metadata;
mod package;
mod peers;
mod shell;
mod sim;
mod system;
mod test;
mod tsan;

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask COMMAND
  demo             a local network of our nodes, shown live, with two C programs on our library
  test             every test: units, documentation, simulations, interop with real libtoxcore peers (up to 30 minutes)
  ci               what CI runs: `lint`, `package`, `test`, then `fuzz --changed`
  lint             the first part of `ci`: formatting, clippy, documentation, headers, layers, licences, links, text
  peers            unpacks Debian's libtoxcore 0.2.18, 0.2.20 and newer into target/peers
  fuzz [OPTIONS]   fuzzing: [--minutes N] [--changed] [TARGET …]; all targets share the minutes
  interop-clients  Toxic, uTox and qTox on our C library and on the reference's: [WORD …]
  interop-matrix   our client beside real ones, every version, role, path and family: [--at-once N] [WORD …]
  sim [OPTIONS]    a simulated DHT of 10,000 nodes: [--nodes N] [--seeds N] [--loss PERCENT]
  sim --presence   10,000 simulated worlds in which friends find each other: [--seeds N] [--first N]
  sim --groups     10,000 simulated groups of fifty: [--seeds N] [--first N]
  package          checks that every crate can be packaged and builds from its package
  install OPTIONS  libtoxcore.so.2, headers and pkg-config files: --prefix DIR [--libdir DIR] [--destdir DIR]
  header           writes include/tox/*.h from the source of the C library
  c-tests [SECONDS] C programs on the library: plain, under valgrind, with AddressSanitizer
  tsan [SECONDS]   threads that use one instance at once, under ThreadSanitizer
  deb              the C library as a Debian package in place of libtoxcore2
  abi              compares the C library's symbols, prototypes and values with Debian's libtoxcore
  instr [--write]  instructions of the hottest paths, counted by callgrind, beside the committed ones
  bench-vs [OPT]   our C library beside the reference's: [--against SUITE] [--only NAME,…] [--repeat N] [--short] [--json FILE]
  bench-vs --compare OLD NEW  two runs by their JSON files; fails if a goal is lost
  growth [OPT]     costs per client, node and link, from ten to ten thousand: [--only NAME,…] [--most N]
  bench-node [OPT] our node beside tox-bootstrapd: answers and relayed bytes per CPU second, idle cost, attacks
";

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let command = arguments.next().unwrap_or_default();
    let rest: Vec<String> = arguments.collect();
    let outcome = match command.as_str() {
        "abi" => abi::run(),
        "bench-node" => bench_node::run(&rest),
        "bench-vs" => bench_vs::run(&rest),
        "ci" => ci::run(),
        "c-tests" => c_tests::run(&rest),
        "deb" => deb::run(),
        "demo" => demo::run(),
        "lint" => ci::lint(),
        "tsan" => tsan::run(&rest),
        "test" => test::run(),
        "growth" => growth::run(&rest),
        "header" => header::run(),
        "instr" => instr::run(&rest),
        "install" => install::run(&rest),
        "interop-clients" => interop_clients::run(&rest),
        "interop-matrix" => interop_matrix::run(&rest),
        "peers" => peers::run(),
        "fuzz" => fuzz::run(&rest),
        "sim" => sim::run(&rest),
        "package" => package::run(),
        "" | "help" | "--help" | "-h" => {
            print!("{USAGE}");
            Ok(())
        }
        unknown => Err(format!("no command {unknown}\n{USAGE}")),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("xtask: {reason}");
            ExitCode::FAILURE
        }
    }
}
