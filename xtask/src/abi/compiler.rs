//! The C compiler as a judge: a file that compiles is a check that passed.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use crate::metadata::target_directory;
use crate::shell::{Outcome, output, program};

/// The lines that include every header of a directory.
pub(crate) fn all_headers(include: &Path) -> Outcome<String> {
    let directory = include.join("tox");
    let entries = fs::read_dir(&directory).map_err(|error| format!("{}: {error}", directory.display()))?;
    let mut names: Vec<_> = entries.filter_map(|entry| entry.ok().map(|entry| entry.file_name())).collect();
    names.sort();
    let mut text = String::new();
    for name in names {
        let _ = writeln!(text, "#include <tox/{}>", name.display());
    }
    Ok(text)
}

/// What is left of a source when everything is included and every macro is replaced.
pub(crate) fn preprocess(include: &Path, source: &str) -> Outcome<String> {
    let file = write("preprocess.c", source)?;
    output(program("cc").args(["-E", "-P", "-I"]).arg(include).arg(file))
}

/// Compiles a source without keeping anything; what the compiler says is the error.
pub(crate) fn compile(compiler: &[&str], include: &Path, name: &str, source: &str) -> Outcome {
    let file = write(name, source)?;
    let (first, options) = compiler.split_first().ok_or("no compiler named")?;
    let mut command = program(first);
    command.args(options).args(["-fsyntax-only", "-I"]).arg(include).arg(file);
    let judged = command.output().map_err(|error| format!("cannot start {first}: {error}"))?;
    if judged.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&judged.stderr);
    let lines: Vec<&str> = said.lines().take(LINES_SHOWN).collect();
    Err(format!("{} with {}:\n{}", name, compiler.join(" "), lines.join("\n")))
}

/// Lines of a compiler's complaint that are shown: the first ones matter.
const LINES_SHOWN: usize = 40;

fn write(name: &str, source: &str) -> Outcome<PathBuf> {
    let directory = target_directory()?.join("abi");
    let file = directory.join(name);
    let written = fs::create_dir_all(&directory).and_then(|()| fs::write(&file, source));
    written.map_err(|error| format!("{}: {error}", file.display())).map(|()| file)
}
