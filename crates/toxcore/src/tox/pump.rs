//! What one machine wants of another: outputs become inputs until none has any left.

use toxcore_dht::{ClientForward, Connection};
use toxcore_relay::ServerOutput;
use toxcore_sansio::Instant;

use super::Tox;
use crate::io::StreamOwner;
use crate::machines::MachineName;
use crate::{ConnectionStatus, Event, Io};

impl Tox {
    /// Carries all outputs of machines that were touched.
    pub(super) fn pump(&mut self, now: Instant) {
        self.pump_with(now, &[]);
    }

    /// The same, after a packet was handled in which payloads may lie.
    pub(super) fn pump_with(&mut self, now: Instant, packet: &[u8]) {
        while let Some(machine) = self.touched.take() {
            self.sending.add(machine);
            match machine {
                MachineName::NetCrypto => {
                    while let Some(output) = self.net_crypto.poll_output() {
                        self.on_net_crypto(now, &output, packet);
                    }
                }
                MachineName::Dht => {
                    while let Some(output) = self.dht.poll_output() {
                        self.on_dht(output);
                    }
                }
                MachineName::OnionNode => {
                    while let Some(output) = self.onion_node.poll_output() {
                        self.on_onion_node(output);
                    }
                }
                MachineName::RelayServer => {
                    while let Some(output) = self.server.as_mut().and_then(toxcore_relay::RelayServer::poll_output) {
                        self.on_server(now, output);
                    }
                }
            }
        }
    }

    fn on_net_crypto(&mut self, _now: Instant, output: &toxcore_net_crypto::Output, _packet: &[u8]) {
        use toxcore_net_crypto::Output;
        match output {
            Output::Incoming { offer, .. } => self.net_crypto.refuse(*offer),
            Output::Established(_)
            | Output::Ended { .. }
            | Output::Received { .. }
            | Output::Delivered { .. }
            | Output::Writable(_)
            | Output::DirectChanged { .. } => {}
        }
    }

    fn on_dht(&mut self, output: toxcore_dht::Output) {
        use toxcore_dht::Output;
        match output {
            Output::ConnectionChanged(connection) => self.on_dht_connection(connection),
            Output::ForwardToClient { stream, data } => {
                if let Some(server) = &mut self.server {
                    // A client that left or does not read loses the packet, as over UDP.
                    let _ = server.send_forwarding(stream, &data);
                    self.touched.add(MachineName::RelayServer);
                }
            }
            Output::NodeFound { .. } | Output::Routed { .. } => {}
        }
    }

    fn on_dht_connection(&mut self, connection: Connection) {
        let status = match connection {
            Connection::None => ConnectionStatus::None,
            Connection::Lan | Connection::Internet => ConnectionStatus::Udp,
        };
        if status != self.status {
            self.status = status;
            self.events.push_back(Event::SelfConnectionStatus(status));
        }
    }

    fn on_onion_node(&mut self, output: toxcore_onion::Output) {
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

    fn on_server(&mut self, now: Instant, output: ServerOutput) {
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

    pub(super) fn note(&mut self, result: Result<(), toxcore_sansio::Discard>) {
        if let Err(reason) = result {
            self.discards.count(reason);
        }
    }
}
