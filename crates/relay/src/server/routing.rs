//! Who wants to talk to whom.

use toxcore_crypto::DhtPublicKey;
use toxcore_sansio::{Discard, StreamId};
use toxcore_wire::Encode;
use toxcore_wire::relay::{ConnectionId, RelayPacket};

use super::RelayServer;
use crate::routes::Partner;
use crate::send_queue::Class;

impl RelayServer {
    /// Chapter TCP relay, Server rules 1. The requester hears first that the route is online.
    pub(super) fn handle_routing_request(&mut self, id: StreamId, peer: &DhtPublicKey) -> Result<(), Discard> {
        let Some(client) = self.links.get_mut(id).and_then(|link| link.client_mut()) else { return Ok(()) };
        let own_key = client.key;
        let granted = if own_key == *peer { None } else { client.routes.register(peer) };
        self.push_control(id, &RelayPacket::RoutingResponse { id: granted, peer: *peer });
        if let Some(route) = granted {
            self.join(Partner { link: id, id: route }, own_key, peer);
        }
        Ok(())
    }

    /// Connects both ends if the peer is here and asked for this client too.
    fn join(&mut self, here: Partner, own_key: DhtPublicKey, peer: &DhtPublicKey) {
        let Some(there) = self.waiting_partner(peer, &own_key) else { return };
        if self.route_of(here).is_none_or(|route| route.is_some()) {
            return;
        }
        self.set_partner(here, Some(there));
        self.set_partner(there, Some(here));
        for end in [here, there] {
            self.push_control(end.link, &RelayPacket::ConnectNotification { id: end.id });
        }
    }

    /// The route of `peer` to `wanted`, if it exists and is not online.
    fn waiting_partner(&self, peer: &DhtPublicKey, wanted: &DhtPublicKey) -> Option<Partner> {
        let link = *self.by_key.get(peer)?;
        let routes = &self.links.get(link)?.client()?.routes;
        let id = routes.find(wanted)?;
        routes.get(id)?.partner.is_none().then_some(Partner { link, id })
    }

    /// The partner of a route; outer `None` if there is no such route.
    fn route_of(&self, end: Partner) -> Option<Option<Partner>> {
        Some(self.links.get(end.link)?.client()?.routes.get(end.id)?.partner)
    }

    fn set_partner(&mut self, end: Partner, partner: Option<Partner>) {
        if let Some(client) = self.links.get_mut(end.link).and_then(|link| link.client_mut()) {
            client.routes.set_partner(end.id, partner);
        }
    }

    /// The client gives an id back. Chapter TCP relay, Server rules 3.
    pub(super) fn handle_disconnect(&mut self, id: StreamId, route: ConnectionId) -> Result<(), Discard> {
        let Some(client) = self.links.get_mut(id).and_then(|link| link.client_mut()) else { return Ok(()) };
        let removed = client.routes.remove(route).ok_or(Discard::UnknownAddressee)?;
        if let Some(partner) = removed.partner {
            self.take_offline(partner);
        }
        Ok(())
    }

    /// The other end is gone: the route stays registered and its owner is told.
    pub(super) fn take_offline(&mut self, end: Partner) {
        self.set_partner(end, None);
        self.push_control(end.link, &RelayPacket::DisconnectNotification { id: end.id });
    }

    /// Chapter TCP relay, Server rules 5: to whoever has this key, without feedback.
    pub(super) fn handle_oob(&mut self, id: StreamId, to: &DhtPublicKey, data: &[u8]) -> Result<(), Discard> {
        let Some(sender) = self.links.get(id).and_then(|link| link.client()).map(|client| client.key) else {
            return Ok(());
        };
        let Some(receiver) = self.by_key.get(to).copied() else { return Ok(()) };
        let frame = RelayPacket::OobReceive { sender, data };
        if self.push_frame(receiver, Class::Oob, |out| frame.encode(out)).is_ok() {
            self.stats.oob_relayed += 1;
        }
        Ok(())
    }
}
