//! Whatever members do in parts of a network that do not hear of each other, all agree some time after the parts have met.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

mod world;

use std::collections::BTreeMap;
use std::time::Duration;

use toxcore_wire::friend::UserStatus;
use toxcore_wire::group::{GroupPrivacy, GroupVoice, PseudoMessageId, Role, ShortBytes};
use toxcore_wire::messenger::MessageKind;
use world::World;

/// Enough for the guard of topics and some rounds of pings after it.
const SETTLED: Duration = Duration::from_secs(240);

/// Somebody does something that may or may not be allowed.
fn act(world: &mut World) {
    let (who, whom) = (world.rng.below(world.nodes.len()), world.rng.below(world.nodes.len()));
    let (target, number) = (world.key(whom), world.rng.public_u64());
    let founder = if world.rng.below(2) == 0 { 0 } else { who };
    match world.rng.below(24) {
        0..=5 => {
            // Of two bytes, of which the checksum is made: other topics may have one checksum, and nobody notices.
            let topic = [b'!' + (number % 90) as u8, b'!' + (number / 90 % 90) as u8];
            let _ = world.with(who, |rules, now| rules.set_topic(now, &topic));
        }
        6..=12 => {
            let role = [Role::User, Role::Moderator, Role::Observer, Role::Observer][number as usize % 4];
            let _ = world.with(founder, |rules, now| rules.set_role(now, &target, role));
        }
        13 => _ = world.with(0, |rules, now| rules.lock_topic(now)),
        14 => _ = world.with(0, |rules, now| rules.unlock_topic(now)),
        15 => _ = world.with(0, |rules, _| rules.set_peer_limit(50 + (number % 50) as u16)),
        16 => {
            let privacy = if number % 2 == 0 { GroupPrivacy::Public } else { GroupPrivacy::Private };
            let _ = world.with(0, |rules, _| rules.set_privacy(privacy));
        }
        17 => {
            let voice = [GroupVoice::All, GroupVoice::Moderators, GroupVoice::Founder][number as usize % 3];
            let _ = world.with(0, |rules, _| rules.set_voice(voice));
        }
        18 => {
            let nick = ShortBytes::new(format!("nick {number}").as_bytes()).unwrap();
            world.with(who, |rules, _| rules.set_nick(nick)).unwrap();
        }
        19 => {
            let status = [UserStatus::Available, UserStatus::Away, UserStatus::Busy][number as usize % 3];
            world.with(who, |rules, _| rules.set_status(status));
        }
        20 => _ = world.with(founder, |rules, now| rules.kick(now, &target)),
        21 if who != 0 => world.rejoin(who, None),
        _ => {
            let id = PseudoMessageId(number as u32);
            let _ = world.with(who, |rules, _| rules.send_message(MessageKind::Normal, id, b"hello"));
        }
    }
}

fn story(members: usize, seed: u64, happened: &mut BTreeMap<String, usize>) {
    let mut world = World::joined(members, seed);
    for _ in 0..3 {
        let (parts, first) = (1 + world.rng.below(3) as u64, world.rng.public_u64());
        world.split(|who| ((first >> (2 * who)) % 4 % parts) as u8);
        for _ in 0..world.rng.below(20) {
            act(&mut world);
            for _ in 0..world.rng.below(30) {
                world.deliver_one();
            }
            let seconds = [0, 0, 1, 5, 70][world.rng.below(5)];
            world.run(Duration::from_secs(seconds));
        }
        if world.rng.below(3) > 0 {
            world.settle();
        }
        world.heal();
        world.run(SETTLED);
        world.assert_agreement(&format!("seed {seed} with {members} members"));
    }
    for who in 1..members {
        if !world.is_in(who) {
            world.rejoin(who, None);
            world.settle();
        }
    }
    world.run(SETTLED);
    assert!((0..members).all(|who| world.is_in(who)), "seed {seed}");
    world.assert_agreement(&format!("seed {seed} with {members} members in the end"));
    for who in 0..members {
        for event in world.events(who) {
            let name = format!("{event:?}").split(['(', ' ']).next().unwrap_or_default().to_owned();
            *happened.entry(name).or_default() += 1;
        }
    }
    for (_, refusal) in &world.refused {
        *happened.entry(format!("refused: {refusal}")).or_default() += 1;
    }
    let before = world.arrived;
    world.run(Duration::from_secs(60));
    let pings = (members * (members - 1) * 5) as u64;
    assert_eq!(world.arrived - before, pings, "seed {seed}: who agrees sends nothing but pings");
}

fn seeds() -> u64 {
    std::env::var("TOXCORE_GROUP_SEEDS").ok().and_then(|seeds| seeds.parse().ok()).unwrap_or(60)
}

#[test]
fn any_changes_in_parts_of_a_network_end_in_agreement() {
    let mut happened = BTreeMap::new();
    for seed in 0..seeds() {
        story(2 + (seed % 5) as usize, seed, &mut happened);
    }
    // A story in which nothing happens tests nothing.
    for what in ["Kicked", "Message", "ModeratorsReplaced", "ObserversReplaced", "Role", "Topic", "TopicLock", "Voice"]
    {
        assert!(happened.get(what).is_some_and(|count| *count >= 5), "{what} in {happened:?}");
    }
}
