//! Every package that we build with must be under a licence of the allow list in `deny.toml`.

use std::fs;

use crate::metadata::Metadata;
use crate::shell::{Outcome, root};

/// Checks the licence expression of every package against the allow list.
pub(crate) fn check(metadata: &Metadata) -> Outcome {
    let text = fs::read_to_string(root().join("deny.toml")).map_err(|error| format!("deny.toml: {error}"))?;
    let allowed = allow_list(&text);
    if allowed.is_empty() {
        return Err("deny.toml: no `allow = [ … ]`".into());
    }
    let mut faults = Vec::new();
    for package in &metadata.packages {
        match package.license.as_deref() {
            None => faults.push(format!("{} {} names no licence", package.name, package.version)),
            Some(expression) if !permits(expression, &allowed) => {
                faults.push(format!("{} {}: {expression}", package.name, package.version));
            }
            Some(_) => {}
        }
    }
    if faults.is_empty() {
        println!("licences: {} packages, all on the allow list", metadata.packages.len());
        Ok(())
    } else {
        Err(format!("licences that deny.toml does not allow:\n  {}", faults.join("\n  ")))
    }
}

/// The strings of the first `allow = [ … ]`.
fn allow_list(text: &str) -> Vec<String> {
    let without_comments: String =
        text.lines().map(|line| line.split('#').next().unwrap_or_default()).collect::<Vec<_>>().join("\n");
    let Some((_, rest)) = without_comments.split_once("allow = [") else { return Vec::new() };
    let list = rest.split(']').next().unwrap_or_default();
    list.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

/// Whether an SPDX expression can be satisfied with allowed licences. `A/B`, the old form, means `A OR B`.
fn permits(expression: &str, allowed: &[String]) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let mut words = spaced.split_whitespace().peekable();
    let result = either(&mut words, allowed);
    result && words.next().is_none()
}

type Words<'a> = std::iter::Peekable<std::str::SplitWhitespace<'a>>;

fn either(words: &mut Words<'_>, allowed: &[String]) -> bool {
    let mut result = both(words, allowed);
    while words.next_if_eq(&"OR").is_some() {
        result |= both(words, allowed);
    }
    result
}

fn both(words: &mut Words<'_>, allowed: &[String]) -> bool {
    let mut result = licence(words, allowed);
    while words.next_if_eq(&"AND").is_some() {
        result &= licence(words, allowed);
    }
    result
}

fn licence(words: &mut Words<'_>, allowed: &[String]) -> bool {
    let Some(word) = words.next() else { return false };
    if word == "(" {
        let result = either(words, allowed);
        return words.next() == Some(")") && result;
    }
    // An exception only adds permissions.
    if words.next_if_eq(&"WITH").is_some() {
        words.next();
    }
    allowed.iter().any(|name| name == word)
}

#[cfg(test)]
mod tests {
    use super::{allow_list, permits};

    #[test]
    fn expressions() {
        let allowed =
            allow_list("[licenses]\n# allow = [\"GPL-3.0-only\"]\nallow = [\n \"MIT\", # short\n \"Unicode-3.0\" ]\n");
        assert_eq!(allowed, ["MIT", "Unicode-3.0"]);
        for good in
            ["MIT", "MIT/Apache-2.0", "GPL-3.0-only OR MIT", "(MIT OR Apache-2.0) AND Unicode-3.0", "MIT WITH X"]
        {
            assert!(permits(good, &allowed), "{good}");
        }
        for bad in ["", "GPL-3.0-only", "MIT AND GPL-3.0-only", "(MIT", "MIT MIT", "AND MIT"] {
            assert!(!permits(bad, &allowed), "{bad}");
        }
    }
}
