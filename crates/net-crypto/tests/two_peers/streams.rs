use std::time::Duration;

use toxcore_net_crypto::{Config, SendClass, SendError};
use toxcore_sim::Link;

use crate::peer::World;

/// 400 messages each way in random bunches, over a link that does everything links do.
fn exchange(seed: u64, link: Link, config: Config) {
    let mut world = World::with(seed, [link, link], config);
    let (alice, bob) = (world.alice, world.bob);
    world.connect(alice, bob);
    world.until_connected(Duration::from_secs(30));
    for round in 0..40_u32 {
        for id in [alice, bob] {
            world.call(id, |peer, _| {
                for n in 0..10 {
                    peer.say(&[&(round * 10 + n).to_be_bytes()[..], &vec![7; (n * 130) as usize]].concat());
                }
            });
        }
        world.sim.run_for(Duration::from_millis(20));
    }
    let limit = Duration::from_secs(60);
    world.until(limit, |w| w.peer(alice).messages.len() == 400 && w.peer(bob).messages.len() == 400);
    world.sim.run_for(Duration::from_secs(5));
    for id in [alice, bob] {
        let peer = world.peer(id);
        for (n, (_, message)) in (0..400_u32).zip(&peer.messages) {
            assert_eq!(message[..4], n.to_be_bytes(), "seed {seed}");
            assert_eq!(message.len(), 4 + (n % 10 * 130) as usize);
        }
        assert_eq!(peer.messages.len(), 400, "none twice, seed {seed}");
        assert_eq!(peer.delivered.last(), Some(&(SendClass::Priority, 400)), "seed {seed}");
        assert!(peer.ended.is_empty());
        let connection = peer.connection().unwrap();
        world.call(id, |peer, _| assert_eq!(peer.machine.packets_kept(connection), 0));
    }
}

#[test]
fn messages_arrive_once_and_in_order_whatever_the_link_does() {
    for seed in 0..12 {
        let loss = [0.0, 0.05, 0.1, 0.3][seed as usize % 4];
        let link = Link { duplicate: 0.1, reorder: 0.1, ..Link::default().with_loss(loss) };
        exchange(seed, link.with_jitter(Duration::from_millis(20)), Config::default());
    }
}

/// Past defect 10.
#[test]
fn numbers_wrap() {
    for (seed, first) in (0..6).zip([u32::MAX, u32::MAX - 1, u32::MAX - 200, u32::MAX - 399, u32::MAX - 400, 1 << 31]) {
        let config = Config { first_packet_number: first, ..Config::default() };
        exchange(seed, Link { reorder: 0.1, ..Link::default().with_loss(0.1) }, config);
    }
}

#[test]
fn lossy_packets_arrive_once_or_not_at_all() {
    let link = Link { duplicate: 0.5, reorder: 0.2, ..Link::default().with_loss(0.1) };
    let mut world = World::connected(3, link);
    let (alice, bob) = (world.alice, world.bob);
    for n in 0..200_u8 {
        world.call(alice, |peer, _| {
            let id = peer.connection().unwrap();
            peer.machine.send_lossy(id, &[200, n]).unwrap();
        });
        world.sim.run_for(Duration::from_millis(5));
    }
    world.sim.run_for(Duration::from_secs(1));
    let mut got: Vec<u8> = world.peer(bob).lossy.iter().map(|data| data[1]).collect();
    assert!((150..200).contains(&got.len()), "{}", got.len());
    got.sort_unstable();
    got.dedup();
    assert_eq!(got.len(), world.peer(bob).lossy.len(), "none twice");
}

#[test]
fn queues_are_bounded() {
    let mut world = World::connected(1, Link::default());
    let (alice, bob) = (world.alice, world.bob);
    world.sim.suspend(bob);
    world.call(alice, |peer, _| {
        let id = peer.connection().unwrap();
        for class in [SendClass::Priority, SendClass::Bulk] {
            let mut taken = 0;
            while peer.machine.send(id, class, &[160; 1373]).is_ok() {
                taken += 1;
                assert!(taken <= 4096);
            }
            assert_eq!(
                (peer.machine.space(id, class), peer.machine.send(id, class, &[160])),
                (0, Err(SendError::Full))
            );
        }
        let full = (0..1000).any(|_| peer.machine.send_lossy(id, &[200]) == Err(SendError::Full));
        assert!(full);
        assert_eq!(peer.machine.send(id, SendClass::Bulk, &[200]), Err(SendError::WrongId));
        assert_eq!(peer.machine.send(id, SendClass::Bulk, &[]), Err(SendError::WrongId));
        assert_eq!(peer.machine.send_lossy(id, &[160]), Err(SendError::WrongId));
        assert_eq!(peer.machine.send(id, SendClass::Bulk, &[160; 1374]), Err(SendError::TooLong(1374)));
    });
}
