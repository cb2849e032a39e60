//! The generator against a node in this process, on loopback: no figure is looked at, only that the parts fit.

use std::net::SocketAddr;
use std::time::Duration;

use toxcore_bench::clients::{Question, Target};
use toxcore_bench::crowd::Crowd;
use toxcore_bench::dht_load::{DhtLoad, DhtResult};
use toxcore_bench::world::World;

#[test]
fn load_is_answered_and_opens() {
    let world = World::Loopback;
    let crowd = Crowd::start((0..4).map(|number| world.crowd(number)), None, 1).expect("crowd");
    let (udp, key): (SocketAddr, _) = crowd.nodes()[0];
    for question in [Question::Nodes, Question::Ping] {
        let addresses = (0..4).map(|number| world.client(number)).collect();
        let load = DhtLoad { question, keys: 16, addresses, window: 16 };
        let mut clients = load.prepare(Target { udp, relay: udp, key }, 7).expect("clients");
        let mut result = DhtResult::default();
        for _ in 0..ATTEMPTS {
            result = clients.run(Duration::from_millis(20)).expect("run");
            if result.sampled > 0 {
                break;
            }
        }
        assert!(result.answered > 0 && result.sampled > 0, "{question:?}: {result:?}");
        assert_eq!(result.wrong, 0, "{question:?}: {result:?}");
    }
}

/// Tries until a slow machine has answered.
const ATTEMPTS: usize = 500;
