//! The direction of dependencies: a crate depends only on crates to its left, and siblings never on each other.

use crate::metadata::{Metadata, Package};
use crate::shell::Outcome;

/// What each crate may depend on in use, of our own crates. A crate that is not in the table is an error: whoever adds
/// one decides where it stands.
const LAYERS: &[(&str, &[&str])] = &[
    ("toxcore-crypto-sodium", &[]),
    ("toxcore-crypto", &["toxcore-crypto-sodium"]),
    ("toxcore-wire", &["toxcore-crypto"]),
    ("toxcore-sansio", &["toxcore-crypto", "toxcore-wire"]),
    ("toxcore-dht", SIBLING),
    ("toxcore-onion", SIBLING),
    ("toxcore-relay", SIBLING),
    ("toxcore-net-crypto", SIBLING),
    ("toxcore-friend", SIBLING),
    ("toxcore-messenger", SIBLING),
    ("toxcore-conference", SIBLING),
    ("toxcore-group", SIBLING),
    ("toxcore-net", &["toxcore-sansio"]),
    ("toxcore-sim", &["toxcore-sansio"]),
    ("toxcore", CLIENT),
    ("toxcore-tokio", DRIVER),
    ("toxcore-ffi", DRIVER),
    ("toxcore-node", OWNER),
    // Never published: tests, measurements and tools may look at everything.
    ("toxcore-interop", ANYTHING),
    ("toxcore-bench", ANYTHING),
    ("xtask", &[]),
];

const SIBLING: &[&str] = &["toxcore-crypto", "toxcore-wire", "toxcore-sansio"];
const OWNER: &[&str] = &[
    "toxcore-crypto",
    "toxcore-wire",
    "toxcore-sansio",
    "toxcore-dht",
    "toxcore-onion",
    "toxcore-relay",
    "toxcore-net",
];
const CLIENT: &[&str] = &[
    "toxcore-crypto",
    "toxcore-wire",
    "toxcore-sansio",
    "toxcore-dht",
    "toxcore-onion",
    "toxcore-relay",
    "toxcore-net-crypto",
    "toxcore-friend",
    "toxcore-messenger",
    "toxcore-conference",
    "toxcore-group",
];
/// Profile files are encrypted by whoever writes them.
const DRIVER: &[&str] = &["toxcore-crypto", "toxcore", "toxcore-net"];
const ANYTHING: &[&str] = &[
    "toxcore-crypto",
    "toxcore-wire",
    "toxcore-sansio",
    "toxcore-dht",
    "toxcore-onion",
    "toxcore-relay",
    "toxcore-net-crypto",
    "toxcore-friend",
    "toxcore-messenger",
    "toxcore-conference",
    "toxcore-group",
    "toxcore",
    "toxcore-tokio",
    "toxcore-ffi",
    "toxcore-net",
    "toxcore-sim",
    "toxcore-node",
];

/// What tests may use beyond the crate's own dependencies: the simulated network.
const FOR_TESTS: &str = "toxcore-sim";

/// Checks every package of the workspace against the table.
pub(crate) fn check(metadata: &Metadata) -> Outcome {
    let names: Vec<&str> = metadata.own().map(|package| package.name.as_str()).collect();
    let faults: Vec<String> = metadata.own().flat_map(|package| faults(package, &names)).collect();
    if faults.is_empty() {
        println!("layers: {} crates, every dependency points to the left", names.len());
        Ok(())
    } else {
        Err(format!("layers:\n  {}", faults.join("\n  ")))
    }
}

fn faults(package: &Package, own: &[&str]) -> Vec<String> {
    let Some((_, allowed)) = LAYERS.iter().find(|(name, _)| *name == package.name) else {
        return vec![format!("{} has no place in the table of layers", package.name)];
    };
    let is_own = |name: &&String| own.contains(&name.as_str());
    let wrong = package.needs.iter().filter(is_own).filter(|name| !allowed.contains(&name.as_str()));
    let wrong_for_tests = package
        .needs_for_tests
        .iter()
        .filter(is_own)
        .filter(|name| !allowed.contains(&name.as_str()) && *name != FOR_TESTS && **name != package.name);
    wrong.chain(wrong_for_tests).map(|name| format!("{} must not depend on {name}", package.name)).collect()
}

#[cfg(test)]
mod tests {
    use super::faults;
    use crate::metadata::Package;

    fn package(name: &str, needs: &[&str], needs_for_tests: &[&str]) -> Package {
        let owned = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
        Package {
            name: name.into(),
            version: String::new(),
            license: None,
            in_workspace: true,
            needs: owned(needs),
            needs_for_tests: owned(needs_for_tests),
        }
    }

    #[test]
    fn siblings_and_upward_dependencies_are_faults() {
        let own = ["toxcore-dht", "toxcore-onion", "toxcore-sim", "toxcore-wire", "toxcore-node"];
        assert!(faults(&package("toxcore-onion", &["toxcore-wire", "bytes"], &["toxcore-sim"]), &own).is_empty());
        assert_eq!(faults(&package("toxcore-onion", &["toxcore-dht"], &[]), &own).len(), 1);
        assert_eq!(faults(&package("toxcore-onion", &[], &["toxcore-dht"]), &own).len(), 1);
        assert_eq!(faults(&package("toxcore-wire", &["toxcore-node"], &[]), &own).len(), 1);
        assert_eq!(faults(&package("toxcore-unknown", &[], &[]), &own).len(), 1);
    }
}
