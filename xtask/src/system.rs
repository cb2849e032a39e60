//! What the tests need of the machine, and how to get it: Debian packages, through apt when we may.

use crate::shell::{has_program, program, succeeds};

/// One line of the list.
#[derive(Debug)]
struct SystemPackage<'a> {
    name: &'a str,
    /// The command that shows that it is there; without one, dpkg is asked.
    command: Option<&'a str>,
}

/// Installs what is missing of `system-packages.txt`; whatever stays missing makes single layers of the tests skip, which
/// they say themselves.
pub(crate) fn install() {
    let missing: Vec<&str> = packages().filter(|package| !package.is_here()).map(|package| package.name).collect();
    if missing.is_empty() {
        return;
    }
    let list = missing.join(" ");
    if !has_program("apt-get") || !is_root() {
        println!("system packages missing: {list} (install them as root: apt-get install {list})");
        return;
    }
    println!("installing {list}");
    let apt = |arguments: &[&str]| {
        succeeds(program("apt-get").args(arguments).env("DEBIAN_FRONTEND", "noninteractive").args(OPTIONS))
    };
    apt(&["-qq", "update"]);
    let install = |names: &[&str]| apt(&[&["-qq", "--yes", "--no-install-recommends", "install"], names].concat());
    // All at once is quicker; one that the mirror does not know must not keep the others away.
    if !install(&missing) {
        for name in missing.into_iter().filter(|name| !install(&[name])) {
            println!("could not install {name}: the layers that need it will be skipped");
        }
    }
}

/// Bounds on apt: a mirror that does not answer must not hold up the tests.
const OPTIONS: &[&str] = &["-oAcquire::Retries=2", "-oAcquire::http::Timeout=30", "-oDPkg::Lock::Timeout=60"];

/// Whether we run as root.
pub(crate) fn is_root() -> bool {
    crate::shell::output(program("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

fn packages() -> impl Iterator<Item = SystemPackage<'static>> {
    include_str!("../system-packages.txt").lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let mut words = line.split_whitespace();
        let name = words.next()?;
        Some(SystemPackage { name, command: words.next().filter(|&command| command != "-") })
    })
}

impl SystemPackage<'_> {
    fn is_here(&self) -> bool {
        match self.command {
            Some(command) => has_program(command),
            // Without dpkg there is nobody to ask; the compiler will say what it misses.
            None => !has_program("dpkg") || succeeds(program("dpkg").args(["-s", self.name])),
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_list_is_readable() {
        let packages: Vec<_> = super::packages().collect();
        assert!(packages.iter().any(|package| package.name == "gcc" && package.command == Some("cc")));
        assert!(packages.iter().all(|package| !package.name.is_empty()));
    }

    #[test]
    fn the_read_me_names_the_whole_list() {
        let names: Vec<&str> = super::packages().map(|package| package.name).collect();
        assert!(include_str!("../../README.md").contains(&format!("`{}`", names.join(" "))), "{}", names.join(" "));
    }
}
