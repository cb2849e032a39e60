//! `cargo xtask abi`: the C library against the interface that it stands in for.
//!
//! What Debian's libtoxcore declares is compared by the C compiler, with the headers of its packages; what no Debian build
//! declares is compared with the tables in `crates/ffi/abi`.

mod compare;
mod compiler;
mod declarations;
mod dialects;
mod known;
mod programs;
mod symbols;
pub(crate) mod table;

use declarations::Declarations;

use crate::library::{Library, Profile};
use crate::peers;
use crate::shell::{Outcome, has_program, root};

/// Builds the library as the tests use it and compares; every fault is told, not only the first.
pub(crate) fn run() -> Outcome {
    for needed in ["nm", "cc"] {
        if !has_program(needed) {
            return Err(format!("{needed} is not here: it comes with the package gcc"));
        }
    }
    let library = Library::build(Profile::Dev)?;
    let include = root().join("include");
    let ours = Declarations::read(&include)?;
    let mut outcomes = vec![symbols::check(&library), compare::with_tables(&include, &ours)];
    outcomes.push(dialects::check(&include));
    outcomes.push(programs::of_debian(&include));
    match peers::provide() {
        Some(peers) => {
            for suite in peers::SUITES {
                let package = peers.join(suite);
                if package.join("include/tox").is_dir() {
                    outcomes.push(compare::with_package(suite, &package.join("include"), &ours));
                    outcomes.push(programs::of_ours(suite, &package.join("include")));
                    outcomes.push(symbols::covers(suite, &package.join("lib/libtoxcore.so.2")));
                }
            }
        }
        None => println!("SKIPPED: {}", peers::MISSING),
    }
    let faults: Vec<String> = outcomes.into_iter().filter_map(Result::err).collect();
    if faults.is_empty() { Ok(()) } else { Err(faults.join("\n")) }
}
