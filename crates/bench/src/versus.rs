//! The C library beside the reference's: the same programs on each, in turn, with one table.
//!
//! The programs of `load/` speak only the public interface, so whatever library they find is measured. Libraries take
//! turns, in another order in every round, so that what else the machine does hits all of them; medians count.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::report::{Goal, Report, Row};
use crate::stats::median;
use crate::suite::tell;
use crate::world::World;

mod agent;
mod calls;
mod conferences;
mod file;
mod file_link;
mod file_relay;
mod file_udp;
mod group_memory;
mod idle;
mod instructions;
mod join;
mod link;
mod memory;
mod messages;
mod messages_async;
mod mixed;
mod node;
mod online;
mod pair;
mod ring;
mod system_calls;

/// A libtoxcore.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Library {
    /// Its name in the table.
    pub name: String,
    place: Place,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Place {
    /// A directory with a `libtoxcore.so.2` for this machine.
    Directory(PathBuf),
    /// A release with its own C library.
    Release(PathBuf),
}

impl Library {
    /// Ours, in this directory.
    #[must_use]
    pub fn ours(directory: PathBuf) -> Self {
        Self { name: "ours".into(), place: Place::Directory(directory) }
    }

    /// A release that was unpacked to this directory, under the version that its file bears.
    #[must_use]
    pub fn release(suite: &str, directory: PathBuf) -> Self {
        let file = std::fs::canonicalize(directory.join("lib/libtoxcore.so.2")).unwrap_or_default();
        let file = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let patch = file.strip_prefix("libtoxcore.so.2.").and_then(|rest| rest.split('.').next());
        let name = patch.map_or_else(|| suite.to_owned(), |patch| format!("0.2.{patch}"));
        Self { name, place: Place::Release(directory) }
    }

    fn is_ours(&self) -> bool {
        matches!(self.place, Place::Directory(_))
    }

    /// The words that start a program with it, behind those of a tool if there is one.
    fn start(&self, tool: &[OsString], program: PathBuf) -> Vec<OsString> {
        let mut words = Vec::new();
        match &self.place {
            Place::Directory(directory) => {
                words.extend(["env".into(), joined("LD_LIBRARY_PATH=", &[directory])]);
                words.extend_from_slice(tool);
            }
            Place::Release(directory) => {
                // As its `run` does, which no tool must see: it would look at the shell.
                let (own, library) = (directory.join("libc"), directory.join("lib"));
                words.extend_from_slice(tool);
                words.extend([loader(&own).into(), "--library-path".into(), joined("", &[&own, &library])]);
            }
        }
        words.push(program.into());
        words
    }
}

/// Directories as search paths are written.
fn joined(start: &str, directories: &[&PathBuf]) -> OsString {
    let mut text = OsString::from(start);
    for (number, directory) in directories.iter().enumerate() {
        if number > 0 {
            text.push(":");
        }
        text.push(directory);
    }
    text
}

/// The dynamic loader in a directory; of another name on every kind of processor.
fn loader(directory: &Path) -> PathBuf {
    let entries = std::fs::read_dir(directory).into_iter().flatten().flatten();
    let mut paths = entries.map(|entry| entry.path());
    let is_loader =
        |path: &PathBuf| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("ld-linux"));
    paths.find(is_loader).unwrap_or_else(|| directory.join("ld-linux.so"))
}

/// What a run is made of.
#[derive(Debug)]
pub struct Versus {
    /// Where it runs.
    pub world: World,
    /// What is compared, ours last.
    pub libraries: Vec<Library>,
    /// Directory of the compiled programs of `load/`.
    pub programs: PathBuf,
    /// Our daemon.
    pub daemon: PathBuf,
    /// Measurements of which the median counts.
    pub repeat: usize,
    /// Whether windows are so short that figures say only that everything works.
    pub short: bool,
}

/// A figure that a scenario measures.
#[derive(Clone, Copy, Debug)]
struct Figure {
    name: &'static str,
    unit: &'static str,
    goal: Goal,
}

/// Values by the name of the figure; what could not be measured is not there.
type Values = Vec<(&'static str, f64)>;

/// Something that every library has to do.
struct Scenario {
    name: &'static str,
    figures: &'static [Figure],
    measure: fn(&Versus, &Library) -> io::Result<Values>,
}

/// In the order of the table.
const SCENARIOS: &[&Scenario] = &[
    &file_udp::SCENARIO,
    &file_udp::WITHOUT_OFFLOAD,
    &mixed::SCENARIO,
    &file_relay::SCENARIO,
    &file_link::FAST,
    &file_link::LOSSY,
    &file_link::FAR,
    &file_link::SLOW,
    &messages::UDP,
    &messages::RELAY,
    &messages_async::SCENARIO,
    &online::ONE_NODE,
    &online::TWENTY_NODES,
    &online::MIXED,
    &conferences::FIVE,
    &conferences::TWENTY,
    &conferences::GROUP_OF_FIVE,
    &conferences::GROUP_OF_TWENTY,
    &conferences::RELAYED_GROUP_OF_FIVE,
    &conferences::RELAYED_GROUP_OF_TWENTY,
    &join::SCENARIO,
    &ring::SCENARIO,
    &idle::SCENARIO,
    &memory::SCENARIO,
    &group_memory::SCENARIO,
    &calls::SCENARIO,
    &instructions::SCENARIO,
];

impl Versus {
    /// Names of all scenarios, as `only` of [`run`](Self::run) takes them.
    #[must_use]
    pub fn scenarios() -> Vec<&'static str> {
        SCENARIOS.iter().map(|scenario| scenario.name).chain([node::NAME]).collect()
    }

    /// Measures the scenarios whose names begin with one of `only`, or all if there is none.
    ///
    /// # Errors
    /// If none is wanted. What one scenario cannot do is told, and leaves its figures out.
    pub fn run(&self, only: &[String]) -> io::Result<Report> {
        let wants = |name: &str| only.is_empty() || only.iter().any(|only| name.starts_with(only.as_str()));
        if !Self::scenarios().into_iter().any(wants) {
            let known = Self::scenarios().join(", ");
            return Err(io::Error::other(format!("no such scenario; there are {known}")));
        }
        let mut report = Report {
            programs: self.libraries.iter().map(|library| library.name.clone()).collect(),
            ..Report::default()
        };
        for scenario in SCENARIOS.iter().filter(|scenario| wants(scenario.name)) {
            report.rows.extend(self.scenario(scenario));
        }
        if wants(node::NAME) {
            match node::measure(self, &mut report.notes) {
                Ok(rows) => report.rows.extend(rows),
                Err(error) => tell(&format!("{}: {error}", node::NAME)),
            }
        }
        if self.short {
            report.notes.push("A short run: it shows that everything works, and its figures are worth nothing.".into());
        }
        Ok(report)
    }

    fn scenario(&self, scenario: &Scenario) -> Vec<Row> {
        let count = self.libraries.len();
        let mut samples = vec![vec![Vec::new(); count]; scenario.figures.len()];
        for round in 0..self.repeat.max(1) {
            for turn in 0..count {
                let number = (turn + round) % count.max(1);
                let Some(library) = self.libraries.get(number) else { continue };
                let values = (scenario.measure)(self, library).unwrap_or_else(|error| {
                    tell(&format!("{}, {}: {error}", scenario.name, library.name));
                    Values::new()
                });
                if !values.is_empty() {
                    tell(&format!("{}, {}: {}", scenario.name, library.name, told(&values)));
                }
                for (figure, samples) in scenario.figures.iter().zip(&mut samples) {
                    let value = values.iter().find(|(name, _)| *name == figure.name).map(|(_, value)| *value);
                    if let Some(samples) = samples.get_mut(number) {
                        samples.extend(value);
                    }
                }
            }
        }
        let rows = scenario.figures.iter().zip(&samples);
        rows.map(|(figure, samples)| Row {
            name: format!("{}: {}", scenario.name, figure.name),
            unit: figure.unit,
            values: samples.iter().map(|all| median(all)).collect(),
            goal: figure.goal,
        })
        .collect()
    }

    /// The first of the reference's libraries: the other end where only one is ours.
    fn reference(&self) -> Option<&Library> {
        self.libraries.iter().find(|library| !library.is_ours())
    }

    /// A program of `load/` on a library.
    fn command(&self, library: &Library, program: &str) -> Command {
        self.command_in(&[], library, program, &[])
    }

    /// The same with words before everything, and with words for a tool that the program runs under.
    fn command_in(&self, before: &[OsString], library: &Library, program: &str, tool: &[OsString]) -> Command {
        let mut words = before.to_vec();
        words.extend(library.start(tool, self.programs.join(program)));
        let mut words = words.into_iter();
        let mut command = Command::new(words.next().unwrap_or_default());
        command.args(words);
        command
    }
}

fn told(values: &Values) -> String {
    values.iter().map(|(name, value)| format!("{name} {value:.4}")).collect::<Vec<_>>().join(", ")
}
