//! Writes the C headers from the source of the C library: `toxcore-headers SOURCE TABLES INCLUDE`.
//!
//! cbindgen reads the declarations. What it has no switch for is done here: each name goes into the header of the interface
//! that it belongs to, types stand before the first function that needs them, callbacks are function types as C programs
//! expect them, and each source file becomes a section.
#![forbid(unsafe_code)]

mod bindings;
mod compose;
mod frame;
mod item;
mod tables;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

type Outcome<T = ()> = Result<T, String>;

fn main() -> ExitCode {
    let arguments: Vec<PathBuf> = env::args_os().skip(1).map(PathBuf::from).collect();
    let outcome = match arguments.as_slice() {
        [source, tables, include] => run(source, tables, include),
        _ => Err("usage: toxcore-headers SOURCE TABLES INCLUDE".into()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("toxcore-headers: {reason}");
            ExitCode::FAILURE
        }
    }
}

fn run(source: &Path, tables: &Path, include: &Path) -> Outcome {
    let interface = tables::Interface::read(tables)?;
    let mut files = Vec::new();
    collect_sources(source, &mut files)?;
    files.sort();
    let declarations = bindings::read(&source.join("lib.rs"), &files, &interface)?;
    fs::create_dir_all(include).map_err(|error| format!("{}: {error}", include.display()))?;
    for (header, text) in compose::headers(&declarations, &interface)? {
        let file = include.join(&header);
        fs::write(&file, text).map_err(|error| format!("{}: {error}", file.display()))?;
    }
    Ok(())
}

/// Every source file but tests.
fn collect_sources(directory: &Path, files: &mut Vec<PathBuf>) -> Outcome {
    let said = |error: std::io::Error| format!("{}: {error}", directory.display());
    for entry in fs::read_dir(directory).map_err(said)? {
        let path = entry.map_err(said)?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if path.is_dir() {
            if name != "tests" {
                collect_sources(&path, files)?;
            }
        } else if name.ends_with(".rs") && name != "tests.rs" {
            files.push(path);
        }
    }
    Ok(())
}
