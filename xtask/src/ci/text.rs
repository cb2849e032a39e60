//! Text that must not be in the project: paths of the machine that it was written on.

use std::path::{Component, Path};

use crate::shell::{Outcome, git, output, root};

/// Files of other people or other programs.
const NOT_OURS: &[&str] = &["Cargo.lock", "LICENSE-APACHE", "LICENSE-MIT"];

/// Looks through every tracked text file for the absolute paths of this machine.
pub(crate) fn check() -> Outcome {
    let root = root();
    let home = std::env::var_os("HOME").unwrap_or_default();
    let mut forbidden: Vec<String> = [root.as_path(), Path::new(&home)].into_iter().filter_map(distinctive).collect();
    forbidden.extend(["/home".to_owned(), "/Users".to_owned()]);
    let files = output(&mut git(&["ls-files", "-z"]))?;
    let mut faults = Vec::new();
    let mut count = 0_usize;
    for name in files.split('\0').filter(|name| !name.is_empty()) {
        let file = Path::new(name);
        if file.file_name().and_then(|name| name.to_str()).is_some_and(|name| NOT_OURS.contains(&name)) {
            continue;
        }
        // What is not UTF-8 is a corpus or a vector.
        let Ok(text) = std::fs::read_to_string(root.join(file)) else { continue };
        count += 1;
        for (number, line) in text.lines().enumerate() {
            if let Some(path) = forbidden.iter().find(|path| mentions(line, path)) {
                faults.push(format!("{name}:{}: names {path}", number + 1));
            }
        }
    }
    if faults.is_empty() {
        println!("text: {count} files, no path of this machine");
        Ok(())
    } else {
        Err(format!("forbidden text:\n  {}", faults.join("\n  ")))
    }
}

/// The path as text, if it is long enough to mean this machine: `/src` could be in any text.
fn distinctive(path: &Path) -> Option<String> {
    let parts = path.components().filter(|part| matches!(part, Component::Normal(_))).count();
    let text = path.to_str()?;
    (parts >= 2 || text == "/root").then(|| text.to_owned())
}

/// Whether the line contains this path from its beginning, with something below it.
fn mentions(line: &str, path: &str) -> bool {
    line.match_indices(path).any(|(at, _)| {
        let before = line.get(..at).and_then(|text| text.chars().next_back());
        let after = line.get(at + path.len()..).and_then(|text| text.chars().next());
        let in_a_name = |c: char| c.is_alphanumeric() || "._-*}>".contains(c);
        !before.is_some_and(in_a_name) && after == Some('/')
    })
}

#[cfg(test)]
mod tests {
    use super::mentions;

    #[test]
    fn only_whole_absolute_paths_count() {
        let path = ["/ho", "me"].concat();
        assert!(mentions(&format!("in {path}/x"), &path));
        assert!(mentions(&format!("{path}/x"), &path));
        assert!(!mentions(&format!("a{path}/x"), &path));
        assert!(!mentions(&format!("{path}less"), &path));
    }
}
