//! The tables in `crates/ffi/abi`: tab-separated, with a heading.

use std::fs;

use crate::shell::{Outcome, root};

/// Reads a table; each row has as many fields as the heading.
pub(crate) fn read(name: &str) -> Outcome<Vec<Vec<String>>> {
    let text = text(name)?;
    let mut lines = text.lines();
    let columns = lines.next().unwrap_or_default().split('\t').count();
    lines
        .map(|line| {
            let fields: Vec<String> = line.split('\t').map(str::to_owned).collect();
            if fields.len() == columns { Ok(fields) } else { Err(format!("{name}: not {columns} fields in: {line}")) }
        })
        .collect()
}

/// Reads a list of names, one a line.
pub(crate) fn names(name: &str) -> Outcome<Vec<String>> {
    Ok(text(name)?.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(str::to_owned).collect())
}

fn text(name: &str) -> Outcome<String> {
    let file = root().join("crates/ffi/abi").join(name);
    fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))
}
