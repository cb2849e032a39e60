use std::time::Duration;

use toxcore_net_crypto::Config;
use toxcore_sim::{HostConfig, Link};

use crate::peer::{Node, Peer, World};

/// 100 Mbit/s, 50 ms there and back.
const RATE: u64 = 12_500_000;

fn link(loss: f64) -> Link {
    Link::ideal(Duration::from_micros(12_500)).with_rate(RATE).with_loss(loss)
}

/// Payload bytes per second over `seconds`, from the first packet on.
fn throughput(seed: u64, loss: f64, seconds: u32) -> (f64, u32) {
    let mut world = World::with(seed, [link(loss), link(0.0)], Config::default());
    let (alice, bob) = (world.alice, world.bob);
    world.connect(alice, bob);
    world.until_connected(Duration::from_secs(10));
    world.call(alice, |peer, _| {
        peer.bulk_left = u32::MAX;
        peer.fill();
    });
    let mut before = 0;
    for second in 1..=seconds {
        world.sim.run_for(Duration::from_secs(1));
        let received = world.peer(bob).bulk_received;
        assert!(received >= before + 1000, "stands still in second {second}: {before} {received}");
        before = received;
        println!(
            "loss {loss} second {second}: {} packets, sent {}",
            world.peer(bob).bulk_received,
            world.sim.traffic(alice).sent
        );
    }
    (f64::from(world.peer(bob).bulk_received) * 1372.0 / f64::from(seconds), world.peer(alice).busiest.2)
}

#[test]
fn one_flow_fills_a_clean_link() {
    let (rate, busiest) = throughput(1, 0.0, 14);
    assert!(rate >= 0.85 * RATE as f64, "{rate}");
    assert!(busiest < 128, "{busiest} packets in one millisecond");
}

#[test]
fn one_flow_fills_a_link_with_random_loss() {
    let (rate, _) = throughput(1, 0.01, 14);
    assert!(rate >= 0.70 * RATE as f64, "{rate}");
}

#[test]
fn two_flows_share_within_a_fifth() {
    for apart in [0, 700, 2000, 3100] {
        share(Duration::from_millis(apart));
    }
}

/// Alice and Carol send to Bob, whose link is the bottleneck. Carol comes later.
fn share(apart: Duration) {
    let fast = Link::ideal(Duration::from_micros(12_500));
    let mut world = World::with(1, [fast, link(0.0)], Config::default());
    let (alice, bob) = (world.alice, world.bob);
    let mut carol = Peer::new(3);
    carol.friends.push(world.peer(bob).long_term);
    let key = carol.long_term;
    world.call(bob, |peer, _| peer.friends.push(key));
    let carol = world.sim.add(Node::Peer(Box::new(carol)), HostConfig::default().with_link(fast));
    for sender in [alice, carol] {
        world.connect(sender, bob);
        world.sim.run_for(Duration::from_millis(500));
    }
    for sender in [alice, carol] {
        world.call(sender, |peer, _| {
            peer.bulk_left = u32::MAX;
            peer.fill();
        });
        world.sim.run_for(apart);
    }
    world.sim.run_for(Duration::from_secs(5));
    let before = world.peer(bob).bulk_of.clone();
    world.sim.run_for(Duration::from_secs(10));
    let counts: Vec<u32> = world.peer(bob).bulk_of.iter().map(|(id, count)| count - before[id]).collect();
    println!("{apart:?} apart: {counts:?}");
    let (least, most) = (f64::from(counts[0].min(counts[1])), f64::from(counts[0].max(counts[1])));
    assert!(least >= 0.8 * most, "{counts:?}");
    assert!((least + most) * 1372.0 / 10.0 >= 0.8 * RATE as f64, "{counts:?}");
}

#[test]
fn a_message_passes_a_saturating_transfer_within_three_round_trips() {
    let mut world = World::with(1, [link(0.0), link(0.0)], Config::default());
    let (alice, bob) = (world.alice, world.bob);
    world.connect(alice, bob);
    world.until_connected(Duration::from_secs(1));
    world.call(alice, |peer, _| {
        peer.bulk_left = u32::MAX;
        peer.fill();
    });
    // Saturated from here on.
    world.sim.run_for(Duration::from_secs(1));
    let mut worst = Duration::ZERO;
    for n in 0..60 {
        world.sim.run_for(Duration::from_millis(97));
        let sent = world.sim.now();
        world.call(alice, |peer, _| peer.say(b"are you there?"));
        world.until(Duration::from_secs(2), |w| w.peer(bob).messages.len() > n);
        let took = world.peer(bob).messages[n].0 - sent;
        println!("message at {sent:?} took {took:?}");
        worst = worst.max(took);
    }
    println!("worst {worst:?}");
    assert!(worst < Duration::from_millis(150), "{worst:?}");
}

#[test]
fn a_slow_link_is_filled_without_a_standing_queue() {
    // 10 Mbit/s with a queue of 200 packets.
    let slow = Link { queue_bytes: 200 * 1400, ..Link::ideal(Duration::from_micros(12_500)).with_rate(1_250_000) };
    let mut world = World::with(1, [slow, slow], Config::default());
    let (alice, bob) = (world.alice, world.bob);
    world.connect(alice, bob);
    world.until_connected(Duration::from_secs(1));
    world.call(alice, |peer, _| {
        peer.bulk_left = u32::MAX;
        peer.fill();
    });
    world.sim.run_for(Duration::from_secs(12));
    let rate = f64::from(world.peer(bob).bulk_received) * 1372.0 / 12.0;
    println!("{rate}");
    assert!(rate >= 0.85 * 1_250_000.0, "{rate}");
}
