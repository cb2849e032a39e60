//! How soon a transfer is fast.

use std::time::Duration;

use toxcore_sim::Link;

use crate::peer::World;

/// Time to bring so many bytes over a fresh connection, and packets that had to be sent again.
fn bring(seed: u64, link: Link, bytes: u32) -> (Duration, u64) {
    let mut world = World::connected(seed, link);
    let (alice, bob) = (world.alice, world.bob);
    let packets = bytes.div_ceil(1371);
    world.call(alice, |peer, _| {
        peer.bulk_left = packets;
        peer.fill();
    });
    let took = world.until(Duration::from_secs(20), |w| w.peer(bob).bulk_received == packets);
    let resent = world.call(alice, |peer, _| {
        let id = peer.connection().unwrap();
        peer.machine.statistics(id).unwrap().packets_resent
    });
    println!("{bytes} bytes: {took:?}, {resent} of {packets} packets again");
    (took, resent)
}

#[test]
fn a_picture_takes_a_tenth_of_a_second_on_a_local_path() {
    let local = Link::ideal(Duration::from_micros(250));
    let (took, _) = bring(1, local, 1_000_000);
    assert!(took < Duration::from_millis(100), "{took:?}");
    let (took, _) = bring(1, local, 10_000_000);
    assert!(took < Duration::from_millis(400), "{took:?}");
    let (took, _) = bring(1, local, 100_000_000);
    assert!(took < Duration::from_millis(2000), "{took:?}");
}

#[test]
fn ten_megabytes_take_a_second_and_a_half_over_a_hundred_megabits() {
    let link = Link::ideal(Duration::from_micros(12_500)).with_rate(12_500_000);
    let (took, _) = bring(1, link, 1_000_000);
    assert!(took < Duration::from_millis(500), "{took:?}");
    let (took, _) = bring(1, link, 10_000_000);
    assert!(took < Duration::from_millis(1500), "{took:?}");
    let far = Link::ideal(Duration::from_micros(50_000)).with_rate(12_500_000);
    let (took, _) = bring(1, far, 10_000_000);
    assert!(took < Duration::from_millis(2500), "{took:?}");
    let lossy = link.with_loss(0.01);
    let (took, _) = bring(1, lossy, 10_000_000);
    assert!(took < Duration::from_millis(1700), "{took:?}");
    let shallow = Link { queue_bytes: 40 * 1400, ..link };
    let (took, _) = bring(1, shallow, 10_000_000);
    assert!(took < Duration::from_millis(2000), "{took:?}");
    let slow = Link { queue_bytes: 200 * 1400, ..Link::ideal(Duration::from_micros(12_500)).with_rate(1_250_000) };
    let (took, _) = bring(1, slow, 10_000_000);
    assert!(took < Duration::from_millis(9500), "{took:?}");
}
