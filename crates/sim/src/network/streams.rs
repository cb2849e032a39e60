//! The life of TCP streams: who connects to whom, and how they end. What they carry is in the file `flow`.

use std::net::{IpAddr, SocketAddr};

use toxcore_sansio::StreamId;

use super::Core;
use super::connection::{Connection, End};
use super::datagrams::LAN_LATENCY;
use crate::host::{ConnectError, Host, StreamAction, StreamEvent};
use crate::place::{Departure, Owner};
use crate::queue::{Event, Side, Step};
use crate::trace::Traced;

impl Core {
    /// The host to which the end of a connection belongs.
    pub(crate) fn stream_host(&mut self, connection: u32, side: Side) -> Option<u32> {
        Some(self.connections.get(connection)?.end(side).host)
    }

    /// Carries out what a host wants done with its streams.
    pub(super) fn act<H: Host>(&mut self, host: u32, machine: &mut H, action: StreamAction) {
        match action {
            StreamAction::Connect { stream, to } => self.connect(host, stream, to),
            StreamAction::Write(stream) => {
                if let Some((connection, side)) = self.find(host, stream) {
                    self.write(connection, side, machine);
                }
            }
            StreamAction::Close(stream) => {
                if let Some((connection, side)) = self.find(host, stream) {
                    self.close(connection, side);
                }
            }
        }
    }

    fn find(&self, host: u32, stream: StreamId) -> Option<(u32, Side)> {
        self.places.get(host as usize)?.streams.get(&stream).copied()
    }

    fn connect(&mut self, host: u32, stream: StreamId, to: SocketAddr) {
        let target = self.server_at(host, to);
        let local = self.tcp_source(host, to.ip());
        let lan = matches!(to.ip(), IpAddr::V4(v4) if v4.is_private());
        let latency = if lan { LAN_LATENCY } else { self.latency_between(host, to.ip()) };
        let Some(place) = self.places.get_mut(host as usize) else { return };
        let loss = if lan { 0.0 } else { place.config.link.loss };
        let server = End::new(target.unwrap_or(host), stream, to, false);
        let client = End::new(host, stream, local.unwrap_or(to), true);
        let answer = Err(ConnectError::TimedOut);
        let connection = self.connections.insert(Connection {
            client,
            server,
            to,
            answer,
            established: false,
            latency,
            loss,
            pending: 0,
        });
        place.streams.insert(stream, (connection, Side::Client));
        match target {
            Some(_) => self.schedule(self.now + latency, connection, Side::Server, Step::Syn),
            None => self.schedule(self.now + CONNECT_TIMEOUT, connection, Side::Client, Step::Answer),
        }
    }

    /// Who has the address to which somebody connects. Nothing behind a NAT can be reached from outside.
    fn server_at(&self, host: u32, to: SocketAddr) -> Option<u32> {
        match to.ip() {
            IpAddr::V4(v4) if v4.is_private() => {
                let nat = self.places.get(host as usize)?.config.nat?;
                self.lans.get(nat.0 as usize)?.members.get(&v4).copied()
            }
            ip => match self.owners.get(&ip)? {
                Owner::Host(host) => Some(*host),
                Owner::Nat(_) => None,
            },
        }
    }

    /// The address from which a connection seems to come. Its port is not one of UDP and nobody can connect to it.
    fn tcp_source(&mut self, host: u32, to: IpAddr) -> Option<SocketAddr> {
        let local = self.local_address(host, to)?.ip();
        let nat = self.places.get(host as usize)?.config.nat;
        let lan = matches!(to, IpAddr::V4(v4) if v4.is_private());
        let ip = match nat {
            Some(nat) if local.is_ipv4() && !lan => self.nat_address(nat.0)?,
            Some(_) | None => local,
        };
        let port = EPHEMERAL_PORTS + u16::try_from(self.rng.below(16_384)).unwrap_or(0);
        Some(SocketAddr::new(ip, port))
    }

    pub(super) fn schedule(&mut self, at: u64, connection: u32, side: Side, step: Step) {
        if let Some(c) = self.connections.get(connection) {
            c.pending += 1;
            self.queue.push(at, Event::Stream { connection, side, step });
        }
    }

    /// One step in the life of a connection, at the host that has this end.
    pub(crate) fn step<H: Host>(&mut self, connection: u32, side: Side, step: Step, machine: Option<&mut H>) {
        if let Some(c) = self.connections.get(connection) {
            c.pending = c.pending.saturating_sub(1);
        }
        match (step, machine) {
            (Step::Syn, machine) => self.syn(connection, machine),
            (Step::Answer, Some(machine)) => self.answer(connection, machine),
            (Step::Data, machine) => {
                self.take_from_wire(connection, side);
                if let Some(machine) = machine {
                    self.offer(connection, side, machine);
                }
            }
            (Step::Room, Some(machine)) => self.write(connection, side, machine),
            (Step::Fin, machine) => {
                if let Some(c) = self.connections.get(connection) {
                    c.end(side).finished = true;
                }
                if let Some(machine) = machine {
                    self.offer(connection, side, machine);
                }
            }
            (Step::Answer | Step::Room, None) => {}
        }
        self.connections.release(connection);
    }

    /// A request to connect reaches the server.
    fn syn<H: Host>(&mut self, connection: u32, machine: Option<&mut H>) {
        let Some(c) = self.connections.get(connection) else { return };
        let (host, from, to, latency) = (c.server.host, c.client.address, c.to, c.latency);
        let place = self.places.get(host as usize);
        let listening = place.is_some_and(|p| p.config.tcp_ports.contains(&to.port()));
        let vanished = place.is_none_or(|p| p.left == Some(Departure::Vanish));
        let now = self.host_now(host);
        let accepted = machine.filter(|_| listening).and_then(|m| m.accept_stream(now, from, to.port()));
        self.trace.event(self.now, host, Traced::Accept);
        let answer_at = self.now + if vanished { CONNECT_TIMEOUT } else { latency };
        let Some(c) = self.connections.get(connection) else { return };
        c.answer = Err(if vanished { ConnectError::TimedOut } else { ConnectError::Refused });
        if let (Some(id), Some(place)) = (accepted, self.places.get_mut(host as usize)) {
            c.answer = Ok(());
            (c.server.id, c.server.open) = (id, true);
            c.client.arrival = answer_at;
            place.streams.insert(id, (connection, Side::Server));
            self.stats.connections += 1;
        }
        self.schedule(answer_at, connection, Side::Client, Step::Answer);
    }

    /// The server's answer reaches the client.
    fn answer<H: Host>(&mut self, connection: u32, machine: &mut H) {
        let Some(c) = self.connections.get(connection) else { return };
        let (host, id, answer) = (c.client.host, c.client.id, c.answer);
        if !c.client.open {
            return;
        }
        let (event, traced) = match answer {
            Ok(()) => (StreamEvent::Connected, Traced::Connected),
            Err(error) => (StreamEvent::Failed(error), Traced::ConnectFailed),
        };
        c.established = answer.is_ok();
        if answer.is_err() {
            self.detach(connection, Side::Client);
        }
        self.trace.event(self.now, host, traced);
        machine.handle_stream(self.host_now(host), id, event);
        // What was written too early waits for this.
        self.write(connection, Side::Client, machine);
    }

    /// The host closes this end: what it wrote still arrives.
    fn close(&mut self, connection: u32, side: Side) {
        self.detach(connection, side);
        let Some(c) = self.connections.get(connection) else { return };
        let latency = c.latency;
        let far = c.end(side.other());
        far.arrival = far.arrival.max(self.now + latency);
        let at = far.arrival;
        self.schedule(at, connection, side.other(), Step::Fin);
    }

    /// Takes this end from its host.
    pub(super) fn detach(&mut self, connection: u32, side: Side) {
        let Some(c) = self.connections.get(connection) else { return };
        let end = c.end(side);
        end.open = false;
        end.unread = Vec::new();
        let (host, id) = (end.host, end.id);
        if let Some(place) = self.places.get_mut(host as usize) {
            place.streams.remove(&id);
            place.stalled.retain(|s| *s != (connection, side));
        }
    }

    /// Lets happen what the host slept through.
    pub(crate) fn requeue_deferred(&mut self, host: u32) {
        let Some(place) = self.places.get_mut(host as usize) else { return };
        for (connection, side, step) in std::mem::take(&mut place.deferred) {
            self.queue.push(self.now, Event::Stream { connection, side, step });
        }
    }

    /// Ends all streams of a host that leaves.
    pub(crate) fn leave_streams(&mut self, host: u32, departure: Departure) {
        let Some(place) = self.places.get(host as usize) else { return };
        let mut streams: Vec<_> = place.streams.iter().map(|(id, end)| (*id, *end)).collect();
        streams.sort_by_key(|(id, _)| *id);
        for (_, (connection, side)) in streams {
            match departure {
                Departure::Exit => self.close(connection, side),
                Departure::Vanish => self.detach(connection, side),
            }
            self.connections.release(connection);
        }
    }
}

/// How long a connection attempt to nobody takes. Our choice: longer than any program here waits.
const CONNECT_TIMEOUT: u64 = 30_000_000_000;
/// First port from which connections come.
const EPHEMERAL_PORTS: u16 = 49_152;
