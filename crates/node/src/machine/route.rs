//! Who gets which packet, and what one machine wants of another.

use toxcore_dht::{ClientForward, Connection};
use toxcore_relay::ServerOutput;
use toxcore_sansio::Instant;

use super::Node;
use crate::driver::Request;

/// The machine that handles a kind of datagram.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    Dht,
    Onion,
}

/// Whose packets begin with this byte. Nobody's are those of clients: net_crypto, groups, answers out of the onion.
pub(super) fn owner_of(kind: u8) -> Option<Owner> {
    match kind {
        0x00..=0x02 | 0x04 | 0x20 | 0x21 | 0x90..=0x98 | 0xf0 => Some(Owner::Dht),
        0x80..=0x83 | 0x85 | 0x87 | 0x8c..=0x8e => Some(Owner::Onion),
        _ => None,
    }
}

impl Node {
    /// Moves outputs between the machines until none has any left.
    pub(super) fn carry_outputs(&mut self, now: Instant) {
        loop {
            if let Some(output) = self.dht.poll_output() {
                self.on_dht(output);
            } else if let Some(output) = self.onion.poll_output() {
                self.on_onion(output);
            } else if let Some(output) = self.relay.as_mut().and_then(toxcore_relay::RelayServer::poll_output) {
                self.on_relay(now, output);
            } else {
                return;
            }
        }
    }

    fn on_dht(&mut self, output: toxcore_dht::Output) {
        match output {
            toxcore_dht::Output::ForwardToClient { stream, data } => {
                if let Some(relay) = &mut self.relay {
                    // A client that left or does not read loses the packet, as over UDP.
                    let _ = relay.send_forwarding(stream, &data);
                }
            }
            toxcore_dht::Output::ConnectionChanged(connection) => self.say_connected(connection),
            // A node searches nobody, has no friends, and tells nobody whom others name.
            toxcore_dht::Output::NodeFound { .. }
            | toxcore_dht::Output::NodeNamed(_)
            | toxcore_dht::Output::Routed { .. } => {}
        }
    }

    fn say_connected(&mut self, connection: Connection) {
        if connection != Connection::None && !self.said_connected {
            self.said_connected = true;
            tracing::info!("Connected to another bootstrap node successfully.");
        }
    }

    fn on_onion(&mut self, output: toxcore_onion::Output) {
        match output {
            toxcore_onion::Output::ToClient { client, data } => {
                if let Some(relay) = &mut self.relay {
                    // As above.
                    let _ = relay.send_onion_response(client, &data);
                }
            }
        }
    }

    fn on_relay(&mut self, now: Instant, output: ServerOutput) {
        match output {
            ServerOutput::Close(id) => self.requests.push_back(Request::Close(id)),
            ServerOutput::PauseReading(id) => self.requests.push_back(Request::PauseReading(id)),
            ServerOutput::ResumeReading(id) => self.requests.push_back(Request::ResumeReading(id)),
            ServerOutput::OnionRequest { from, source, mut packet } => {
                let result = self.onion.handle_client_request(now, from, source.ip(), &mut packet);
                self.note(result);
            }
            ServerOutput::ForwardRequest { from, source, to, packet } => {
                let request = ClientForward { stream: from, client: source, to, data: &packet };
                let result = self.dht.forward_for_client(now, &request);
                self.note(result);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use toxcore_wire::PacketKind;

    use super::*;

    #[test]
    fn every_kind_has_the_owner_that_the_architecture_gives_it() {
        for kind in 0..=u8::MAX {
            let owner = owner_of(kind);
            let known = PacketKind::KNOWN.iter().any(|known| known.number() == kind);
            assert!(known || owner.is_none(), "kind {kind:#04x} is none");
            let for_clients = matches!(kind, 0x18..=0x1b | 0x5a..=0x5c | 0x84 | 0x86 | 0x88);
            assert_eq!(owner.is_none(), for_clients || !known, "kind {kind:#04x}");
        }
    }
}
