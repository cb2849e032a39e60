//! `cargo xtask install`: the C library where a system keeps its libraries.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use crate::library::{INTERFACE, Library, Profile};
use crate::shell::{Outcome, has_program, output, program, root};

const USAGE: &str = "cargo xtask install --prefix DIRECTORY [--libdir DIRECTORY] [--destdir DIRECTORY]";

/// Where things go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Places {
    /// Where the library will be found, as `/usr/local`.
    pub(crate) prefix: PathBuf,
    /// Where under it libraries lie; `lib` of the prefix unless said otherwise.
    pub(crate) libdir: PathBuf,
    /// Put before every path while copying, for those who build packages.
    pub(crate) destdir: Option<PathBuf>,
}

/// Builds the library and copies it, its headers and what tells pkg-config of them.
pub(crate) fn run(arguments: &[String]) -> Outcome {
    let places = Places::from_arguments(arguments)?;
    let library = Library::build(Profile::Release)?;
    install(&library, &places)?;
    println!("installed libtoxcore {INTERFACE} in {}", places.on_disk(&places.prefix).display());
    Ok(())
}

/// Copies everything.
pub(crate) fn install(library: &Library, places: &Places) -> Outcome {
    let libdir = places.on_disk(&places.libdir);
    let shared = library.place(&libdir)?;
    set_mode(&shared, 0o644)?;
    let archive = libdir.join("libtoxcore.a");
    copy(&library.archive, &archive)?;
    if has_program("strip") {
        // What only debuggers read is four fifths of the file.
        output(program("strip").arg("--strip-debug").arg(&shared))?;
    }
    shrink(&archive)?;
    let headers = places.on_disk(&places.prefix.join("include/tox"));
    for header in headers_of_the_project()? {
        copy(&header, &headers.join(header.file_name().unwrap_or_default()))?;
    }
    for name in ["toxcore", "libtoxcore", "libtoxav"] {
        let file = libdir.join("pkgconfig").join(format!("{name}.pc"));
        create_parent(&file)?;
        fs::write(&file, places.pkg_config(name)).map_err(|error| format!("{}: {error}", file.display()))?;
    }
    Ok(())
}

/// The headers that C programs include.
pub(crate) fn headers_of_the_project() -> Outcome<Vec<PathBuf>> {
    let directory = root().join("include/tox");
    let entries = fs::read_dir(&directory).map_err(|error| format!("{}: {error}", directory.display()))?;
    let mut headers: Vec<PathBuf> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    headers.retain(|path| path.extension().is_some_and(|extension| extension == "h"));
    headers.sort();
    Ok(headers)
}

impl Places {
    fn from_arguments(arguments: &[String]) -> Outcome<Places> {
        let (mut prefix, mut libdir, mut destdir) = (None, None, None);
        let mut rest = arguments.iter();
        while let Some(option) = rest.next() {
            let place = match option.as_str() {
                "--prefix" => &mut prefix,
                "--libdir" => &mut libdir,
                "--destdir" => &mut destdir,
                unknown => return Err(format!("no option {unknown}\n{USAGE}")),
            };
            *place = Some(PathBuf::from(rest.next().ok_or_else(|| format!("{option} wants a directory\n{USAGE}"))?));
        }
        let prefix = absolute(&prefix.ok_or(USAGE)?)?;
        let libdir = libdir.map_or_else(|| prefix.join("lib"), |libdir| prefix.join(libdir));
        Ok(Places { prefix, libdir, destdir: destdir.as_deref().map(absolute).transpose()? })
    }

    /// Where a path of the finished system lies while we copy.
    fn on_disk(&self, path: &Path) -> PathBuf {
        match &self.destdir {
            Some(destdir) => destdir.join(path.strip_prefix("/").unwrap_or(path)),
            None => path.into(),
        }
    }

    /// One library holds everything, so all three files say the same; programs ask for it under each of these names.
    fn pkg_config(&self, name: &str) -> String {
        let libdir = match self.libdir.strip_prefix(&self.prefix) {
            Ok(below) => format!("${{prefix}}/{}", below.display()),
            Err(_) => self.libdir.display().to_string(),
        };
        format!(
            "prefix={}\n\
             exec_prefix=${{prefix}}\n\
             libdir={libdir}\n\
             includedir=${{prefix}}/include\n\
             \n\
             Name: {name}\n\
             Description: Tox, an encrypted peer-to-peer messenger\n\
             Version: {INTERFACE}\n\
             Libs: -L${{libdir}} -ltoxcore\n\
             Libs.private: {SYSTEM_LIBRARIES}\n\
             Cflags: -I${{includedir}}\n",
            self.prefix.display()
        )
    }
}

/// What `rustc --print native-static-libs` names: needed by those who link the archive.
const SYSTEM_LIBRARIES: &str = "-lgcc_s -lutil -lrt -lpthread -lm -ldl -lc";

fn absolute(path: &Path) -> Outcome<PathBuf> {
    std::path::absolute(path).map_err(|error| format!("{}: {error}", path.display()))
}

fn create_parent(file: &Path) -> Outcome {
    let directory = file.parent().unwrap_or(file);
    fs::create_dir_all(directory).map_err(|error| format!("{}: {error}", directory.display()))
}

fn copy(from: &Path, to: &Path) -> Outcome {
    create_parent(to)?;
    let _ = fs::remove_file(to);
    fs::copy(from, to).map_err(|error| format!("{} to {}: {error}", from.display(), to.display()))?;
    set_mode(to, 0o644)
}

fn set_mode(file: &Path, mode: u32) -> Outcome {
    fs::set_permissions(file, fs::Permissions::from_mode(mode)).map_err(|error| format!("{}: {error}", file.display()))
}

/// Leaves in the archive what the interface needs, in one object in which nothing else has a name: 5 MB in place of 50, and no
/// clash with another library in Rust. Without the tools for it the archive stays as it is.
fn shrink(archive: &Path) -> Outcome {
    if !["ld", "objcopy", "ar"].iter().all(|tool| has_program(tool)) {
        return Ok(());
    }
    let exports = root().join("crates/ffi/abi/exports-0.2.23.txt");
    let names = fs::read_to_string(&exports).map_err(|error| format!("{}: {error}", exports.display()))?;
    let object = archive.with_file_name("libtoxcore.o");
    let mut link = program("ld");
    link.args(["--relocatable", "--gc-sections"]).args(names.lines().map(|name| format!("--undefined={name}")));
    output(link.arg("-o").arg(&object).arg(archive))?;
    let mut hide = program("objcopy");
    hide.arg(format!("--keep-global-symbols={}", exports.display())).arg("--strip-debug");
    // Code for a linker that optimises: it was for cargo's own.
    output(hide.args(["--remove-section=.llvmbc", "--remove-section=.llvmcmd"]).arg(&object))?;
    let removed = fs::remove_file(archive);
    removed.map_err(|error| format!("{}: {error}", archive.display()))?;
    output(program("ar").arg("rcs").arg(archive).arg(&object))?;
    fs::remove_file(&object).map_err(|error| format!("{}: {error}", object.display()))
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::Places;

    fn places(arguments: &[&str]) -> Result<Places, String> {
        Places::from_arguments(&arguments.iter().map(|&argument| argument.to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn paths_while_copying_and_afterwards() {
        let installed = places(&["--prefix", "/usr", "--destdir", "/build", "--libdir", "lib/x"]).ok();
        let Some(installed) = installed else { return assert!(installed.is_some()) };
        assert_eq!(installed.on_disk(&installed.libdir), PathBuf::from("/build/usr/lib/x"));
        let text = installed.pkg_config("toxcore");
        for line in ["prefix=/usr", "libdir=${prefix}/lib/x", "Version: 0.2.23", "Libs: -L${libdir} -ltoxcore"] {
            assert!(text.lines().any(|found| found == line), "{line} in {text}");
        }
    }

    #[test]
    fn a_prefix_is_enough_and_needed() {
        let prefix = PathBuf::from("/opt/tox");
        let usual = Places { libdir: prefix.join("lib"), prefix, destdir: None };
        assert_eq!(places(&["--prefix", "/opt/tox"]), Ok(usual));
        for bad in [&[] as &[&str], &["--prefix"], &["--libdir", "lib"], &["--prefix", "/usr", "--verbose"]] {
            assert!(places(bad).is_err(), "{bad:?}");
        }
    }
}
