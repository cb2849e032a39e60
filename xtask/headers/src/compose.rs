//! Puts declarations into headers: in sections, and each type before what needs it.

use std::collections::HashSet;
use std::fmt::Write as _;

use crate::Outcome;
use crate::bindings::{Declarations, Section};
use crate::frame::{FRAMES, Frame};
use crate::item::Item;
use crate::tables::Interface;

/// The text of every header.
pub(crate) fn headers(declarations: &Declarations, interface: &Interface) -> Outcome<Vec<(String, String)>> {
    for function in declarations.sections.iter().flat_map(|section| &section.functions) {
        if !interface.functions.contains_key(&function.name) {
            return Err(format!("{} is in no table: which header shall declare it?", function.name));
        }
    }
    let mut composer = Composer { declarations, interface, written: HashSet::new(), header: "", text: String::new() };
    Ok(FRAMES.iter().map(|frame| (frame.name.to_owned(), composer.header(frame))).collect())
}

struct Composer<'a> {
    declarations: &'a Declarations,
    interface: &'a Interface,
    /// What stands in this header or in one before it.
    written: HashSet<&'a str>,
    header: &'static str,
    text: String,
}

impl<'a> Composer<'a> {
    fn header(&mut self, frame: &'static Frame) -> String {
        self.header = frame.name;
        self.text = opening(frame);
        self.macros_of_versions(frame);
        for section in self.sections() {
            let functions: Vec<&'a Item> = self.functions_of(section).collect();
            let _ = write!(self.text, "\n/**\n * @{{ @name {}\n */\n", section.title);
            for function in functions {
                self.needs(function);
                self.put(function);
            }
            self.text.push_str("\n/** @} */\n");
        }
        self.the_rest();
        if !frame.after.is_empty() {
            let _ = write!(self.text, "\n{}", frame.after);
        }
        self.old_names();
        self.text.push_str(&closing(frame));
        std::mem::take(&mut self.text)
    }

    /// The sections with functions of this header, in the order in which the interface has them.
    fn sections(&self) -> Vec<&'a Section> {
        let first = |section: &'a Section| self.functions_of(section).map(|item| self.order(item)).min();
        let mut sections: Vec<(usize, &'a Section)> =
            self.declarations.sections.iter().filter_map(|section| Some((first(section)?, section))).collect();
        sections.sort_by_key(|(order, _)| *order);
        sections.into_iter().map(|(_, section)| section).collect()
    }

    fn functions_of(&self, section: &'a Section) -> impl Iterator<Item = &'a Item> + use<'a> {
        let (interface, header) = (self.interface, self.header);
        section
            .functions
            .iter()
            .filter(move |item| interface.functions.get(&item.name).is_some_and(|place| place.header == header))
    }

    fn order(&self, function: &Item) -> usize {
        self.interface.functions.get(&function.name).map_or(usize::MAX, |place| place.order)
    }

    /// Writes the types that a declaration mentions, and the macro that a function repeats.
    fn needs(&mut self, item: &'a Item) {
        let declarations = self.declarations;
        let mirrored = item.name.to_uppercase();
        let needed: Vec<&'a Item> =
            item.words().chain([mirrored.as_str()]).filter_map(|word| declarations.types.get(word)).collect();
        for needed in needed {
            if needed.name != item.name && !self.written.contains(needed.name.as_str()) {
                self.needs(needed);
                self.put(needed);
            }
        }
    }

    fn put(&mut self, item: &'a Item) {
        if !self.written.insert(&item.name) {
            return;
        }
        self.text.push('\n');
        if !item.comment.is_empty() {
            self.text.push_str(&comment(&item.comment));
            self.text.push('\n');
        }
        self.text.push_str(&item.code);
        self.text.push('\n');
    }

    /// What no function of the header mentions.
    fn the_rest(&mut self) {
        let mut rest: Vec<&'a Item> = self
            .declarations
            .types
            .values()
            .filter(|item| self.interface.types.get(&item.name).is_some_and(|header| header == self.header))
            .collect();
        rest.sort_by_key(|item| &item.name);
        for item in rest {
            if !self.written.contains(item.name.as_str()) {
                self.needs(item);
                self.put(item);
            }
        }
    }

    /// The version stands first: the macro that compares it needs it.
    fn macros_of_versions(&mut self, frame: &Frame) {
        let declarations = self.declarations;
        if frame.name == "tox.h" {
            for name in ["TOX_VERSION_MAJOR", "TOX_VERSION_MINOR", "TOX_VERSION_PATCH"] {
                if let Some(item) = declarations.types.get(name) {
                    self.put(item);
                }
            }
        }
        if !frame.before.is_empty() {
            let _ = write!(self.text, "\n{}", frame.before);
        }
    }

    fn old_names(&mut self) {
        let old: Vec<&[String; 3]> =
            self.interface.old_names.iter().filter(|[header, ..]| header == self.header).collect();
        if old.is_empty() {
            return;
        }
        self.text.push_str("\n#ifndef TOX_HIDE_DEPRECATED\n/* Names of earlier versions. */\n");
        for [_, name, meaning] in old {
            let _ = writeln!(self.text, "typedef {meaning} {name};");
        }
        self.text.push_str("#endif /* TOX_HIDE_DEPRECATED */\n");
    }
}

/// Links of rustdoc as plain names.
fn comment(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, link)) = rest.split_once("[`") {
        plain.push_str(before);
        let Some((name, after)) = link.split_once("`]") else {
            plain.push_str("[`");
            rest = link;
            continue;
        };
        plain.push_str(name);
        rest = match after.strip_prefix('(').and_then(|target| target.split_once(')')) {
            Some((_, after)) => after,
            None => after,
        };
    }
    plain + rest
}

fn opening(frame: &Frame) -> String {
    let guard = guard(frame);
    let mut text = String::from("/* SPDX-License-Identifier: MIT OR Apache-2.0 */\n\n/**\n * @file\n *\n");
    for line in frame.about.lines() {
        text.push_str(format!(" * {line}").trim_end());
        text.push('\n');
    }
    text.push_str(" */\n/* Written by `cargo xtask header` from the library's source: changes belong there. */\n");
    let _ = write!(text, "#ifndef {guard}\n#define {guard}\n");
    if !frame.includes.is_empty() {
        text.push('\n');
    }
    for include in frame.includes {
        let _ = writeln!(text, "#include {include}");
    }
    text.push_str("\n#ifdef __cplusplus\nextern \"C\" {\n#endif\n");
    text
}

fn closing(frame: &Frame) -> String {
    format!("\n#ifdef __cplusplus\n}} /* extern \"C\" */\n#endif\n\n#endif /* {} */\n", guard(frame))
}

/// The names that the headers' guards always had: programs ask for `C_TOXCORE_TOXCORE_TOX_H` at times.
fn guard(frame: &Frame) -> String {
    let folder = match frame.name {
        "toxav.h" => "TOXAV",
        "toxencryptsave.h" => "TOXENCRYPTSAVE",
        _ => "TOXCORE",
    };
    format!("C_TOXCORE_{folder}_{}", frame.name.to_uppercase().replace('.', "_"))
}

#[cfg(test)]
mod tests {
    use super::comment;

    #[test]
    fn links_of_rustdoc_become_names() {
        let text = " * See [`Tox`](crate::handle::Tox) and [`tox_new`], [x] stays.";
        assert_eq!(comment(text), " * See Tox and tox_new, [x] stays.");
    }
}
