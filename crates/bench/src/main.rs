//! `toxcore-bench node`: our node beside `tox-bootstrapd` of the reference, under the same load in the same run.
#![forbid(unsafe_code)]
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command-line tool talks on the terminal")]

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use clap::{Args, Parser, Subcommand};
use toxcore_bench::paths::HotPath;
use toxcore_bench::report::Report;
use toxcore_bench::suite::{Suite, tell};
use toxcore_bench::versus::{Library, Versus};
use toxcore_bench::world::{Entry, World};
use toxcore_bench::{async_client, micro};
use toxcore_net::process::raise_open_file_limit;

#[derive(Debug, Parser)]
#[command(about = "Measures nodes side by side")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Bootstrap nodes: answers and relayed bytes per CPU second, idle cost, and what attackers can do.
    Node(NodeArguments),
    /// The C library beside the reference's: files, messages, friends, idle cost.
    Versus(VersusArguments),
    /// A client on the async API, which takes commands on its standard input. `versus` starts it.
    Client,
    /// Goes one of the hottest paths, for `cargo xtask instr`, and says how many packets went; without a name, the paths.
    Path {
        /// Which.
        name: Option<String>,
        /// How many packets at least.
        #[arg(default_value_t = 1000)]
        packets: usize,
    },
}

/// What is compared, and where the figures go.
#[derive(Debug, Args)]
struct Comparison {
    /// Our daemon; the one built beside this program if not given.
    #[arg(long)]
    ours: Option<PathBuf>,
    /// Releases to compare with: directories under --peers, or for nodes paths of programs.
    #[arg(long, value_delimiter = ',', default_value = "trixie,sid")]
    against: Vec<String>,
    /// Where the releases are unpacked.
    #[arg(long, default_value = "target/peers")]
    peers: PathBuf,
    /// Writes the figures to this file as well.
    #[arg(long)]
    json: Option<PathBuf>,
}

impl Comparison {
    /// The releases that are there, with the place of each.
    fn releases(&self, place: impl Fn(&str) -> Option<PathBuf>) -> Vec<(&str, PathBuf)> {
        let mut found = Vec::new();
        for name in &self.against {
            match place(name) {
                Some(path) => found.push((name.as_str(), path)),
                None => tell(&format!("{name}: not here (cargo xtask peers unpacks the releases)")),
            }
        }
        found
    }

    fn daemon(&self) -> io::Result<PathBuf> {
        match &self.ours {
            Some(path) => Ok(path.clone()),
            None => Ok(std::env::current_exe()?.with_file_name("toxcore-node")),
        }
    }
}

#[derive(Debug, Args)]
struct NodeArguments {
    #[command(flatten)]
    comparison: Comparison,
    /// Only these parts: idle, dht, relay, abuse, amplification, micro.
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
    /// Only floods with one of these words in their names.
    #[arg(long, value_delimiter = ',')]
    flood: Vec<String>,
    /// Length of one measurement in seconds; the median of three counts.
    #[arg(long, default_value_t = 1.0)]
    seconds: f64,
}

#[derive(Debug, Args)]
struct VersusArguments {
    /// Directory of our libtoxcore.so.2.
    #[arg(long)]
    library: PathBuf,
    /// Directory of the compiled programs of `load/`.
    #[arg(long)]
    programs: PathBuf,
    #[command(flatten)]
    comparison: Comparison,
    /// Only scenarios whose names begin so.
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
    /// Measurements of which the median counts.
    #[arg(long, default_value_t = 3)]
    repeat: usize,
    /// Short windows: shows that everything works, and no more.
    #[arg(long)]
    short: bool,
}

fn main() -> ExitCode {
    let outcome = match Cli::parse().command {
        Command::Node(arguments) => World::enter().and_then(|entry| match entry {
            Entry::Done(code) => Ok(code),
            Entry::Inside(world) => measure(world, &arguments),
        }),
        Command::Versus(arguments) => World::enter().and_then(|entry| match entry {
            Entry::Done(code) => Ok(code),
            Entry::Inside(world) => compare(world, &arguments),
        }),
        Command::Client => async_client::run().map(|()| ExitCode::SUCCESS),
        Command::Path { name, packets } => go(name.as_deref(), packets).map(|()| ExitCode::SUCCESS),
    };
    outcome.unwrap_or_else(|error| {
        eprintln!("toxcore-bench: {error}");
        ExitCode::FAILURE
    })
}

fn go(name: Option<&str>, packets: usize) -> io::Result<()> {
    let Some(name) = name else {
        HotPath::ALL.iter().for_each(|(name, _)| println!("{name}"));
        return Ok(());
    };
    let path = HotPath::of(name).ok_or_else(|| io::Error::other(format!("no path {name}")))?;
    println!("{}", path.go(packets)?);
    Ok(())
}

fn measure(world: World, arguments: &NodeArguments) -> io::Result<ExitCode> {
    let wants = |part: &str| arguments.only.is_empty() || arguments.only.iter().any(|only| only == part);
    let time = Duration::try_from_secs_f64(arguments.seconds).map_err(io::Error::other)?;
    let mut report = Report::default();
    let programs = programs(&arguments.comparison)?;
    tell(&format!("{world:?}: {} programs", programs.len()));
    if wants("micro") {
        let steps = micro::measure()?;
        let steps: String = steps.iter().map(|step| format!("\n- {}: {:.0} ns", step.name, step.nanoseconds)).collect();
        report.notes.push(format!("Single steps of ours, without the operating system:\n{steps}"));
    }
    let suite = Suite::start(world, &programs, time, ROUNDS)?;
    report.programs = suite.names();
    if wants("idle") {
        report.rows.extend(suite.idle()?);
    }
    // Before the loads: after some of them the reference does not answer for seconds.
    if wants("amplification") {
        report.rows.extend(suite.amplification()?);
    }
    if wants("dht") {
        report.rows.extend(suite.dht(&mut report.notes)?);
    }
    if wants("relay") {
        report.rows.extend(suite.relay());
    }
    if wants("abuse") {
        raise_open_file_limit(OPEN_FILES)?;
        report.rows.extend(suite.abuse(&arguments.flood, &mut report.notes)?);
    }
    drop(suite);
    show(&report, arguments.comparison.json.as_deref())
}

fn show(report: &Report, json: Option<&Path>) -> io::Result<ExitCode> {
    println!("{report}");
    if let Some(path) = json {
        std::fs::write(path, report.to_json())?;
    }
    let (met, goals) = report.score();
    Ok(if met == goals { ExitCode::SUCCESS } else { ExitCode::from(GOALS_MISSED) })
}

fn compare(world: World, arguments: &VersusArguments) -> io::Result<ExitCode> {
    let VersusArguments { library, programs, comparison, only, repeat, short } = arguments;
    let unpacked = |name: &str| Some(comparison.peers.join(name)).filter(|directory| directory.join("run").is_file());
    let releases = comparison.releases(unpacked).into_iter();
    let mut libraries: Vec<Library> = releases.map(|(name, directory)| Library::release(name, directory)).collect();
    libraries.push(Library::ours(library.clone()));
    let (programs, daemon) = (programs.clone(), comparison.daemon()?);
    let versus = Versus { world, libraries, programs, daemon, repeat: *repeat, short: *short };
    let code = show(&versus.run(only)?, comparison.json.as_deref())?;
    Ok(if *short { ExitCode::SUCCESS } else { code })
}

/// The programs that are there, ours last.
fn programs(comparison: &Comparison) -> io::Result<Vec<(String, PathBuf)>> {
    let program = |name: &str| {
        let unpacked = comparison.peers.join(name).join("bin/tox-bootstrapd");
        [unpacked, PathBuf::from(name)].into_iter().find(|path| path.is_file())
    };
    let releases = comparison.releases(program).into_iter();
    let mut programs: Vec<_> = releases.map(|(_, path)| (String::new(), path)).collect();
    let ours = comparison.daemon()?;
    if !ours.is_file() {
        return Err(io::Error::other(format!("{} is not built", ours.display())));
    }
    programs.push(("ours".to_owned(), ours));
    Ok(programs)
}

/// Measurements of which the median counts.
const ROUNDS: usize = 3;
/// Files that the generator keeps open when it plays ten thousand slow clients.
const OPEN_FILES: u64 = 16_384;
/// Exit code when the run is complete but a goal was missed.
const GOALS_MISSED: u8 = 3;
