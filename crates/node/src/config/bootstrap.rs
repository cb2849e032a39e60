//! The nodes through which a new node enters the network.

use toxcore_crypto::DhtPublicKey;

use super::{Notes, ports};
use crate::libconfig::{Document, Setting, Value};

/// Bootstrap nodes that are kept. Our choice: each costs a name lookup and a request at start, and published lists have
/// fewer than a hundred.
pub const MAX_BOOTSTRAP_NODES: usize = 256;
/// Bytes of a host name. Domain names are shorter than 256 bytes.
const MAX_ADDRESS_LEN: usize = 255;

/// A node that is asked first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BootstrapNode {
    /// Place in the list of the file, from 0, for messages.
    pub index: usize,
    /// IPv4 address, IPv6 address or host name.
    pub address: String,
    /// Its UDP port.
    pub port: u16,
    /// Its key.
    pub public_key: DhtPublicKey,
}

/// Reads `bootstrap_nodes`, leaving out each group that lacks something.
pub(super) fn read(document: &Document, notes: &mut Notes) -> Vec<BootstrapNode> {
    let Some(value) = document.get("bootstrap_nodes") else {
        notes.warning("No 'bootstrap_nodes' setting in the configuration file. Skipping bootstrapping.");
        return Vec::new();
    };
    let elements = value.elements().unwrap_or_default();
    if elements.is_empty() {
        notes.warning("No bootstrap nodes found. Skipping bootstrapping.");
    }
    let mut nodes = Vec::new();
    for (index, element) in elements.iter().enumerate() {
        if nodes.len() >= MAX_BOOTSTRAP_NODES {
            notes.warning(format_args!(
                "Bootstrap node #{index}: More than {MAX_BOOTSTRAP_NODES} nodes. Skipping the rest."
            ));
            break;
        }
        match node(index, element) {
            Ok(node) => nodes.push(node),
            Err(why) => notes.warning(format_args!("Bootstrap node #{index}: {why}. Skipping the node.")),
        }
    }
    nodes
}

/// Reads one group; the order of the checks is the reference's, so that the same message names the same fault.
fn node(index: usize, element: &Value) -> Result<BootstrapNode, String> {
    let group = element.as_group().unwrap_or_default();
    let missing = |name: &str| format!("Couldn't find '{name}' setting");
    let key = member(group, "public_key").and_then(Value::as_text).ok_or_else(|| missing("public_key"))?;
    let number = member(group, "port").and_then(Value::as_int).ok_or_else(|| missing("port"))?;
    let address = member(group, "address").and_then(Value::as_text).ok_or_else(|| missing("address"))?;
    let key = String::from_utf8_lossy(key);
    let public_key = DhtPublicKey::from_hex(&key).map_err(|_| format!("Invalid 'public_key': {key}"))?;
    let port = ports::port(number).ok_or_else(|| format!("Invalid 'port': {number}, should be in [1, 65535]"))?;
    let address = String::from_utf8_lossy(address).into_owned();
    if address.is_empty() || address.len() > MAX_ADDRESS_LEN || address.contains('\0') {
        return Err(format!("Invalid 'address': {address}"));
    }
    Ok(BootstrapNode { index, address, port, public_key })
}

fn member<'a>(group: &'a [Setting], name: &str) -> Option<&'a Value> {
    group.iter().find(|setting| setting.name == name).map(|setting| &setting.value)
}
