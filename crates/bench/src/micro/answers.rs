//! What a node does with a question.

use std::hint::black_box;
use std::io;

use toxcore_sansio::{Asker, Nodes as _, Rng, Seed};

use super::{Step, step};
use crate::clients::Question;
use crate::paths::nodes_requests::{self, NodesRequests};

pub(super) fn measure() -> io::Result<Vec<Step>> {
    let (nodes, now) = nodes_requests::network(NETWORK, STEPS);
    let mut node = nodes.into_iter().next().ok_or(io::ErrorKind::NotFound)?;
    let mut rng = Rng::new(&Seed::from_number(2));
    let targets: Vec<[u8; 32]> = (0..256).map(|_| rng.public_bytes()).collect();
    let mut turn = targets.iter().cycle();
    let asker = Asker::at(&nodes_requests::address(9999));
    let mut steps = vec![step("closest nodes, full lists", || {
        turn.next().is_some_and(|target| node.dht().closest(now, black_box(target), asker).iter().count() == 4)
    })];
    for (name, question) in [("nodes request, answered", Question::Nodes), ("ping request, answered", Question::Ping)] {
        let mut asked = NodesRequests::with(node, now, question)?;
        steps.push(step(name, || {
            asked.next();
            asked.answer().is_ok()
        }));
        node = asked.into_node();
    }
    Ok(steps)
}

/// Nodes in the network whose first one is measured.
const NETWORK: u16 = 200;
/// Steps until it is complete.
const STEPS: u32 = 1200;
