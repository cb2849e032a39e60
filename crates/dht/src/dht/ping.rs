//! The ping service, and who is pinged back.

use std::net::SocketAddr;

use toxcore_sansio::{Cx, Discard, Instant};
use toxcore_wire::NodeInfo;
use toxcore_wire::dht::{PingRequest, PingResponse};

use super::Dht;
use super::send::{open_answer, open_request};

impl Dht {
    pub(super) fn on_ping_request(
        &mut self,
        cx: &mut Cx<'_>,
        now: Instant,
        from: SocketAddr,
        packet: &mut [u8],
    ) -> Result<(), Discard> {
        let (key, plain) = open_request(cx, now, from, packet)?;
        let id = PingRequest::parse(plain)?.id;
        let sender = NodeInfo { addr: from, key };
        self.send(cx, PingResponse::KIND, &sender, &PingResponse { id });
        self.maybe_ping_back(cx, now, sender);
        Ok(())
    }

    pub(super) fn on_ping_response(
        &mut self,
        cx: &mut Cx<'_>,
        now: Instant,
        from: SocketAddr,
        packet: &mut [u8],
    ) -> Result<(), Discard> {
        let (key, plain) = open_answer(cx, packet)?;
        let id = PingResponse::parse(plain)?.id;
        let sender = NodeInfo { addr: from, key };
        self.pings.answered(id, &sender, (), now).ok_or(Discard::Unsolicited)?;
        self.add_node(cx, now, sender);
        Ok(())
    }

    /// Sees to it that a requester becomes known: at once if it is one whom we search and have no address of, else with the
    /// next batch if the close list has use for it.
    pub(super) fn maybe_ping_back(&mut self, cx: &mut Cx<'_>, now: Instant, requester: NodeInfo) {
        let hidden = self.searches.get_mut(&requester.key).filter(|search| !search.is_reached(now));
        if let Some(search) = hidden {
            if search.may_ping_back(now) {
                self.send_ping(cx, now, requester);
            }
        } else if self.close.wants(&requester, now) {
            self.ping_back.offer(requester, now);
        }
    }
}
