//! What the DHT, the onion node and our own relay want of others.

use toxcore_dht::{ClientForward, Connection, Output};
use toxcore_relay::{RelayServer, ServerOutput};
use toxcore_sansio::Instant;

use super::{Tox, surroundings};
use crate::io::StreamOwner;
use crate::machines::MachineName;
use crate::{ConnectionStatus, Event, Io};

impl Tox {
    pub(super) fn carry_dht(&mut self, now: Instant) {
        if self.groups.numbers().next().is_some() {
            self.tell_groups_address(now);
        }
        while let Some(output) = self.dht.poll_output() {
            match output {
                Output::ConnectionChanged(connection) => {
                    self.choose_onion_relays(now, connection);
                    self.onion_client.nudge(now);
                    self.touched.add(MachineName::OnionClient);
                    self.update_status();
                }
                Output::NodeFound { key, addr } => {
                    self.friends.node_found(now, &key, addr);
                    self.touched.add(MachineName::Friends);
                }
                Output::NodeNamed(node) => self.events.push_back(Event::DhtNodesResponse { node }),
                Output::Routed { sender, mut payload } => {
                    let (cx, net) = (&mut self.base.cx(), &surroundings!(self));
                    let result = self.onion_client.handle_routed(cx, net, now, &sender, &mut payload);
                    self.note(result);
                    self.touched.add(MachineName::OnionClient);
                }
                Output::ForwardToClient { stream, data } => {
                    if let Some(server) = &mut self.server {
                        // A client that left or does not read loses the packet, as over UDP.
                        let _ = server.send_forwarding(stream, &data);
                        self.touched.add(MachineName::RelayServer);
                    }
                }
            }
        }
    }

    /// Relays carry the onion as long as nothing else does, or perhaps does not, or does badly.
    pub(super) fn choose_onion_relays(&mut self, now: Instant, connection: Connection) {
        let wanted = connection != Connection::Internet || self.onion_client.wants_relays();
        if std::mem::replace(&mut self.onion_over_relays, wanted) != wanted {
            self.relays.set_onion(now, wanted);
            self.touched.add(MachineName::Relays);
        }
    }

    /// We are connected when friends can find us.
    pub(super) fn update_status(&mut self) {
        let status = match (self.onion_client.status(), self.dht.connection()) {
            (toxcore_onion::OnionStatus::Offline, _) => ConnectionStatus::None,
            (toxcore_onion::OnionStatus::Online, Connection::None) => ConnectionStatus::Tcp,
            (toxcore_onion::OnionStatus::Online, Connection::Lan | Connection::Internet) => ConnectionStatus::Udp,
        };
        if status != self.status {
            self.status = status;
            self.events.push_back(Event::SelfConnectionStatus(status));
        }
    }

    pub(super) fn carry_onion_node(&mut self) {
        while let Some(output) = self.onion_node.poll_output() {
            match output {
                toxcore_onion::Output::ToClient { client, data } => {
                    if let Some(server) = &mut self.server {
                        // As above.
                        let _ = server.send_onion_response(client, &data);
                        self.touched.add(MachineName::RelayServer);
                    }
                }
            }
        }
    }

    pub(super) fn carry_server(&mut self, now: Instant) {
        while let Some(output) = self.server.as_mut().and_then(RelayServer::poll_output) {
            match output {
                ServerOutput::Close(stream) => self.io.push_back(Io::Close { stream: StreamOwner::server(stream) }),
                ServerOutput::PauseReading(stream) => {
                    self.io.push_back(Io::PauseReading { stream: StreamOwner::server(stream) });
                }
                ServerOutput::ResumeReading(stream) => {
                    self.io.push_back(Io::ResumeReading { stream: StreamOwner::server(stream) });
                }
                ServerOutput::OnionRequest { from, source, mut packet } => {
                    let result = self.onion_node.handle_client_request(now, from, source.ip(), &mut packet);
                    self.note(result);
                    self.touched.add(MachineName::OnionNode);
                }
                ServerOutput::ForwardRequest { from, source, to, packet } => {
                    let request = ClientForward { stream: from, client: source, to, data: &packet };
                    let result = self.dht.forward_for_client(now, &request);
                    self.note(result);
                    self.touched.add(MachineName::Dht);
                }
            }
        }
    }
}
