//! A node that many clients ask.

use std::io;
use std::time::Duration;

use toxcore_node::driver::Machine as _;
use toxcore_node::machine::Node;
use toxcore_sansio::{Instant, Rng, Seed};
use toxcore_wire::RequestId;

use super::{Meter, Part};
use crate::clients::{DhtClient, Question};
use crate::paths::nodes_requests::{address, network};

pub(super) const PART: Part = Part {
    name: "requests",
    what: "clients that ask a DHT node",
    columns: &["memory of one [B]", "first nodes request [us]", "further ones [us]"],
    measure,
};

fn measure(clients: usize) -> io::Result<Vec<f64>> {
    let (nodes, now) = network(NETWORK, STEPS);
    let mut asked = Asked {
        node: nodes.into_iter().next().ok_or(io::ErrorKind::NotFound)?,
        now,
        meter: Meter::default(),
        answers: Vec::with_capacity(ROOM),
    };
    let mut rng = Rng::new(&Seed::from_number(3));
    let mut requests = Vec::new();
    for _ in 0..clients {
        let client = DhtClient::new(&asked.node.public_key(), &mut rng)?;
        requests.push(client.ask(Question::Nodes, RequestId::from_u64(1), &mut rng));
    }
    let mut packets = requests.clone();
    for (number, packet) in packets.chunks_mut(1).enumerate() {
        asked.now += ARRIVAL;
        asked.answer(number, packet)?;
    }
    let memory = asked.meter.bytes() / clients as f64;
    let first = asked.meter.take_time().as_secs_f64() * 1e6 / clients as f64;
    let mut count = 0;
    while count < REQUESTS {
        packets.clone_from(&requests);
        asked.now += ARRIVAL;
        asked.answer(0, &mut packets)?;
        count += clients;
    }
    Ok(vec![memory, first, asked.meter.take_time().as_secs_f64() * 1e6 / count as f64])
}

/// A node, and what it costs.
struct Asked {
    node: Node,
    now: Instant,
    meter: Meter,
    answers: Vec<u8>,
}

impl Asked {
    /// Lets it answer clients from this number on.
    fn answer(&mut self, first: usize, packets: &mut [Vec<u8>]) -> io::Result<()> {
        let Self { node, now, meter, answers } = self;
        let now = *now;
        let count = packets.len();
        let answered = meter.charge(|| {
            let mut answered = 0;
            for (number, packet) in packets.iter_mut().enumerate() {
                let number = u16::try_from(first + number).unwrap_or(u16::MAX);
                node.handle_datagram(now, address(CLIENT_ADDRESSES.saturating_add(number)), packet);
                node.pump(now);
                answers.clear();
                while let Some(run) = node.poll_transmit(now, answers) {
                    // Its own questions to clients, who do not answer, are no answers.
                    answered += usize::from(run.len > PING);
                }
            }
            answered
        });
        if answered >= count { Ok(()) } else { Err(io::Error::other(format!("{answered} of {count} were answered"))) }
    }
}

/// Nodes in the network of the one that is asked, and steps until it is complete.
const NETWORK: u16 = 24;
const STEPS: u32 = 400;
/// Requests of which the mean is taken, at least.
const REQUESTS: usize = 100_000;
/// Time between two new clients: the derivations that strangers cause are limited.
const ARRIVAL: Duration = Duration::from_millis(2);
/// Bytes of a ping request.
const PING: usize = 82;
/// Bytes of all answers at once, and more.
const ROOM: usize = 65_536;
/// Number of the first client's address: far above the nodes'.
const CLIENT_ADDRESSES: u16 = 5000;
