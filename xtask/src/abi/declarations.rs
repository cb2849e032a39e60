//! What C headers declare, read from what the preprocessor makes of them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::compiler;
use crate::shell::Outcome;

/// The declarations of Tox in a set of headers.
#[derive(Debug, Default)]
pub(crate) struct Declarations {
    /// Functions with their prototypes.
    pub(crate) functions: BTreeMap<String, String>,
    /// Types that are written without braces: numbers, arrays, callbacks, objects behind pointers.
    pub(crate) types: BTreeMap<String, String>,
    /// Types of structures and enums.
    pub(crate) bodies: BTreeMap<String, String>,
}

impl Declarations {
    /// Reads all headers of `include/tox`.
    pub(crate) fn read(include: &Path) -> Outcome<Declarations> {
        let mut found = Self::default();
        for statement in statements(&compiler::preprocess(include, &compiler::all_headers(include)?)?) {
            found.add(&statement);
        }
        Ok(found)
    }

    fn add(&mut self, statement: &str) {
        let is_type = statement.starts_with("typedef ");
        if let Some((head, rest)) = statement.split_once('{') {
            // The name of a typedef, or the tag of a structure.
            let named = rest.rsplit_once('}').map_or("", |(_, name)| name.trim());
            let name = if is_type && !named.is_empty() { named } else { last_word(head) };
            self.keep(name, statement, |found| &mut found.bodies);
        } else if is_type {
            let head = statement.split(['(', '[']).next().unwrap_or_default();
            self.keep(last_word(head), statement, |found| &mut found.types);
        } else if let Some((head, _)) = statement.split_once('(') {
            self.keep(last_word(head), statement, |found| &mut found.functions);
        }
    }

    fn keep(&mut self, name: &str, statement: &str, part: fn(&mut Self) -> &mut BTreeMap<String, String>) {
        if name.to_lowercase().starts_with("tox") {
            part(self).insert(name.to_owned(), statement.to_owned());
        }
    }

    /// Every name inside the braces of structures and enums.
    pub(crate) fn members(&self) -> BTreeSet<&str> {
        self.bodies.values().flat_map(|body| body.split_once('{')).flat_map(|(_, inner)| words(inner)).collect()
    }

    /// Every constant of an enum.
    pub(crate) fn constants(&self) -> BTreeSet<&str> {
        let enums = self.bodies.values().filter(|body| body.contains("enum "));
        enums
            .filter_map(|body| body.split_once('{'))
            .flat_map(|(_, inner)| words(inner))
            .filter(|word| upper(word))
            .collect()
    }
}

fn upper(word: &str) -> bool {
    word.starts_with("TOX") && word.chars().all(|letter| !letter.is_ascii_lowercase())
}

/// The names in a text.
pub(crate) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}

fn last_word(text: &str) -> &str {
    words(text).last().unwrap_or_default()
}

/// Cuts a text at the semicolons that stand outside of braces.
fn statements(text: &str) -> Vec<String> {
    let mut statements = Vec::new();
    let mut statement = String::new();
    let mut depth = 0_i32;
    for letter in text.chars() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            ';' if depth == 0 => {
                let whole = std::mem::take(&mut statement);
                statements.push(whole.split_whitespace().collect::<Vec<_>>().join(" "));
                continue;
            }
            _ => {}
        }
        statement.push(letter);
    }
    statements
}

#[cfg(test)]
mod tests {
    use super::{Declarations, statements};

    #[test]
    fn declarations_are_told_apart() {
        let text = "typedef unsigned uint32_t; typedef struct Tox Tox; typedef uint8_t Tox_Id[4];\n\
                    typedef enum Tox_E { TOX_E_A, TOX_E_B = 4 } Tox_E; struct Tox_O { int a; };\n\
                    typedef void tox_x_cb(Tox *tox, Tox_E e); const char *tox_f(const Tox *tox,\n int a);";
        let mut found = Declarations::default();
        statements(text).iter().for_each(|statement| found.add(statement));
        assert_eq!(found.functions.keys().collect::<Vec<_>>(), ["tox_f"]);
        assert_eq!(found.types.keys().collect::<Vec<_>>(), ["Tox", "Tox_Id", "tox_x_cb"]);
        assert_eq!(found.bodies.keys().collect::<Vec<_>>(), ["Tox_E", "Tox_O"]);
        assert_eq!(found.constants().into_iter().collect::<Vec<_>>(), ["TOX_E_A", "TOX_E_B"]);
        assert!(found.members().contains("a"));
    }
}
