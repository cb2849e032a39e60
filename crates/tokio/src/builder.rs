use std::ops::RangeInclusive;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::mpsc;
use toxcore::{DhtPublicKey, Options, Profile, Proxy, Seed, UserStatus};

use crate::driver::{Autosave, Clock, Core, Driver, OpenError, Outlet, Sockets};
use crate::files::Transfers;
use crate::handle::{Facts, Shared};
use crate::{BootstrapError, Events, ProfileFile, ProfileSource, StartError, Tox};

/// Settings of a [`Tox`] that is about to start.
///
/// Everything has a default that suits a client on the open internet.
#[must_use]
#[derive(Clone)]
pub struct Builder {
    source: ProfileSource,
    password: Option<Vec<u8>>,
    options: Options,
    name: Option<Vec<u8>>,
    status_message: Option<Vec<u8>>,
    status: Option<UserStatus>,
    nodes: Vec<(String, u16, DhtPublicKey)>,
}

/// Without the password, and what we tell about ourselves.
impl std::fmt::Debug for Builder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Builder")
            .field("source", &self.source)
            .field("password", &self.password.as_ref().map(|_| ".."))
            .field("options", &self.options)
            .field("status", &self.status)
            .field("nodes", &self.nodes.len())
            .finish_non_exhaustive()
    }
}

impl Builder {
    pub(crate) fn new(source: ProfileSource) -> Self {
        let options = Options::default();
        Self { source, password: None, options, name: None, status_message: None, status: None, nodes: Vec::new() }
    }

    /// The password of the profile: needed for a file that is encrypted, and encrypts one that is new.
    pub fn password(mut self, password: impl Into<Vec<u8>>) -> Self {
        self.password = Some(password.into());
        self
    }

    /// Our name, in place of the one in the profile.
    pub fn name(mut self, name: impl Into<Vec<u8>>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Our status message, in place of the one in the profile.
    pub fn status_message(mut self, text: impl Into<Vec<u8>>) -> Self {
        self.status_message = Some(text.into());
        self
    }

    /// Our status, in place of the one in the profile.
    pub fn status(mut self, status: UserStatus) -> Self {
        self.status = Some(status);
        self
    }

    /// A node to begin with, as with [`Tox::bootstrap`]. One that cannot be used is passed over with a warning in the log.
    pub fn bootstrap(mut self, host: impl Into<String>, port: u16, key: DhtPublicKey) -> Self {
        self.nodes.push((host.into(), port, key));
        self
    }

    /// Whether UDP is used. Without, everything goes through TCP relays.
    pub fn udp(mut self, enabled: bool) -> Self {
        self.options.udp_enabled = enabled;
        self
    }

    /// Whether IPv6 is used where the machine has it.
    pub fn ipv6(mut self, enabled: bool) -> Self {
        self.options.ipv6_enabled = enabled;
        self
    }

    /// Whether others in our own network are found without a node, by broadcasts.
    pub fn local_discovery(mut self, enabled: bool) -> Self {
        self.options.local_discovery_enabled = enabled;
        self
    }

    /// UDP ports, of which the first free one is taken; `0..=0` lets the system choose. 33445 to 33545 if this is not called.
    pub fn ports(mut self, ports: RangeInclusive<u16>) -> Self {
        self.options.ports = ports;
        self
    }

    /// Sends everything through a proxy. No UDP is used then, no name but the proxy's own is resolved on this machine, and no
    /// other packet leaves it.
    pub fn proxy(mut self, proxy: Proxy) -> Self {
        self.options.proxy = proxy;
        self
    }

    /// Makes us a TCP relay for others, on this port.
    pub fn tcp_relay(mut self, port: u16) -> Self {
        self.options.tcp_port = Some(port);
        self
    }

    /// Any other setting. The profile in here is not used: it was given to [`Tox::builder`].
    pub fn options(mut self, change: impl FnOnce(&mut Options)) -> Self {
        change(&mut self.options);
        self
    }

    /// Reads the profile, opens the sockets and starts the task. Must be called within a runtime with I/O and time enabled.
    ///
    /// # Errors
    /// [`StartError`]. The profile's file is only written when everything went well.
    pub async fn start(self) -> Result<(Tox, Events), StartError> {
        let Self { source, password, mut options, name, status_message, status, nodes } = self;
        let Opened { profile, file, transfers } = open_profile(source, password).await?;
        let with_proxy = options.proxy != Proxy::None;
        options.profile = profile;
        options.udp_enabled &= !with_proxy;
        let sockets = Sockets::open(&options)?;
        options.ipv6_enabled &= sockets.has_ipv6().unwrap_or(options.ipv6_enabled);
        let clock = Clock::start();
        let now = clock.now();
        let mut tox = toxcore::Tox::new(options, &seed()?, now, Clock::unix_time())?;
        keep_damaged(&tox, file.as_ref())?;
        if let Some(name) = name {
            tox.set_name(now, &name)?;
        }
        if let Some(text) = status_message {
            tox.set_status_message(now, &text)?;
        }
        if let Some(status) = status {
            tox.set_status(now, status);
        }
        let facts = Facts {
            public_key: tox.self_public_key(),
            udp_addr: sockets.udp_addr(),
            relay_addr: sockets.relay_addr(),
            with_proxy,
        };
        let (commands, ordered) = mpsc::channel(COMMANDS);
        let (events, stream) = mpsc::channel(EVENTS);
        let shared = Shared::new(commands, facts);
        let mut transfers = transfers;
        transfers.restore(&tox);
        let core = Core::new(tox, now, Arc::downgrade(&shared), transfers);
        let driver = Driver::new(core, clock, sockets, ordered, Outlet::new(events), Autosave::new(file));
        // The work of a turn is bounded by ourselves.
        tokio::spawn(tokio::task::unconstrained(driver));
        let tox = Tox { shared };
        bootstrap(&tox, nodes);
        Ok((tox.clone(), Events::new(stream, tox)))
    }
}

/// Names may take long to resolve, or not be found before the network is there: nobody waits for them, and they are tried
/// again, ever more rarely.
fn bootstrap(tox: &Tox, nodes: Vec<(String, u16, DhtPublicKey)>) {
    for (host, port, key) in nodes {
        // Alone it does not keep the task alive.
        let shared = Arc::downgrade(&tox.shared);
        tokio::spawn(async move {
            let mut wait = FIRST_WAIT;
            while let Some(shared) = shared.upgrade() {
                let result = Tox { shared }.bootstrap(&host, port, key).await;
                let Err(error) = result else { return };
                tracing::warn!(%error, "a bootstrap node is not used");
                if !matches!(error, BootstrapError::NotFound(_)) {
                    return;
                }
                tokio::time::sleep(wait).await;
                wait = wait.saturating_mul(2).min(LONGEST_WAIT);
            }
        });
    }
}

/// What a start begins with.
struct Opened {
    profile: Profile,
    file: Option<ProfileFile>,
    transfers: Transfers,
}

async fn open_profile(source: ProfileSource, password: Option<Vec<u8>>) -> Result<Opened, StartError> {
    let without_file = |profile| Opened { profile, file: None, transfers: Transfers::in_memory() };
    match source {
        ProfileSource::Temporary => Ok(without_file(Profile::New)),
        ProfileSource::Savedata(bytes) => Ok(without_file(Profile::Savedata(bytes))),
        ProfileSource::File(path) => {
            let open = move || {
                let (file, saved) = ProfileFile::open(&path, password.as_deref())?;
                let transfers = Transfers::with_journal(&file);
                Ok(Opened { profile: saved.map_or(Profile::New, Profile::Savedata), file: Some(file), transfers })
            };
            tokio::task::spawn_blocking(open).await.map_err(|_| StartError::Interrupted)?
        }
    }
}

/// What could not be read of a damaged profile is not in the next save, so the file stays as it is under another name.
fn keep_damaged(tox: &toxcore::Tox, file: Option<&ProfileFile>) -> Result<(), StartError> {
    if let Some(file) = file
        && tox.load_report().is_damaged()
    {
        let report = tox.load_report();
        tracing::warn!(%report, "the profile is damaged; a copy of it is kept beside it");
        file.keep_damaged()?;
    }
    Ok(())
}

fn seed() -> Result<Seed, StartError> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|_| StartError::Random)?;
    Ok(Seed::new(bytes))
}

impl From<OpenError> for StartError {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::Udp(error) => Self::Udp(error),
            OpenError::Relay(error) => Self::Relay(error),
            OpenError::Runtime(kind) => Self::Runtime(kind),
        }
    }
}

/// Time to the second try of a name. Our choice: soon after the network came.
const FIRST_WAIT: Duration = Duration::from_secs(10);
/// Longest time between tries. Our choice.
const LONGEST_WAIT: Duration = Duration::from_secs(3600);
/// Commands that wait for the task. Our choice: whoever is faster waits.
const COMMANDS: usize = 256;
/// Events that wait for their reader in the channel; more wait in the task, and sockets rest when those are too many. Our
/// choice.
const EVENTS: usize = 64;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_and_texts_do_not_print() {
        let builder = Builder::new(ProfileSource::Savedata(b"geheim".to_vec()));
        let builder = builder.password("geheim").name("geheim").status_message("geheim");
        let text = format!("{builder:?} {builder:#?}");
        assert!(text.contains("Builder") && !text.contains("geheim") && !text.contains("103, 101"), "{text}");
    }
}
