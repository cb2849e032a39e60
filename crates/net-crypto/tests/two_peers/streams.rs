use std::time::Duration;

use toxcore_net_crypto::{Config, SendClass, SendError};
use toxcore_sim::Link;
use toxcore_wire::conference::GroupMessage;

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

/// Two members of a conference take turns, and what they say tells of what they heard. Returns packets sent, by both.
fn talk(seed: u64, link: Link, pause: Duration) -> u64 {
    let mut world = World::with(seed, [link, link], Config::default());
    let (alice, bob) = (world.alice, world.bob);
    world.connect(alice, bob);
    world.until_connected(Duration::from_secs(30));
    world.sim.run_for(Duration::from_secs(5));
    let sent = |world: &World| {
        let count = |id| world.peer(id).machine.statistics(world.peer(id).connection().unwrap()).unwrap().packets_sent;
        count(alice) + count(bob)
    };
    let before = sent(&world);
    for round in 0..100_u32 {
        for id in [alice, bob] {
            world.call(id, |peer, _| {
                let data = [&[GroupMessage::ID][..], &round.to_be_bytes()].concat();
                let connection = peer.connection().unwrap();
                peer.machine.send(connection, SendClass::Priority, &data).unwrap();
            });
            world.sim.run_for(pause);
        }
    }
    let after = sent(&world);
    world.sim.run_for(Duration::from_secs(10));
    for id in [alice, bob] {
        let heard: Vec<_> = world.peer(id).messages.iter().map(|(_, text)| text.clone()).collect();
        assert_eq!(heard, (0..100_u32).map(|n| n.to_be_bytes().to_vec()).collect::<Vec<_>>(), "seed {seed}");
    }
    after - before
}

#[test]
fn members_of_a_conference_confirm_each_other_by_talking() {
    let packets = talk(1, Link::default(), Duration::from_millis(50));
    assert!((200..=204).contains(&packets), "{packets} packets for 200 messages");
    // Where they pause for longer, a confirmation leaves between them, and the one of each second.
    let packets = talk(2, Link::default(), Duration::from_millis(600));
    assert!((400..=520).contains(&packets), "{packets} packets for 200 messages");
}

#[test]
fn what_is_confirmed_at_leisure_arrives_once_and_in_order() {
    for seed in 0..8 {
        let loss = [0.02, 0.05, 0.1, 0.3][seed as usize % 4];
        let link = Link { duplicate: 0.1, reorder: 0.1, ..Link::default().with_loss(loss) };
        talk(seed, link.with_jitter(Duration::from_millis(20)), Duration::from_millis(70));
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
