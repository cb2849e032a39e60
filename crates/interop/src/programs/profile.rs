//! Profiles for programs that know no nodes of ours.

use std::path::Path;

use crate::client::{Client, ClientOptions};
use crate::lab::Host;
use crate::library::Library;
use crate::node::Node;
use crate::process::ProcessError;
use crate::scenario::MEET;

use super::SOON;

/// A profile in a file, and the machine that its owner will be on.
#[derive(Debug)]
pub struct Prepared {
    /// The machine.
    pub host: Host,
    /// The public key of its owner.
    pub public_key: String,
}

/// Lets a client on this library live until it is online, with this name and this friend, and keeps its profile, in which the
/// nodes are then. None, with a line that says why, when there is no such client.
///
/// # Errors
/// The step that did not happen in time.
pub fn prepare(
    host: Host,
    library: Library,
    nodes: &[&Node],
    (name, friend): (&str, &str),
    path: &Path,
) -> Result<Option<Prepared>, ProcessError> {
    let more = vec![format!("save={}", path.display()), format!("name={name}")];
    let options = ClientOptions { more, ..ClientOptions::default() };
    let Some(mut client) = Client::start(host, library, &options)? else { return Ok(None) };
    for node in nodes {
        client.bootstrap(node)?;
    }
    client.command(&format!("accept {friend}"))?;
    client.connected(MEET)?;
    let public_key = client.public_key().to_owned();
    Ok(Some(Prepared { host: client.quit(SOON)?, public_key }))
}
