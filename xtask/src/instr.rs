//! `cargo xtask instr`: instructions of the hottest paths, counted by callgrind and compared with the committed figures.
//!
//! Times move with whatever else a machine does; counts do not, so a small loss shows in the change that made it.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use crate::metadata::target_directory;
use crate::shell::{Outcome, cargo, has_program, output, program, root, step};
use crate::system;

mod figures;

use figures::{Conditions, Figures};

/// Counts, and compares or, with `--write`, writes the figures anew.
pub(crate) fn run(arguments: &[String]) -> Outcome {
    let write = match arguments {
        [] => false,
        [only] if only == "--write" => true,
        _ => return Err("cargo xtask instr [--write]".into()),
    };
    system::install();
    if !has_program("valgrind") {
        return Err("valgrind is not here".into());
    }
    let here = conditions()?;
    let counted = count()?;
    if write {
        let text = Figures { conditions: here, counts: counted }.to_string();
        std::fs::write(file(), text).map_err(|error| format!("{FILE}: {error}"))?;
        println!("instr: {FILE} written");
        return Ok(());
    }
    compare(&committed()?, &here, &counted)
}

/// What CI does: the same, but for machines that cannot count, which is noted.
pub(crate) fn check(skipped: &mut Vec<&str>) -> Outcome {
    if !has_program("valgrind") {
        skipped.push("instruction counts (need valgrind)");
        return Ok(());
    }
    if committed()?.conditions.processor != processor() {
        skipped.push(OTHER_PROCESSOR);
        return Ok(());
    }
    run(&[])
}

const OTHER_PROCESSOR: &str = "instruction counts (the figures are of a processor with other vector units)";

fn committed() -> Outcome<Figures> {
    let text = std::fs::read_to_string(file()).map_err(|error| format!("{FILE}: {error}"))?;
    Figures::parse(&text)
}

fn compare(committed: &Figures, here: &Conditions, counted: &[(String, f64)]) -> Outcome {
    if committed.conditions.processor != here.processor {
        return Err(format!("{OTHER_PROCESSOR}: {}, here {}", committed.conditions.processor, here.processor));
    }
    let mut faults = String::new();
    for (name, now) in counted {
        let Some(before) = committed.of(name) else {
            let _ = write!(faults, "\n  {name}: {now:.0}, not in {FILE}");
            continue;
        };
        let change = (now / before - 1.0) * 100.0;
        println!("instr: {name}: {now:.0} instructions, committed {before:.0} ({change:+.1} %)");
        if change.abs() > TOLERANCE_PERCENT {
            let direction = if change > 0.0 { "more" } else { "fewer" };
            let _ = write!(faults, "\n  {name}: {now:.0}, {:.1} % {direction} than {before:.0}", change.abs());
        }
    }
    if faults.is_empty() {
        return Ok(());
    }
    if committed.conditions != *here {
        let _ = write!(faults, "\n  (counted with {here}, committed with {})", committed.conditions);
    }
    Err(format!(
        "instructions a packet differ from {FILE} by more than {TOLERANCE_PERCENT} %:{faults}\n\
         If that is meant, `cargo xtask instr --write` writes them anew; the profiles lie in {}.",
        profiles()?.display()
    ))
}

/// Change of a count that is reported, in percent: the hashed tables of the standard library have other seeds in every run,
/// and move the counts by less than one.
const TOLERANCE_PERCENT: f64 = 3.0;

/// Counts every path; the figures are of one packet.
fn count() -> Outcome<Vec<(String, f64)>> {
    step("build", &mut cargo(&["build", "--release", "--package", "toxcore-bench", "--bin", "toxcore-bench"]))?;
    let bench = target_directory()?.join("release/toxcore-bench");
    let profiles = profiles()?;
    std::fs::create_dir_all(&profiles).map_err(|error| format!("{}: {error}", profiles.display()))?;
    let names = output(program(&bench).arg("path"))?;
    names.lines().map(|name| Ok((name.to_owned(), count_path(&bench, &profiles, name)?))).collect()
}

fn count_path(bench: &Path, profiles: &Path, name: &str) -> Outcome<f64> {
    let mut command = program("valgrind");
    command
        .args(["--tool=callgrind", "--collect-atstart=no"])
        .arg(format!("--toggle-collect={COUNTED}"))
        .arg(format!("--callgrind-out-file={}", profiles.join(name).with_extension("callgrind").display()))
        .arg(bench)
        .args(["path", name, PACKETS])
        .stderr(Stdio::piped());
    let ran = command.output().map_err(|error| format!("valgrind: {error}"))?;
    let (said, complaint) = (String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
    let packets: Option<f64> = said.trim().parse().ok();
    let instructions = collected(&complaint);
    match (ran.status.success(), packets, instructions) {
        (true, Some(packets), Some(instructions)) if packets > 0.0 && instructions > 0.0 => Ok(instructions / packets),
        _ => Err(format!("{name} cannot be counted ({}):\n{said}{complaint}", ran.status)),
    }
}

/// The number that callgrind ends with.
fn collected(text: &str) -> Option<f64> {
    let (_, rest) = text.rsplit_once("Collected :")?;
    rest.split_whitespace().next()?.parse().ok()
}

/// The function in which the bench program does what counts.
const COUNTED: &str = "*toxcore_bench*paths*counted*";
/// Packets whose mean is the figure.
const PACKETS: &str = "2000";

const FILE: &str = "crates/bench/instructions.txt";

fn file() -> PathBuf {
    root().join(FILE)
}

fn profiles() -> Outcome<PathBuf> {
    Ok(target_directory()?.join("instr"))
}

fn conditions() -> Outcome<Conditions> {
    let version = |name: &str| output(program(name).arg("--version")).map(|text| text.trim().to_owned());
    let rustc = std::env::var("RUSTC").unwrap_or_else(|_| "rustc".to_owned());
    // Without the hash of the commit and its date.
    let compiler = version(&rustc)?.split_whitespace().take(2).collect::<Vec<_>>().join(" ");
    Ok(Conditions { processor: processor(), compiler, valgrind: version("valgrind")? })
}

/// What decides which instructions are there: callgrind shows programs one of a few made-up processors, and which one
/// depends on whether this one has AVX2.
fn processor() -> String {
    let flags = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let vectors = if flags.split_whitespace().any(|flag| flag == "avx2") { "with avx2" } else { "without avx2" };
    format!("{} {vectors}", std::env::consts::ARCH)
}

#[cfg(test)]
mod tests {
    use super::{Conditions, Figures, collected, compare};

    fn conditions(processor: &str) -> Conditions {
        Conditions { processor: processor.into(), compiler: "rustc 1".into(), valgrind: "valgrind-1".into() }
    }

    #[test]
    fn the_last_line_of_callgrind_counts() {
        assert_eq!(collected("==1== \n==1== Events    : Ir\n==1== Collected : 1234\n==1== \n"), Some(1234.0));
        assert_eq!(collected("==1== I refs: 3"), None);
    }

    #[test]
    fn three_percent_are_let_through_and_no_more() {
        let committed = Figures { conditions: conditions("a"), counts: vec![("path".into(), 1000.0)] };
        for (count, good) in [(1000.0, true), (1029.0, true), (971.0, true), (1031.0, false), (969.0, false)] {
            let outcome = compare(&committed, &conditions("a"), &[("path".into(), count)]);
            assert_eq!(outcome.is_ok(), good, "{count}");
        }
        assert!(compare(&committed, &conditions("a"), &[("new".into(), 1.0)]).is_err());
        assert!(compare(&committed, &conditions("b"), &[("path".into(), 1000.0)]).is_err());
    }
}
