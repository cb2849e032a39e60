//! Finds the system's libsodium when the feature `link` asks for it.

fn main() {
    #[cfg(feature = "link")]
    link();
}

/// Lets pkg-config print the linker's instructions, or says what to install.
#[cfg(feature = "link")]
fn link() {
    if let Err(error) = pkg_config::Config::new().atleast_version(MINIMUM).probe("libsodium") {
        println!("cargo::error=libsodium {MINIMUM} or newer is needed (Debian: libsodium-dev, pkg-config): {error}");
    }
}

/// First release whose functions act as we expect: the detached calls may work in place.
#[cfg(feature = "link")]
const MINIMUM: &str = "1.0.18";
