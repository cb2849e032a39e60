//! `cargo xtask fuzz`: runs the targets of `fuzz/` on the stable compiler.
//!
//! The flags are those of `cargo fuzz run --sanitizer none`, given to a plain `cargo build`, so that nothing has to be
//! installed: coverage counters and comparison tracing, without a sanitizer, which our safe code does not need.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use crate::shell::{Outcome, cargo, git, has_program, output, program, root, step};

/// What the arguments ask for.
#[derive(Debug, PartialEq)]
struct Options {
    minutes: u64,
    only_changed: bool,
    targets: Vec<String>,
}

/// Whether the fuzzing engine, which is C++, can be built here.
pub(crate) fn is_possible() -> bool {
    has_program("c++")
}

/// Shown by other commands when it is not.
pub(crate) const MISSING: &str = "fuzzing (needs a C++ compiler)";

/// Builds the targets and runs them one after the other for an equal share of the time.
pub(crate) fn run(arguments: &[String]) -> Outcome {
    let options = Options::parse(arguments)?;
    let workspace = root().join("fuzz");
    if !workspace.join("Cargo.toml").exists() {
        println!("fuzz: no targets yet");
        return Ok(());
    }
    let mut targets = targets(&workspace)?;
    if !options.targets.is_empty() {
        targets.retain(|target| options.targets.contains(target));
    }
    if options.only_changed {
        targets = changed(targets);
    }
    if targets.is_empty() {
        println!("fuzz: nothing to run");
        return Ok(());
    }
    let programs = build(&workspace, &targets)?;
    let share = Duration::from_secs(options.minutes * 60) / u32::try_from(targets.len()).unwrap_or(u32::MAX);
    println!("fuzz: {} targets, {} s each", targets.len(), share.as_secs().max(1));
    for (target, file) in &programs {
        run_target(&workspace, target, file, share.as_secs().max(1))?;
    }
    Ok(())
}

impl Options {
    fn parse(arguments: &[String]) -> Outcome<Options> {
        let mut options = Options { minutes: 60, only_changed: false, targets: Vec::new() };
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            match argument.as_str() {
                "--changed" => options.only_changed = true,
                "--minutes" => {
                    let value = rest.next().and_then(|text| text.parse().ok());
                    options.minutes = value.ok_or("--minutes wants a number")?;
                }
                target if !target.starts_with('-') => options.targets.push(target.to_owned()),
                unknown => return Err(format!("fuzz: unknown option {unknown}")),
            }
        }
        Ok(options)
    }
}

/// Names of the targets: the files of `fuzz_targets`.
fn targets(workspace: &Path) -> Outcome<Vec<String>> {
    let directory = workspace.join("fuzz_targets");
    let entries = fs::read_dir(&directory).map_err(|error| format!("{}: {error}", directory.display()))?;
    let mut names: Vec<String> = entries
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let name = path.file_stem()?.to_str()?.to_owned();
            (path.extension()? == "rs").then_some(name)
        })
        .collect();
    names.sort();
    Ok(names)
}

/// The targets whose crate differs from the branch that this one left; all of them when that cannot be told.
fn changed(targets: Vec<String>) -> Vec<String> {
    let Some(files) = changed_files() else {
        println!("fuzz: no base to compare with, every target runs");
        return targets;
    };
    if files.iter().any(|file| file.starts_with("fuzz/Cargo") || file.starts_with("xtask/src/fuzz")) {
        return targets;
    }
    targets.into_iter().filter(|target| files.iter().any(|file| concerns(file, target))).collect()
}

/// A target is named `CRATE_WHAT`, by the folder of the crate: `wire_dht`, `relay_server`.
fn concerns(file: &str, target: &str) -> bool {
    let of_crate = file.strip_prefix("crates/").and_then(|rest| rest.split('/').next());
    let of_fuzz = file.strip_prefix("fuzz/").is_some_and(|rest| rest.split(['/', '.']).any(|part| part == target));
    let names = |folder: &str| target.strip_prefix(&folder.replace('-', "_")).is_some_and(|rest| rest.starts_with('_'));
    of_fuzz || of_crate.is_some_and(names)
}

fn changed_files() -> Option<Vec<String>> {
    // Clones often lack a branch or the past, so what git says of that is no news.
    let git = |arguments: &[&str]| output(git(arguments).stderr(Stdio::null())).ok();
    let head = git(&["rev-parse", "HEAD"])?;
    let base = BASES.iter().find_map(|base| {
        let merge = git(&["merge-base", "HEAD", base])?;
        (merge != head).then(|| merge.trim().to_owned())
    })?;
    let list = git(&["diff", "--name-only", &base])?;
    Some(list.lines().map(str::to_owned).collect())
}

/// Where a branch usually starts. On the main branch itself there is nothing to compare with, and every target runs.
const BASES: &[&str] = &["origin/main", "main"];

/// Flags of an instrumented build, as libFuzzer expects it.
const INSTRUMENTED: &str = "--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
     -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
     -Cllvm-args=-sanitizer-coverage-trace-compares -Ccodegen-units=1 -Cdebug-assertions=on -Coverflow-checks=on";

/// Builds the targets; the triple is named so that build scripts and macros stay free of the instrumentation.
fn build(workspace: &Path, targets: &[String]) -> Outcome<Vec<(String, PathBuf)>> {
    let triple = host()?;
    let mut command = cargo(&["build", "--release", "--target", &triple]);
    let directory = crate::metadata::target_directory()?.join("fuzz");
    command.current_dir(workspace).env("RUSTFLAGS", INSTRUMENTED).env("CARGO_TARGET_DIR", &directory);
    for target in targets {
        command.args(["--bin", target]);
    }
    step("fuzz: build", &mut command)?;
    let built = directory.join(triple).join("release");
    Ok(targets.iter().map(|target| (target.clone(), built.join(target))).collect())
}

fn host() -> Outcome<String> {
    let text = output(program("rustc").arg("-vV"))?;
    let host = text.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).ok_or_else(|| "rustc names no host".into())
}

/// Committed inputs are read only; what is found goes to `fuzz/artifacts` (crashes) and into the target directory.
fn run_target(workspace: &Path, target: &str, file: &Path, seconds: u64) -> Outcome {
    let found = file.with_file_name(format!("{target}.corpus"));
    let artifacts = workspace.join("artifacts").join(target);
    for directory in [&found, &artifacts] {
        fs::create_dir_all(directory).map_err(|error| format!("{}: {error}", directory.display()))?;
    }
    let mut command = program(file);
    command
        .arg(format!("-max_total_time={seconds}"))
        .args(["-timeout=10", "-rss_limit_mb=1024", "-print_final_stats=0", "-verbosity=0", "-max_len=4096"])
        .arg(format!("-artifact_prefix={}/", artifacts.display()))
        .arg(&found);
    let corpus = workspace.join("corpus").join(target);
    if corpus.is_dir() {
        command.arg(corpus);
    }
    step(&format!("fuzz: {target}"), &mut command)
}

#[cfg(test)]
mod tests {
    use super::{Options, concerns};

    #[test]
    fn targets_belong_to_crates_by_name() {
        assert!(concerns("crates/wire/src/lib.rs", "wire_dht"));
        assert!(!concerns("crates/wire/src/lib.rs", "wirelike_dht"));
        assert!(concerns("crates/net-crypto/src/lib.rs", "net_crypto_session"));
        assert!(!concerns("crates/relay/src/lib.rs", "wire_relay"));
        assert!(concerns("fuzz/corpus/wire_dht/ping", "wire_dht"));
        assert!(concerns("fuzz/fuzz_targets/wire_dht.rs", "wire_dht"));
        assert!(!concerns("fuzz/fuzz_targets/wire_onion.rs", "wire_dht"));
    }

    #[test]
    fn options() {
        let parse = |words: &[&str]| Options::parse(&words.iter().map(|&word| word.to_owned()).collect::<Vec<_>>());
        let all = parse(&["--minutes", "8", "--changed", "wire_dht"]).unwrap();
        assert_eq!(all, Options { minutes: 8, only_changed: true, targets: vec!["wire_dht".into()] });
        assert!(parse(&["--minutes"]).is_err());
        assert!(parse(&["--fast"]).is_err());
    }
}
