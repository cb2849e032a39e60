//! Links between the project's own texts must lead somewhere.

use std::path::Path;

use crate::shell::{Outcome, git, output, root};

/// Checks every relative link of every tracked Markdown file.
pub(crate) fn check() -> Outcome {
    let root = root();
    let files = output(&mut git(&["ls-files", "-z", "*.md"]))?;
    let mut faults = Vec::new();
    let mut count = 0_usize;
    for name in files.split('\0').filter(|name| !name.is_empty()) {
        let file = root.join(name);
        let text = std::fs::read_to_string(&file).map_err(|error| format!("{name}: {error}"))?;
        let directory = file.parent().unwrap_or(Path::new("."));
        for target in targets(&text) {
            count += 1;
            if !directory.join(target).exists() {
                faults.push(format!("{name}: {target} is not there"));
            }
        }
    }
    if faults.is_empty() {
        println!("links: {count}, all lead somewhere");
        Ok(())
    } else {
        Err(format!("dead links:\n  {}", faults.join("\n  ")))
    }
}

/// What links in this text point to, apart from other sites, items of Rust, and places inside the same text.
fn targets(text: &str) -> impl Iterator<Item = &str> {
    let in_line = text.split("](").skip(1).filter_map(|rest| rest.split_once(')').map(|(target, _)| target));
    let at_end = text.lines().filter(|line| line.starts_with('[')).filter_map(|line| line.split_once("]: "));
    let targets = in_line.chain(at_end.map(|(_, target)| target));
    targets
        .map(|target| target.split('#').next().unwrap_or_default())
        .filter(|target| !target.is_empty() && !target.contains(':') && !target.contains(char::is_whitespace))
}

#[cfg(test)]
mod tests {
    use super::targets;

    #[test]
    fn finds_both_forms_of_links() {
        let text = "see [a](a.md) and [b](b/c.md#part), [web](https://example.org/x), [here](#here)\n\n[d]: ../d.md\n";
        assert_eq!(targets(text).collect::<Vec<_>>(), ["a.md", "b/c.md", "../d.md"]);
    }
}
