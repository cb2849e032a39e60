//! Every test that `docs/defects.md` names must exist: a table that nobody checks soon tells of tests that were renamed.

use std::collections::BTreeSet;

use crate::shell::{Outcome, git, output, root};

/// Looks for each name of the table as a function or a fuzz target.
pub(crate) fn check() -> Outcome {
    let table = root().join("docs/defects.md");
    let text = std::fs::read_to_string(&table).map_err(|error| format!("docs/defects.md: {error}"))?;
    let names: BTreeSet<&str> = names(&text).collect();
    let functions = output(&mut git(&["grep", "-hoE", "fn [a-z0-9_]+", "--", "crates"]))?;
    let mut known: BTreeSet<&str> = functions.lines().filter_map(|line| line.strip_prefix("fn ")).collect();
    let targets = output(&mut git(&["ls-files", "fuzz/fuzz_targets"]))?;
    known.extend(targets.lines().filter_map(|file| file.strip_prefix("fuzz/fuzz_targets/")?.strip_suffix(".rs")));
    let missing: Vec<&str> = names.difference(&known).copied().collect();
    if missing.is_empty() {
        println!("defects: {} tests named, all there", names.len());
        Ok(())
    } else {
        Err(format!("docs/defects.md names tests that do not exist:\n  {}", missing.join("\n  ")))
    }
}

/// Words in code font with an underscore: names of tests and fuzz targets.
fn names(text: &str) -> impl Iterator<Item = &str> {
    let quoted = text.split('`').skip(1).step_by(2);
    quoted.filter(|word| {
        word.contains('_') && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
    })
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn only_names_of_functions_count() {
        let text = "`a_test`, `tests/abuse`, `driver` and `a_test_of_2` (`dht/request.rs`), no_test";
        assert_eq!(names(text).collect::<Vec<_>>(), ["a_test", "a_test_of_2"]);
    }
}
