//! The packages of the workspace and their dependencies, as `cargo metadata` tells them.

use std::path::PathBuf;

use crate::json::Json;
use crate::shell::{Outcome, cargo, output};

/// One package, of the workspace or from outside.
#[derive(Debug, Clone)]
pub(crate) struct Package {
    pub(crate) name: String,
    pub(crate) version: String,
    pub(crate) license: Option<String>,
    pub(crate) in_workspace: bool,
    /// Names of the packages that it needs in use (not: for its tests).
    pub(crate) needs: Vec<String>,
    /// Names of the packages that its tests and its build script need.
    pub(crate) needs_for_tests: Vec<String>,
}

/// What we want to know of `cargo metadata`.
#[derive(Debug)]
pub(crate) struct Metadata {
    pub(crate) packages: Vec<Package>,
    pub(crate) target_directory: PathBuf,
}

impl Metadata {
    /// Asks cargo.
    pub(crate) fn read() -> Outcome<Metadata> {
        Self::from_json(&Json::parse(&output(&mut cargo(&["metadata", "--format-version", "1", "--quiet"]))?)?)
    }

    fn from_json(json: &Json) -> Outcome<Metadata> {
        let target_directory = json.at("target_directory").text().ok_or("cargo metadata names no target directory")?;
        let packages = json.at("packages").list().iter().map(package).collect::<Outcome<_>>()?;
        Ok(Metadata { packages, target_directory: target_directory.into() })
    }

    /// The packages of the workspace.
    pub(crate) fn own(&self) -> impl Iterator<Item = &Package> {
        self.packages.iter().filter(|package| package.in_workspace)
    }
}

fn package(json: &Json) -> Outcome<Package> {
    let text = |name: &str| json.at(name).text().map(str::to_owned);
    let needs = |wanted: bool| {
        let dependencies = json.at("dependencies").list().iter();
        dependencies
            .filter(|dependency| (dependency.at("kind") == &Json::Null) == wanted)
            .filter_map(|dependency| dependency.at("name").text().map(str::to_owned))
            .collect()
    };
    Ok(Package {
        name: text("name").ok_or("cargo metadata has a package without a name")?,
        version: text("version").unwrap_or_default(),
        license: text("license"),
        // Packages from outside have a source.
        in_workspace: json.at("source") == &Json::Null,
        needs: needs(true),
        needs_for_tests: needs(false),
    })
}

/// Where built things lie.
pub(crate) fn target_directory() -> Outcome<PathBuf> {
    Metadata::read().map(|metadata| metadata.target_directory)
}
