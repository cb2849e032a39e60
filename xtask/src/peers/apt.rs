//! apt with lists and archives of its own, so that another release can be asked without touching the machine's set-up.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::shell::{Outcome, output, program};

/// apt for one Debian release.
#[derive(Debug)]
pub(super) struct Apt {
    state: PathBuf,
    suite: String,
}

impl Apt {
    /// Reads the index of `suite` from the mirror that the machine's apt uses.
    pub(super) fn set_up(state: &Path, suite: &str) -> Outcome<Apt> {
        for part in ["lists/partial", "archives/partial"] {
            fs::create_dir_all(state.join(part)).map_err(|error| format!("{}: {error}", state.display()))?;
        }
        let apt = Apt { state: state.to_owned(), suite: suite.to_owned() };
        let mirror = mirror().ok_or("apt's sources name no Debian mirror")?;
        // The keys of an older release do not sign a newer one. Then the index is read unsigned: these packages are only
        // ever run as the other side of a test.
        let signed = format!("[signed-by={KEYRING}]");
        for trust in [signed.as_str(), "[trusted=yes]"] {
            let line = format!("deb {trust} {mirror} {suite} main\n");
            fs::write(apt.state.join("sources.list"), line).map_err(|error| error.to_string())?;
            match apt.update()? {
                Index::Trusted => return Ok(apt),
                Index::Unsigned => {}
                // A second try would only wait once more.
                Index::Unreachable => break,
            }
        }
        Err(format!("the mirror of apt's sources has no readable index of {suite}"))
    }

    /// `apt-get update`; a signature that cannot be checked is only a warning of apt's, but not to be passed over here.
    fn update(&self) -> Outcome<Index> {
        let result = self.command("apt-get").args(["-qq", "update"]).stderr(Stdio::piped()).output();
        let result = result.map_err(|error| format!("apt-get: {error}"))?;
        let complaints = String::from_utf8_lossy(&result.stderr);
        Ok(Index::judge(result.status.success(), &complaints))
    }

    /// The direct dependencies of a package that begin with one of the prefixes and go on with a digit, as shared
    /// libraries do.
    pub(super) fn depends(&self, package: &str, prefixes: &[&str]) -> Outcome<Vec<String>> {
        let text = output(self.command("apt-cache").args(["depends", package]))?;
        Ok(shared_libraries(&text, prefixes))
    }

    /// Downloads packages and returns the archives.
    pub(super) fn download(&self, packages: &[String]) -> Outcome<Vec<PathBuf>> {
        let place = self.state.join("archives");
        output(self.command("apt-get").args(["-qq", "download"]).args(packages).current_dir(&place))?;
        let entries = fs::read_dir(&place).map_err(|error| format!("{}: {error}", place.display()))?;
        let archives: Vec<PathBuf> = entries
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| path.extension().is_some_and(|extension| extension == "deb"))
            .collect();
        if archives.len() < packages.len() {
            return Err(format!("{}: {} of {} packages came", self.suite, archives.len(), packages.len()));
        }
        Ok(archives)
    }

    fn command(&self, name: &str) -> Command {
        let mut command = program(name);
        command
            .arg(format!("-oDir::Etc::sourcelist={}", self.state.join("sources.list").display()))
            .arg("-oDir::Etc::sourceparts=-")
            .arg(format!("-oDir::State::Lists={}", self.state.join("lists").display()))
            .args(["-oDir::Cache::pkgcache=", "-oDir::Cache::srcpkgcache=", "-oAPT::Sandbox::User=root"])
            .args(["-oAcquire::Retries=2", "-oAcquire::http::Timeout=30"]);
        command
    }
}

/// What came of reading a suite's index.
#[derive(Debug, PartialEq)]
enum Index {
    Trusted,
    /// It is there, signed with no key that this machine knows.
    Unsigned,
    Unreachable,
}

impl Index {
    fn judge(success: bool, complaints: &str) -> Index {
        let says = |signs: &[&str]| signs.iter().any(|sign| complaints.contains(sign));
        if says(&["NO_PUBKEY", "not signed", "EXPKEYSIG", "gpg", "sqv", "signature"]) {
            Index::Unsigned
        } else if !success || says(&["Failed to fetch"]) {
            Index::Unreachable
        } else {
            Index::Trusted
        }
    }
}

const KEYRING: &str = "/usr/share/keyrings/debian-archive-keyring.gpg";

/// The first Debian mirror of the machine's own sources, in either of apt's two formats.
fn mirror() -> Option<String> {
    let read = |path: &str| fs::read_to_string(path).unwrap_or_default();
    let sources = read("/etc/apt/sources.list.d/debian.sources") + "\n" + &read("/etc/apt/sources.list");
    mirror_in(&sources)
}

fn mirror_in(sources: &str) -> Option<String> {
    sources.lines().find_map(|line| {
        let mut words = line.split_whitespace();
        match words.next()? {
            "URIs:" => words.next().map(str::to_owned),
            "deb" => words.find(|word| word.contains("://")).map(str::to_owned),
            _ => None,
        }
    })
}

fn shared_libraries(depends: &str, prefixes: &[&str]) -> Vec<String> {
    let names = depends.lines().filter_map(|line| line.trim().strip_prefix("Depends: "));
    names.filter(|name| prefixes.iter().any(|prefix| is_numbered(name, prefix))).map(str::to_owned).collect()
}

fn is_numbered(name: &str, prefix: &str) -> bool {
    name.strip_prefix(prefix).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::{Index, mirror_in, shared_libraries};

    #[test]
    fn what_apt_says_of_an_index() {
        assert_eq!(Index::judge(true, ""), Index::Trusted);
        assert_eq!(Index::judge(true, "W: GPG error: … NO_PUBKEY 0123"), Index::Unsigned);
        assert_eq!(Index::judge(false, "E: The repository '…' is not signed."), Index::Unsigned);
        assert_eq!(Index::judge(true, "W: Failed to fetch …  Could not resolve 'mirror.example'"), Index::Unreachable);
        assert_eq!(Index::judge(false, ""), Index::Unreachable);
    }

    #[test]
    fn mirrors_of_both_formats() {
        assert_eq!(
            mirror_in("Types: deb\nURIs: http://mirror.example/debian\n").unwrap(),
            "http://mirror.example/debian"
        );
        assert_eq!(
            mirror_in("# deb\ndeb [a=b c=d] http://mirror.example/d sid main").unwrap(),
            "http://mirror.example/d"
        );
        assert_eq!(mirror_in("nothing"), None);
    }

    #[test]
    fn libraries_among_the_dependencies() {
        let text = "libtoxcore2\n  Depends: libc6\n  Depends: libsodium23\n  Depends: libvpx7\n Suggests: libopus0\n";
        assert_eq!(shared_libraries(text, &["libsodium", "libvpx", "libopus"]), ["libsodium23", "libvpx7"]);
    }
}
