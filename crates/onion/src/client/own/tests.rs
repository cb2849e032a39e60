use toxcore_wire::NodeList;
use toxcore_wire::onion::AnnounceStatus;

use super::*;
use crate::client::transport::tests::{Rig, node};

struct World {
    rig: Rig,
    own: OwnAnnouncement,
}

impl World {
    fn new() -> Self {
        let rig = Rig::new(1, (1..=6).map(|number| node(number, number)).collect());
        let keys = LongTermKeyPair::from_secret_bytes([2; 32]);
        let data = EphemeralKeyPair::from_secret_bytes([3; 32]);
        let own = OwnAnnouncement::new(keys, data, [0; 16], rig.now);
        Self { rig, own }
    }

    /// A path of ours to this node.
    fn path(&mut self, to: &NodeInfo) -> PathId {
        self.rig.with(|transport, env| transport.any_path(env, Purpose::Own, &to.key)).unwrap()
    }

    /// The node answers a request that was sent now over this path, without a ping id.
    fn gives(&mut self, node: NodeInfo, path: PathId, ping_id: [u8; PING_ID_LEN]) {
        let key = self.own.cache.get_or_derive(&self.own.keys.secret, &node.key).unwrap().clone();
        let pending = Pending { target: Target::Own, node, key, path, sent: self.rig.now, ping_id: None };
        let (own, status) = (&mut self.own, AnnounceStatus::NotStored { ping_id });
        self.rig.with(|transport, env| own.on_answer(env, transport, &pending, status, &NodeList::default()));
    }

    fn entry(&self, node: &NodeInfo) -> &Announced {
        self.own.list.iter().find(|entry| entry.node.key == node.key).unwrap()
    }
}

#[test]
fn a_ping_id_whose_path_died_is_replaced_by_the_next() {
    let mut world = World::new();
    let node = node(9, 9);
    let dead = world.path(&node);
    world.rig.transport.own_paths.clear();
    world.gives(node, dead, [1; PING_ID_LEN]);
    assert_eq!(world.entry(&node).asked_to_store, None, "nobody was asked with a ping id");
    let alive = world.path(&node);
    world.gives(node, alive, [2; PING_ID_LEN]);
    assert_eq!(world.entry(&node).ping_id, Some(([2; PING_ID_LEN], alive)));
    assert_eq!(world.entry(&node).asked_to_store, Some(world.rig.now));
}

#[test]
fn a_late_copy_of_an_answer_changes_nothing() {
    let mut world = World::new();
    let node = node(9, 9);
    let path = world.path(&node);
    world.gives(node, path, [1; PING_ID_LEN]);
    let asked = world.rig.transport.requests_sent;
    world.gives(node, path, [2; PING_ID_LEN]);
    assert_eq!(world.entry(&node).ping_id, Some(([1; PING_ID_LEN], path)));
    assert_eq!(world.rig.transport.requests_sent, asked);
}
