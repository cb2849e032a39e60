//! Our headers beside the tables, and beside the headers of Debian's packages.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use super::declarations::{Declarations, words};
use super::known::{OTHER_VALUES, is_known};
use super::{compiler, table};
use crate::shell::Outcome;

/// Warnings off that speak of nothing that a program notices.
const C11: &[&str] = &["cc", "-std=c11", "-Werror", "-Wno-array-parameter"];

/// Compares our headers with the tables, in both directions.
pub(crate) fn with_tables(include: &Path, ours: &Declarations) -> Outcome {
    let functions = table::read("functions-0.2.23.tsv")?;
    let callbacks = table::read("callbacks-0.2.23.tsv")?;
    let enums = table::read("enums-0.2.23.tsv")?;
    let mut source = compiler::all_headers(include)?;
    let mut missing = Vec::new();
    for [_, name, _, _, prototype] in rows(&functions) {
        if ours.functions.contains_key(name) {
            let _ = writeln!(source, "{prototype};");
        } else {
            missing.push(name);
        }
    }
    for [_, name, function] in rows(&callbacks) {
        if ours.types.contains_key(name) {
            let _ = writeln!(source, "typedef {};", function.replacen('(', &format!("{name}("), 1));
        } else {
            missing.push(name);
        }
    }
    for [_, name, aliased] in rows(&table::read("aliases-0.2.23.tsv")?) {
        let (base, array) =
            aliased.split_once('[').map_or((aliased, String::new()), |(base, size)| (base, format!("[{size}")));
        let _ = writeln!(source, "typedef {base} {name}{array};");
    }
    let constants = ours.constants();
    for [_, _, name, value] in rows(&enums) {
        if constants.contains(name) {
            equal(&mut source, name, value);
        } else {
            missing.push(name);
        }
    }
    for [_, name, _, value] in rows(&table::read("defines-0.2.23.tsv")?) {
        if value.parse::<u32>().is_ok() {
            equal(&mut source, name, value);
        }
    }
    layout(&mut source, |_, _| true)?;
    println!("tables: {} of {} functions declared", functions.len() - count(&missing, &functions), functions.len());
    compiler::compile(C11, include, "tables.c", &source)?;
    let known: BTreeSet<String> = table::names("exports-0.2.23.txt")?.into_iter().collect();
    let foreign: Vec<&String> = ours.functions.keys().filter(|name| !known.contains(*name)).collect();
    if missing.is_empty() && foreign.is_empty() {
        return Ok(());
    }
    Err(format!("headers: missing {missing:?}, with no place in the interface {foreign:?}"))
}

fn count(names: &[&str], functions: &[Vec<String>]) -> usize {
    functions.iter().filter(|row| row.get(1).is_some_and(|name| names.contains(&name.as_str()))).count()
}

/// Compares our headers with those of a package: whatever it declares, ours must declare in the same way, but for the
/// differences that we know.
pub(crate) fn with_package(suite: &str, include: &Path, ours: &Declarations) -> Outcome {
    let theirs = Declarations::read(include)?;
    let mut source = compiler::all_headers(include)?;
    let known = |name: &str| is_known(suite, name);
    // Our numbers have names that theirs may not have.
    for (name, declaration) in &ours.types {
        let plain = !declaration.contains('(') && !declaration.contains('[');
        let resolved = words(declaration).all(|word| !word.starts_with("Tox_Err") || theirs.bodies.contains_key(word));
        if !known(name) && resolved && (theirs.types.contains_key(name) || plain) {
            let _ = writeln!(source, "{declaration};");
        }
    }
    let mut compared = 0_usize;
    let mut missing = Vec::new();
    for name in theirs.functions.keys() {
        if known(name) {
            continue;
        }
        match ours.functions.get(name) {
            Some(prototype) => {
                let _ = writeln!(source, "{prototype};");
                compared += 1;
            }
            None => missing.push(name.as_str()),
        }
    }
    let constants = theirs.constants();
    let enums = table::read("enums-0.2.23.tsv")?;
    for [_, _, name, value] in rows(&enums) {
        if constants.contains(name) {
            equal(&mut source, name, value);
        }
    }
    let ours_constants = ours.constants();
    missing.extend(constants.iter().filter(|name| !ours_constants.contains(*name) && !known(name)));
    for [_, name, _, value] in rows(&table::read("defines-0.2.23.tsv")?) {
        let other = OTHER_VALUES.iter().any(|(suites, names)| suites.contains(&suite) && names.contains(&name));
        if value.parse::<u32>().is_ok() && !other {
            let _ = writeln!(source, "#ifdef {name}");
            equal(&mut source, name, value);
            source.push_str("#endif\n");
        }
    }
    let members = theirs.members();
    layout(&mut source, |structure, member| theirs.bodies.contains_key(structure) && members.contains(member))?;
    compiler::compile(C11, include, &format!("{suite}.c"), &source)?;
    println!("{suite}: {compared} prototypes and {} constants as in its headers", constants.len());
    if missing.is_empty() { Ok(()) } else { Err(format!("{suite} declares what our headers lack: {missing:?}")) }
}

/// A line that only compiles if the values are the same.
fn equal(source: &mut String, name: &str, value: &str) {
    let _ = writeln!(source, "_Static_assert(({name}) == {value}, \"{name} is {value}\");");
}

/// The offsets of members, and the sizes of structures, for those that `wanted` chooses.
fn layout(source: &mut String, wanted: impl Fn(&str, &str) -> bool) -> Outcome {
    source.push_str("#include <stddef.h>\n");
    for [structure, member, offset, size] in rows(&table::read("struct-layout-0.2.23.tsv")?) {
        let is_enum = structure.starts_with("enum ");
        let is_size = member.starts_with('(');
        if !is_enum && is_size && wanted(structure, "") {
            // `(sizeof/align)`: the size stands in the column of offsets.
            let _ =
                writeln!(source, "_Static_assert(sizeof(struct {structure}) == {offset}, \"size of {structure}\");");
        }
        if !is_enum && !is_size && wanted(structure, member) {
            let _ = writeln!(
                source,
                "_Static_assert(offsetof(struct {structure}, {member}) == {offset}, \"place of {member}\");\n\
                 _Static_assert(sizeof(((struct {structure} *)0)->{member}) == {size}, \"size of {member}\");"
            );
        }
    }
    Ok(())
}

/// The rows of a table that have this many fields, as arrays.
fn rows<const N: usize>(table: &[Vec<String>]) -> impl Iterator<Item = [&str; N]> {
    table.iter().filter_map(|row| row.iter().map(String::as_str).collect::<Vec<_>>().try_into().ok())
}
