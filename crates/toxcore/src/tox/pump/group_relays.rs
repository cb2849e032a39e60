//! What relays bring for groups, and what groups send through them.

use toxcore_group::groups::GroupNumber;
use toxcore_group::{Target, Transmission};
use toxcore_relay::{Payload, PoolId, PoolIo, PoolOutput};
use toxcore_sansio::{Instant, Transmit};

use super::Tox;
use crate::machines::MachineName;
use crate::{Direction, Io, Transport};

impl Tox {
    pub(super) fn carry_group_relays(&mut self, now: Instant) {
        while let Some(io) = self.group_relays.pools.poll_io() {
            self.io.push_back(match io {
                PoolIo::Open { stream, to, via_proxy } => Io::Open { stream, to, via_proxy },
                PoolIo::Close { stream } => Io::Close { stream },
            });
        }
        while let Some((id, output)) = self.group_relays.pools.poll_output() {
            let Some(group) = self.group_relays.owner(id) else { continue };
            self.touched.add(MachineName::Groups);
            match output {
                PoolOutput::RouteOnline { route } | PoolOutput::RouteReachable { route } => {
                    self.groups.route_ready(now, group, route);
                }
                // Links repeat what was not confirmed, over whatever there is then.
                PoolOutput::RouteOffline { .. } | PoolOutput::Writable { .. } => {}
                PoolOutput::Data { route, payload } => {
                    self.hand_to_group(now, id, group, Target::Relay(route), &payload);
                }
                PoolOutput::Oob { link, sender, payload } => {
                    let from = Target::Oob { link, peer: sender.into() };
                    if self.hand_to_group(now, id, group, from, &payload) {
                        self.group_relays.heard(now, group, &sender, link);
                    }
                }
                PoolOutput::LinkUp { .. } | PoolOutput::LinkDown { .. } => {
                    let relays = self.group_relays.connected(group);
                    self.groups.set_relays(now, group, &relays);
                }
                // These pools carry no onion, and only storage asks for the other.
                PoolOutput::OnionResponse { .. } | PoolOutput::Forwarding { .. } => {}
            }
        }
    }

    /// Whether the packet was taken.
    fn hand_to_group(&mut self, now: Instant, id: PoolId, group: GroupNumber, from: Target, payload: &Payload) -> bool {
        let packet = self.group_relays.pools.payload(id, payload);
        self.stats.count(Transport::Relay, Direction::Received, packet);
        let result = self.groups.handle_relayed(now, self.base.cx().admission, group, from, packet);
        self.note(result);
        result.is_ok()
    }

    /// Sends a run of a group, the last bytes of `buf`. What goes to relays is taken out of `buf`.
    pub(in crate::tox) fn send_group_run(
        &mut self,
        now: Instant,
        group: GroupNumber,
        run: Transmission,
        buf: &mut Vec<u8>,
    ) -> Option<Transmit> {
        let start = buf.len().saturating_sub(run.len);
        match run.to {
            Target::Udp(to) if self.options.udp_enabled => {
                return Some(Transmit { to, len: run.len, segment: run.segment });
            }
            // Members tell each other addresses, whether UDP is on or off.
            Target::Udp(_) => {}
            Target::Relay(_) | Target::Oob { .. } => {
                for packet in buf.get(start..).unwrap_or_default().chunks(run.segment.max(1)) {
                    match self.group_relays.send(now, group, &run.to, packet) {
                        Ok(()) => self.stats.count(Transport::Relay, Direction::Sent, packet),
                        Err(error) => tracing::trace!(target: "toxcore", %error, "a packet of a group was lost"),
                    }
                }
                self.touched.add(MachineName::GroupRelays);
            }
        }
        buf.truncate(start);
        None
    }
}
