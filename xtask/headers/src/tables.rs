//! Which name belongs to which header, as the tables of the interface say.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use crate::Outcome;

/// The interface.
#[derive(Debug)]
pub(crate) struct Interface {
    /// Functions in the order of their headers.
    pub(crate) functions: HashMap<String, Place>,
    /// Enums, structs, aliases, callbacks and macros.
    pub(crate) types: HashMap<String, String>,
    /// Names of enums.
    pub(crate) enums: Vec<String>,
    /// Names of callback types.
    pub(crate) callbacks: Vec<String>,
    /// Older names: header, name, and what it stands for.
    pub(crate) old_names: Vec<[String; 3]>,
}

/// Where a function stands.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub(crate) header: String,
    /// Its place among all functions: sections are sorted by it.
    pub(crate) order: usize,
}

/// Types that an earlier header than their own needs, or that several declare.
const MOVED: &[(&str, &str)] = &[("Tox", "tox_options.h"), ("Tox_System", "tox_private.h")];

impl Interface {
    /// Reads the tables.
    pub(crate) fn read(tables: &Path) -> Outcome<Interface> {
        let rows = |name: &str| rows(&tables.join(name));
        let mut functions = HashMap::new();
        for (order, [header, name]) in rows("functions-0.2.23.tsv")?.into_iter().enumerate() {
            functions.insert(name, Place { header, order });
        }
        let mut types = HashMap::new();
        let mut enums = Vec::new();
        let mut callbacks = Vec::new();
        let mut old_names = Vec::new();
        for [header, name] in rows("enums-0.2.23.tsv")? {
            if types.insert(name.clone(), header).is_none() {
                enums.push(name);
            }
        }
        for [header, name] in rows("callbacks-0.2.23.tsv")? {
            callbacks.push(name.clone());
            types.insert(name, header);
        }
        for [header, name] in rows("defines-0.2.23.tsv")?.into_iter().chain(rows("structs-0.2.23.tsv")?) {
            types.entry(name).or_insert(header);
        }
        for [header, name, meaning] in self::rows::<3>(&tables.join("aliases-0.2.23.tsv"))? {
            if name.starts_with("TOX") && !meaning.ends_with(']') {
                old_names.push([header, name, meaning]);
            } else {
                types.entry(name).or_insert(header);
            }
        }
        for (name, header) in MOVED {
            types.insert((*name).to_owned(), (*header).to_owned());
        }
        Ok(Interface { functions, types, enums, callbacks, old_names })
    }

    /// The name in C of a callback type, whose name in Rust is the same in camel case.
    pub(crate) fn callback(&self, camel: &str) -> Option<&str> {
        let wanted = camel.to_lowercase();
        self.callbacks.iter().find(|name| name.replace('_', "") == wanted).map(String::as_str)
    }
}

/// The first fields of each row of a table.
fn rows<const N: usize>(file: &Path) -> Outcome<Vec<[String; N]>> {
    let text = fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    text.lines()
        .skip(1)
        .map(|line| {
            let fields: Vec<String> = line.split('\t').take(N).map(str::to_owned).collect();
            fields.try_into().map_err(|_| format!("{}: too few fields: {line}", file.display()))
        })
        .collect()
}
