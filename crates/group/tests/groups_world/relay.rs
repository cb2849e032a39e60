//! A relay, for datagrams.

use std::collections::{BTreeMap, VecDeque};
use std::net::SocketAddr;

/// Passes datagrams between those who have spoken to it: key of the sender, key of the other, then the packet.
#[derive(Default)]
pub(crate) struct Relay {
    clients: BTreeMap<[u8; 32], SocketAddr>,
    pub(super) sending: VecDeque<(SocketAddr, Vec<u8>)>,
}

impl Relay {
    pub(super) fn handle(&mut self, from: SocketAddr, datagram: &[u8]) {
        let (sender, rest) = datagram.split_first_chunk::<32>().unwrap();
        self.clients.insert(*sender, from);
        let Some((key, packet)) = rest.split_first_chunk::<32>() else { return };
        if let Some(to) = self.clients.get(key) {
            self.sending.push_back((*to, [&sender[..], packet].concat()));
        }
    }
}
