//! Which connection and which relay route belong to which friend, and [`Links`] over net-crypto.

use std::collections::HashMap;

use toxcore_conference::Friends;
use toxcore_crypto::{DhtPublicKey, LongTermPublicKey};
use toxcore_dht::SearchToken;
use toxcore_friend::{FriendConnections, HELD_FROM};
use toxcore_messenger::LinkPath;
use toxcore_net_crypto::{ConnectionId, NetCrypto, SendError};
use toxcore_sansio::{FriendId, Instant, LinkError, Links, RouteId, SendClass};

/// What the owner keeps for a friend of whom a DHT key is known. Offline friends without one have nothing here.
#[derive(Debug)]
pub(crate) struct FriendLink {
    pub(crate) friend: FriendId,
    pub(crate) connection: Option<ConnectionId>,
    pub(crate) route: Option<RouteId>,
    pub(crate) search: Option<SearchToken>,
    /// Whether UDP packets of the friend arrive.
    pub(crate) direct: bool,
    /// Whether a relay leads to the friend.
    pub(crate) relayed: bool,
}

impl FriendLink {
    /// The way that users are told, for a friend who is connected. Between two ways it is the relay's.
    pub(crate) const fn path(&self) -> LinkPath {
        if self.direct { LinkPath::Udp } else { LinkPath::Tcp }
    }
}

/// All of them, found by friend, connection and route.
#[derive(Debug, Default)]
pub(crate) struct LinkTable {
    links: Vec<Option<FriendLink>>,
    /// Of those who are no friends.
    held: Vec<Option<FriendLink>>,
    by_connection: HashMap<ConnectionId, FriendId>,
    by_route: HashMap<RouteId, FriendId>,
}

impl LinkTable {
    pub(crate) fn get(&self, friend: FriendId) -> Option<&FriendLink> {
        self.slot(friend)?.as_ref().filter(|link| link.friend == friend)
    }

    pub(crate) fn get_mut(&mut self, friend: FriendId) -> Option<&mut FriendLink> {
        self.slot_mut(friend)?.as_mut().filter(|link| link.friend == friend)
    }

    /// The entry of a friend, made if there is none.
    pub(crate) fn entry(&mut self, friend: FriendId) -> &mut FriendLink {
        let (list, at) = self.place(friend);
        if list.len() <= at {
            list.resize_with(at + 1, || None);
        }
        let entry = &mut list[at];
        // One of an earlier friend with this number has given back what it had.
        if entry.as_ref().is_some_and(|link| link.friend != friend) {
            *entry = None;
        }
        entry.get_or_insert_with(|| FriendLink {
            friend,
            connection: None,
            route: None,
            search: None,
            direct: false,
            relayed: false,
        })
    }

    /// Forgets a friend who has nothing left.
    pub(crate) fn tidy(&mut self, friend: FriendId) {
        if self.get(friend).is_some_and(|l| l.connection.is_none() && l.route.is_none() && l.search.is_none())
            && let Some(entry) = self.slot_mut(friend)
        {
            *entry = None;
        }
    }

    pub(crate) fn friend_at(&self, connection: ConnectionId) -> Option<FriendId> {
        self.by_connection.get(&connection).copied()
    }

    pub(crate) fn friend_on(&self, route: RouteId) -> Option<FriendId> {
        self.by_route.get(&route).copied()
    }

    pub(crate) fn set_connection(&mut self, friend: FriendId, connection: ConnectionId) {
        let link = self.entry(friend);
        link.direct = false;
        if let Some(before) = link.connection.replace(connection) {
            self.by_connection.remove(&before);
        }
        self.by_connection.insert(connection, friend);
    }

    pub(crate) fn take_connection(&mut self, friend: FriendId) -> Option<ConnectionId> {
        let link = self.get_mut(friend)?;
        link.direct = false;
        let connection = link.connection.take()?;
        self.by_connection.remove(&connection);
        Some(connection)
    }

    pub(crate) fn route(&self, friend: FriendId) -> Option<RouteId> {
        self.get(friend)?.route
    }

    /// Notes the route to a friend, and whether he is online there.
    pub(crate) fn set_route(&mut self, friend: FriendId, route: RouteId, online: bool) {
        let link = self.entry(friend);
        link.relayed = online;
        if let Some(before) = link.route.replace(route) {
            self.by_route.remove(&before);
        }
        self.by_route.insert(route, friend);
    }

    pub(crate) fn take_route(&mut self, friend: FriendId) -> Option<RouteId> {
        let link = self.get_mut(friend)?;
        link.relayed = false;
        let route = link.route.take()?;
        self.by_route.remove(&route);
        Some(route)
    }

    /// Friends who have an entry.
    #[cfg(test)]
    pub(crate) fn len(&self) -> usize {
        self.links.iter().chain(&self.held).flatten().count()
    }

    /// Whoever was held is a friend now, or the other way round.
    pub(crate) fn moved(&mut self, from: FriendId, to: FriendId) {
        let Some(link) = self.slot_mut(from).and_then(|slot| slot.take_if(|link| link.friend == from)) else { return };
        self.by_connection.extend(link.connection.map(|connection| (connection, to)));
        self.by_route.extend(link.route.map(|route| (route, to)));
        *self.entry(to) = FriendLink { friend: to, ..link };
    }

    fn slot(&self, friend: FriendId) -> Option<&Option<FriendLink>> {
        let list = if friend.index < HELD_FROM { &self.links } else { &self.held };
        list.get(at(friend))
    }

    fn slot_mut(&mut self, friend: FriendId) -> Option<&mut Option<FriendLink>> {
        let (list, at) = self.place(friend);
        list.get_mut(at)
    }

    fn place(&mut self, friend: FriendId) -> (&mut Vec<Option<FriendLink>>, usize) {
        let list = if friend.index < HELD_FROM { &mut self.links } else { &mut self.held };
        (list, at(friend))
    }
}

fn at(friend: FriendId) -> usize {
    (friend.index & !HELD_FROM) as usize
}

/// The connections with friends, lent to a machine for one call.
pub(crate) struct FriendLinks<'a> {
    pub(crate) table: &'a LinkTable,
    pub(crate) net_crypto: &'a mut NetCrypto,
}

impl FriendLinks<'_> {
    fn connection(&self, friend: FriendId) -> Option<ConnectionId> {
        self.table.get(friend)?.connection
    }
}

impl Links for FriendLinks<'_> {
    fn send(&mut self, friend: FriendId, class: SendClass, data: &[u8]) -> Result<u64, LinkError> {
        let connection = self.connection(friend).ok_or(LinkError::NotConnected)?;
        self.net_crypto.send(connection, class, data).map_err(link_error)
    }

    fn send_lossy(&mut self, friend: FriendId, data: &[u8]) -> Result<(), LinkError> {
        let connection = self.connection(friend).ok_or(LinkError::NotConnected)?;
        self.net_crypto.send_lossy(connection, data).map_err(link_error)
    }

    fn space(&mut self, friend: FriendId, class: SendClass) -> usize {
        self.connection(friend).map_or(0, |connection| self.net_crypto.space(connection, class))
    }

    fn last_heard(&self, friend: FriendId) -> Option<Instant> {
        self.net_crypto.last_heard(self.connection(friend)?)
    }
}

/// What conferences may know of friend connections.
pub(crate) struct FriendConnectionsKnown<'a>(pub(crate) &'a FriendConnections);

impl Friends for FriendConnectionsKnown<'_> {
    fn is_friend(&self, key: &LongTermPublicKey) -> bool {
        self.0.find(key).is_some_and(|id| self.0.is_friend(id))
    }

    fn connected(&self, key: &LongTermPublicKey) -> Option<FriendId> {
        self.0.find(key).filter(|id| self.0.is_online(*id))
    }

    fn keys(&self, id: FriendId) -> Option<(LongTermPublicKey, DhtPublicKey)> {
        if !self.0.is_online(id) {
            return None;
        }
        Some((self.0.key(id)?, self.0.known_dht_key(id)?))
    }
}

fn link_error(error: SendError) -> LinkError {
    match error {
        SendError::NotFound | SendError::NotConnected => LinkError::NotConnected,
        SendError::Full => LinkError::Full,
        SendError::WrongId | SendError::TooLong(_) => LinkError::Unfit,
        _ => LinkError::Unfit,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn friend(index: u32, generation: u32) -> FriendId {
        FriendId { index, generation }
    }

    fn route(index: u32) -> RouteId {
        RouteId { index, generation: 0 }
    }

    #[test]
    fn friends_are_found_by_their_route_until_it_goes() {
        let mut table = LinkTable::default();
        table.set_route(friend(3, 1), route(7), true);
        assert_eq!(table.friend_on(route(7)), Some(friend(3, 1)));
        table.set_route(friend(3, 1), route(8), false);
        assert_eq!((table.friend_on(route(7)), table.friend_on(route(8))), (None, Some(friend(3, 1))));
        assert_eq!(table.take_route(friend(3, 1)), Some(route(8)));
        assert_eq!((table.friend_on(route(8)), table.take_route(friend(3, 1))), (None, None));
        table.tidy(friend(3, 1));
        assert_eq!(table.len(), 0);
    }

    #[test]
    fn whoever_becomes_a_friend_keeps_his_route() {
        let (mut table, held) = (LinkTable::default(), friend(HELD_FROM + 2, 0));
        table.set_route(held, route(7), true);
        table.set_route(friend(2, 0), route(8), true);
        table.moved(held, friend(1, 4));
        assert_eq!((table.friend_on(route(7)), table.friend_on(route(8))), (Some(friend(1, 4)), Some(friend(2, 0))));
        assert_eq!((table.route(held), table.route(friend(1, 4))), (None, Some(route(7))));
        table.moved(held, friend(3, 0));
        assert_eq!((table.route(friend(3, 0)), table.len()), (None, 2), "there is nothing left to move");
    }

    #[test]
    fn a_new_friend_with_an_old_number_has_nothing_of_the_one_before() {
        let mut table = LinkTable::default();
        table.set_route(friend(0, 1), route(1), true);
        table.entry(friend(0, 2));
        assert!(table.get(friend(0, 1)).is_none());
        assert_eq!(table.get(friend(0, 2)).and_then(|link| link.route), None);
    }
}
