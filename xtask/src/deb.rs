//! `cargo xtask deb`: the C library as a Debian package that takes the place of Debian's own.

use std::fs;
use std::path::{Path, PathBuf};

use crate::install::{self, Places};
use crate::library::{INTERFACE, Library, Profile};
use crate::metadata::target_directory;
use crate::shell::{Outcome, has_program, output, program, root, step};

/// Makes the package in `target/deb`.
pub(crate) fn run() -> Outcome {
    if !has_program("dpkg-deb") {
        return Err("dpkg-deb is not here: Debian packages are made on Debian".into());
    }
    let architecture = output(program("dpkg").arg("--print-architecture"))?.trim().to_owned();
    let triplet = multiarch()?;
    let place = target_directory()?.join("deb");
    let tree = place.join("tree");
    let _ = fs::remove_dir_all(&tree);
    let library = Library::build(Profile::Release)?;
    let places =
        Places { prefix: "/usr".into(), libdir: Path::new("/usr/lib").join(triplet), destdir: Some(tree.clone()) };
    install::install(&library, &places)?;
    let documents = tree.join("usr/share/doc").join(NAME);
    write(&documents.join("copyright"), &copyright()?)?;
    write(&tree.join("DEBIAN/control"), &control(&architecture, installed_kilobytes(&tree)?, &libc(&library.shared)?))?;
    // What programs of other packages need when they are made against this one.
    write(&tree.join("DEBIAN/shlibs"), &format!("libtoxcore 2 {NAME}\n"))?;
    write(&tree.join("DEBIAN/triggers"), "activate-noawait ldconfig\n")?;
    let package = place.join(format!("{NAME}_{}_{architecture}.deb", version()));
    let mut build = program("dpkg-deb");
    step("deb", build.args(["--root-owner-group", "--build"]).arg(&tree).arg(&package))?;
    println!("install it with: dpkg --install {}", package.display());
    Ok(())
}

/// Our package; Debian's are called libtoxcore2 and libtoxcore-dev.
const NAME: &str = "libtoxcore-rust2";

/// The version of the interface first: it is what other packages ask for.
fn version() -> String {
    format!("{INTERFACE}+rust{}", env!("CARGO_PKG_VERSION"))
}

fn control(architecture: &str, kilobytes: u64, libc: &str) -> String {
    format!(
        "Package: {NAME}\n\
         Version: {version}\n\
         Architecture: {architecture}\n\
         Multi-Arch: same\n\
         Maintainer: the authors of toxcore in Rust <toxcore@localhost>\n\
         Installed-Size: {kilobytes}\n\
         Depends: libc6 (>= {libc}), libgcc-s1\n\
         Provides: libtoxcore2 (= {INTERFACE}), libtoxcore-dev (= {INTERFACE})\n\
         Conflicts: libtoxcore2, libtoxcore-dev\n\
         Replaces: libtoxcore2, libtoxcore-dev\n\
         Section: libs\n\
         Priority: optional\n\
         Description: Tox, an encrypted peer-to-peer messenger: library in Rust\n \
         Runs programs that were made for libtoxcore 0.2: the same file name, functions\n \
         and headers.\n",
        version = version(),
    )
}

/// The oldest C library that has everything which this file asks for.
fn libc(shared: &Path) -> Outcome<String> {
    let listing = output(program("objdump").arg("-p").arg(shared))?;
    let versions = listing.split_whitespace().filter_map(|word| word.strip_prefix("GLIBC_"));
    let numbers = |version: &&str| version.split('.').map(|part| part.parse().unwrap_or(0)).collect::<Vec<u32>>();
    versions.max_by_key(numbers).map(str::to_owned).ok_or_else(|| "the library asks for no version of libc".into())
}

/// The directory that libraries of this machine's kind are in.
fn multiarch() -> Outcome<String> {
    let name = output(program("dpkg-architecture").args(["-qDEB_HOST_MULTIARCH"]))
        .or_else(|_| output(program("cc").arg("-print-multiarch")))?;
    Ok(name.trim().to_owned())
}

fn copyright() -> Outcome<String> {
    let mut text = String::from("MIT OR Apache-2.0, at your option.\n");
    for licence in ["LICENSE-MIT", "LICENSE-APACHE"] {
        let file = root().join(licence);
        let licence = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        text.push('\n');
        text.push_str(&licence);
    }
    Ok(text)
}

fn installed_kilobytes(tree: &Path) -> Outcome<u64> {
    let listing = output(program("du").args(["-sk"]).arg(tree))?;
    listing.split_whitespace().next().and_then(|size| size.parse().ok()).ok_or_else(|| format!("du said {listing}"))
}

fn write(file: &PathBuf, text: &str) -> Outcome {
    let parent = file.parent().unwrap_or(file);
    let written = fs::create_dir_all(parent).and_then(|()| fs::write(file, text));
    written.map_err(|error| format!("{}: {error}", file.display()))
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_package_takes_the_place_of_debians() {
        let text = super::control("amd64", 1, "2.34");
        for line in
            ["Provides: libtoxcore2 (= 0.2.23), libtoxcore-dev (= 0.2.23)", "Conflicts: libtoxcore2, libtoxcore-dev"]
        {
            assert!(text.lines().any(|found| found == line), "{line} in {text}");
        }
        assert!(text.lines().all(|line| !line.is_empty()), "{text}");
        assert!(text.ends_with(".\n"), "{text}");
    }
}
