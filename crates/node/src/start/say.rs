//! Lines of the configuration, through the log.

use tracing::{error, info, warn};

use crate::config::{BootstrapNode, Level, Notes};

/// Logs notes in their order.
pub(super) fn notes(notes: &Notes) {
    for note in notes.iter() {
        match note.level {
            Level::Info => info!("{}", note.text),
            Level::Warning => warn!("{}", note.text),
            Level::Error => error!("{}", note.text),
        }
    }
}

/// Logs the nodes that will be asked. Names among them are resolved while the node already serves; the driver says so
/// when one leads nowhere.
pub(super) fn bootstrap_nodes(nodes: &[BootstrapNode]) {
    for node in nodes {
        let BootstrapNode { index, address, port, public_key } = node;
        let key = public_key.to_hex().to_uppercase();
        info!("Successfully added bootstrap node #{index}: {address}:{port} {key}");
    }
    info!("List of bootstrap nodes read successfully.");
}
