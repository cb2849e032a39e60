//! Single steps, each in a loop of its own: what a request costs without the operating system.

use std::hint::black_box;
use std::io;
use std::time::{Duration, Instant};

use toxcore_crypto::{CombinedKey, DhtKeyPair, KeyCache, Nonce};
use toxcore_sansio::{Asker, Nodes as _, Rng, Seed};
use toxcore_wire::RequestId;
use toxcore_wire::dht::DhtPacket;

use crate::clients::{DhtClient, Question};
use crate::paths::nodes_requests::{self, NodesRequests};

/// One step and its time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// Its name.
    pub name: &'static str,
    /// Nanoseconds.
    pub nanoseconds: f64,
}

/// Times all steps.
///
/// # Errors
/// If a step does not do what it should.
pub fn measure() -> io::Result<Vec<Step>> {
    let mut steps = crypto()?;
    steps.extend(answering()?);
    Ok(steps)
}

fn crypto() -> io::Result<Vec<Step>> {
    let mut rng = Rng::new(&Seed::from_number(1));
    let own = DhtKeyPair::from_secret_bytes(rng.secret_bytes());
    let client = DhtClient::new(&own.public, &mut rng)?;
    let key = CombinedKey::new(&own.secret, &client.keys.public).map_err(io::Error::other)?;
    let nonce = Nonce::from_bytes(rng.public_bytes());
    let mut steps = Vec::new();
    for (seal, open, len) in [("seal 1,373 bytes", "open 1,373 bytes", 1373), ("seal 73 bytes", "open 73 bytes", 73)] {
        let mut sealed = vec![0; 16 + len];
        key.seal_in_place(&nonce, &mut sealed).map_err(io::Error::other)?;
        let mut buffer = sealed.clone();
        steps.push(step(seal, || key.seal_in_place(&nonce, black_box(&mut buffer)).is_ok()));
        steps.push(step(open, || {
            buffer.copy_from_slice(&sealed);
            key.open_in_place(&nonce, black_box(&mut buffer)).is_ok()
        }));
    }
    steps.push(step("X25519, combined key", || CombinedKey::new(&own.secret, black_box(&client.keys.public)).is_ok()));
    let mut cache = KeyCache::new(KeyCache::MAX_CAPACITY, rng.secret_bytes());
    let keys: Vec<_> = (0..4096).map(|_| toxcore_crypto::DhtPublicKey::from_bytes(rng.public_bytes())).collect();
    for public in &keys {
        cache.insert(public, &key);
    }
    let mut turn = keys.iter().cycle();
    steps.push(step("key cache, hit among 4,096", || {
        // A few of them are missing: sets of a hashed table fill unevenly.
        turn.next().map(|public| black_box(cache.lookup(public.as_bytes()).is_some())).is_some()
    }));
    let mut packet = client.ask(Question::Nodes, RequestId::from_u64(1), &mut rng);
    steps.push(step("parse the outside of a DHT packet", || DhtPacket::parse(black_box(&mut packet)).is_ok()));
    Ok(steps)
}

fn answering() -> io::Result<Vec<Step>> {
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

/// Time of one call: the least of several loops, because the machine may do other things as well. A call that returns
/// `false` makes the figure useless, so it is then infinite.
fn step(name: &'static str, mut call: impl FnMut() -> bool) -> Step {
    let mut least = f64::INFINITY;
    for _ in 0..LOOPS {
        let (started, mut calls, mut all) = (Instant::now(), 0_u32, true);
        while started.elapsed() < LOOP {
            for _ in 0..CALLS {
                all &= call();
            }
            calls += CALLS;
        }
        if !all {
            return Step { name, nanoseconds: f64::INFINITY };
        }
        least = least.min(started.elapsed().as_secs_f64() * 1e9 / f64::from(calls));
    }
    Step { name, nanoseconds: least }
}

/// Nodes in the network whose first one is measured.
const NETWORK: u16 = 200;
/// Steps until it is complete.
const STEPS: u32 = 1200;
/// Loops of which the fastest counts, and their length.
const LOOPS: u32 = 10;
const LOOP: Duration = Duration::from_millis(20);
/// Calls between two looks at the clock.
const CALLS: u32 = 64;
