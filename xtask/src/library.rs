//! The C library as other commands need it: built, and with the names and versions that programs know it by.

use std::path::{Path, PathBuf};

use crate::metadata::target_directory;
use crate::shell::{Outcome, cargo, step};

/// The version of the interface that we provide: what `tox_version_*` say and what pkg-config compares.
pub(crate) const INTERFACE: &str = "0.2.23";

/// The file that holds the shared library. The middle number is the patch version of the interface, as in Debian's packages.
pub(crate) const FILE: &str = "libtoxcore.so.2.23.0";

/// The name that programs carry inside.
pub(crate) const SONAME: &str = "libtoxcore.so.2";

/// The name that the linker looks for.
pub(crate) const LINK: &str = "libtoxcore.so";

/// How much the compiler shall do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    /// As the tests use it.
    Dev,
    /// As it is installed.
    Release,
}

/// Both forms of the library, under the names that cargo gives them.
#[derive(Debug)]
pub(crate) struct Library {
    pub(crate) shared: PathBuf,
    pub(crate) archive: PathBuf,
}

impl Library {
    /// Builds it.
    pub(crate) fn build(profile: Profile) -> Outcome<Library> {
        let (mut command, folder) = match profile {
            Profile::Dev => (cargo(&["build", "--package", "toxcore-ffi"]), "debug"),
            // What Rust programs link keeps all names; without it, the optimiser knows that nobody needs them.
            Profile::Release => {
                let forms = ["--lib", "--crate-type", "cdylib,staticlib"];
                (cargo(&[&["rustc", "--package", "toxcore-ffi", "--release"][..], &forms].concat()), "release")
            }
        };
        step("library", &mut command)?;
        Ok(Self::in_directory(&target_directory()?.join(folder)))
    }

    /// The library that cargo built in a directory.
    pub(crate) fn in_directory(built: &Path) -> Library {
        Library { shared: built.join("libtoxcore_ffi.so"), archive: built.join("libtoxcore_ffi.a") }
    }

    /// Lays the shared library into a directory under the names that linkers and programs look for.
    pub(crate) fn place(&self, directory: &Path) -> Outcome<PathBuf> {
        let said = |path: &Path, error: std::io::Error| format!("{}: {error}", path.display());
        std::fs::create_dir_all(directory).map_err(|error| said(directory, error))?;
        let file = directory.join(FILE);
        // A running program keeps what it has: the old file goes away, it is not overwritten.
        let _ = std::fs::remove_file(&file);
        std::fs::copy(&self.shared, &file).map_err(|error| said(&file, error))?;
        for (link, target) in [(SONAME, FILE), (LINK, SONAME)] {
            let link = directory.join(link);
            let _ = std::fs::remove_file(&link);
            std::os::unix::fs::symlink(target, &link).map_err(|error| said(&link, error))?;
        }
        Ok(file)
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_versions_are_those_of_the_library() {
        let source = include_str!("../../crates/ffi/src/version.rs");
        let number = |name: &str| {
            let start = format!("pub const TOX_VERSION_{name}: u32 = ");
            let (_, rest) = source.split_once(&start)?;
            rest.split(';').next()
        };
        let (Some(major), Some(minor), Some(patch)) = (number("MAJOR"), number("MINOR"), number("PATCH")) else {
            return assert!(source.is_empty(), "no version constants");
        };
        assert_eq!(super::INTERFACE, format!("{major}.{minor}.{patch}"));
        assert_eq!(super::FILE, format!("{}.{patch}.0", super::SONAME));
    }
}
