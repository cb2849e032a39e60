//! What traces and `Debug` give away: no secret, no address, nothing that people wrote, and of keys four bytes.
#![allow(clippy::unwrap_used, clippy::panic)]

mod recorder;
#[path = "../support/mod.rs"]
mod support;

use std::collections::BTreeSet;
use std::net::IpAddr;
use std::time::Duration;

use recorder::Recorder;
use support::World;
use toxcore::conference::ConferenceType;
use toxcore::files::{FileControl, NewFile};
use toxcore::group::{Delivery, GroupPrivacy};
use toxcore::{ConnectionStatus, Event, FileKind, FileRecvControl, GroupEvent, MessageKind, Options};
use toxcore_sim::{HostConfig, HostId, Link};

/// Whatever a person wrote has this in it.
const WRITTEN: &str = "geheimnis";

/// Everything that traces and `Debug` said.
struct Said {
    text: String,
    targets: BTreeSet<String>,
}

/// Two friends at addresses of their own, one of them behind relays only, do everything there is.
fn everything() -> (Said, World) {
    let recorder = Recorder::default();
    let mut said = String::new();
    let world = tracing::subscriber::with_default(recorder.clone(), || {
        let mut world = World::new(7, 6);
        world.run(Duration::from_secs(5));
        let alice = world.add_user();
        let bob = world.add(
            Options { udp_enabled: false, ..Options::default() },
            HostConfig::default().with_link(Link::default()),
        );
        for node in world.nodes.clone() {
            world.bootstrap(bob, node);
            world.add_relay(bob, node);
        }
        talk(&mut world, alice, bob, &mut said);
        world
    });
    let (text, targets) = recorder.take();
    (Said { text: said + &text, targets }, world)
}

fn talk(world: &mut World, alice: HostId, bob: HostId, said: &mut String) {
    let written = |what: &str| format!("{what} {WRITTEN}").into_bytes();
    world.call(bob, |tox, now| tox.set_name(now, &written("name"))).unwrap();
    world.call(bob, |tox, now| tox.set_status_message(now, &written("status"))).unwrap();
    let id = world.sim[bob].tox.self_address();
    let at_alice = world.call(alice, |tox, now| tox.friend_add(now, &id, &written("request"))).unwrap();
    let asked = |event: &Event| matches!(event, Event::FriendRequest { .. });
    world.run_until(Duration::from_secs(120), |sim| sim[bob].saw(asked));
    let key = world.sim[alice].tox.self_public_key();
    let at_bob = world.call(bob, |tox, now| tox.friend_add_norequest(now, key)).unwrap();
    let online = |event: &Event| {
        matches!(event, Event::FriendConnectionStatus { status: ConnectionStatus::Tcp | ConnectionStatus::Udp, .. })
    };
    world.run_until(Duration::from_secs(60), |sim| sim[alice].saw(online) && sim[bob].saw(online));
    say(world, said);
    world
        .call(alice, |tox, now| tox.friend_send_message(now, at_alice, MessageKind::Normal, &written("message")))
        .unwrap();
    let packet = [&[170][..], &written("packet")].concat();
    world.call(alice, |tox, now| tox.friend_send_lossless_packet(now, at_alice, &packet)).unwrap();
    let name = written("file");
    let file = NewFile { kind: FileKind::Data, size: 30, id: None, name: &name };
    let file = world.call(alice, |tox, now| tox.file_send(now, at_alice, file)).unwrap();
    say(world, said);
    world.run_until(Duration::from_secs(10), |sim| sim[bob].saw(|event| matches!(event, Event::FileRecv { .. })));
    let offered = world.sim[bob].events.iter().find_map(|(_, event)| match event {
        Event::FileRecv { file, .. } => Some(*file),
        _ => None,
    });
    world.call(bob, |tox, now| tox.file_control(now, at_bob, offered.unwrap(), FileControl::Resume)).unwrap();
    let accepted =
        |event: &Event| matches!(event, Event::FileRecvControl { control: FileRecvControl::Accepted { .. }, .. });
    world.run_until(Duration::from_secs(10), |sim| sim[alice].saw(accepted));
    let data = [written("data"), vec![b'.'; 30]].concat();
    world.call(alice, |tox, now| tox.file_send_chunk(now, at_alice, file, 0, &data[..30])).unwrap();
    world.run_until(Duration::from_secs(10), |sim| sim[alice].saw(|event| matches!(event, Event::FileSent { .. })));
    confer(world, (alice, at_bob), (bob, at_alice), said);
    gather(world, (alice, at_bob), (bob, at_alice), said);
    say(world, said);
    world.call(alice, |tox, now| tox.network_changed(now));
    world.run(Duration::from_secs(40));
    world.call(alice, |tox, now| tox.friend_delete(now, at_alice)).unwrap();
    world.run(Duration::from_secs(60));
    say(world, said);
}

/// Bob, whom Alice calls by one number and who calls her by another, meets her in a conference.
fn confer(
    world: &mut World,
    (alice, at_bob): (HostId, toxcore::FriendId),
    (bob, at_alice): (HostId, toxcore::FriendId),
    said: &mut String,
) {
    let written = |what: &str| format!("{what} {WRITTEN}").into_bytes();
    let conference = world.call(alice, |tox, now| tox.conference_new(now, ConferenceType::Text)).unwrap();
    world.call(alice, |tox, now| tox.conference_set_title(now, conference, &written("title"))).unwrap();
    world.call(alice, |tox, now| tox.conference_invite(now, conference, at_alice)).unwrap();
    world.run_until(Duration::from_secs(10), |sim| {
        sim[bob].saw(|event| matches!(event, Event::ConferenceInvite { .. }))
    });
    let cookie = world.sim[bob].events.iter().find_map(|(_, event)| match event {
        Event::ConferenceInvite { cookie, .. } => Some(*cookie),
        _ => None,
    });
    world.call(bob, |tox, now| tox.conference_join(now, at_bob, &cookie.unwrap())).unwrap();
    world
        .run_until(Duration::from_secs(10), |sim| sim[bob].saw(|event| matches!(event, Event::ConferenceTitle { .. })));
    world
        .call(alice, |tox, now| tox.conference_send_message(now, conference, MessageKind::Normal, &written("all")))
        .unwrap();
    world.run_until(Duration::from_secs(10), |sim| {
        sim[bob].saw(|event| matches!(event, Event::ConferenceMessage { .. }))
    });
    for host in [alice, bob] {
        *said += &format!("{:?}\n{:#?}\n", world.sim[host].tox.conferences(), world.sim[host].tox.to_save());
    }
    world.call(alice, |tox, now| tox.conference_delete(now, conference)).unwrap();
}

/// The same in a group.
fn gather(
    world: &mut World,
    (alice, at_bob): (HostId, toxcore::FriendId),
    (bob, at_alice): (HostId, toxcore::FriendId),
    said: &mut String,
) {
    let written = |what: &str| format!("{what} {WRITTEN}").into_bytes();
    let [name, nick, password, topic] = ["group", "nick", "password", "topic"].map(written);
    let group = world.call(alice, |tox, now| tox.group_new(now, GroupPrivacy::Public, &name, &nick)).unwrap();
    world.call(alice, |tox, now| tox.group_set_password(now, group, &password)).unwrap();
    world.call(alice, |tox, now| tox.group_set_topic(now, group, &topic)).unwrap();
    world.call(alice, |tox, now| tox.group_invite_friend(now, group, at_alice)).unwrap();
    world.run_until(Duration::from_secs(10), |sim| sim[bob].saw(|event| matches!(event, Event::GroupInvite { .. })));
    let invite = world.sim[bob].events.iter().find_map(|(_, event)| match event {
        Event::GroupInvite { invite, .. } => Some(invite.data),
        _ => None,
    });
    let nick = written("other");
    world.call(bob, |tox, now| tox.group_invite_accept(now, at_bob, &invite.unwrap(), &nick, &password)).unwrap();
    let joined = |event: &Event| matches!(event, Event::Group { event: GroupEvent::PeerJoin { .. }, .. });
    world.run_until(Duration::from_secs(60), |sim| sim[alice].saw(joined) && sim[bob].saw(joined));
    let text = written("message");
    world.call(alice, |tox, now| {
        let peer = tox.group_peers(group).next().unwrap();
        tox.group_send_message(now, group, MessageKind::Normal, &text).unwrap();
        tox.group_send_private_message(now, group, peer, MessageKind::Normal, &text).unwrap();
        tox.group_send_custom_packet(now, group, Delivery::Lossless, &text).unwrap();
        tox.group_send_custom_private_packet(now, group, peer, Delivery::Lossy, &text).unwrap();
    });
    world.run(Duration::from_secs(20));
    for host in [alice, bob] {
        let tox = &world.sim[host].tox;
        *said += &format!("{:?}\n{:#?}\n{:?}\n", tox.groups(), tox.to_save(), tox.group_relays());
        *said += &format!("{:#?}\n{:#?}\n", tox.to_save().saved_groups(), tox.groups().roster(group));
    }
    world.call(alice, |tox, now| tox.group_leave(now, group, &text)).unwrap();
    let left = |event: &Event| matches!(event, Event::Group { event: GroupEvent::PeerExit { .. }, .. });
    world.run_until(Duration::from_secs(10), |sim| sim[bob].saw(left));
}

/// Prints everybody, with all that happened to them.
fn say(world: &World, said: &mut String) {
    for (_, host) in world.sim.hosts() {
        *said += &format!("{:?}\n{:#?}\n{:?}\n", host.tox, host.tox, host.tox.options());
        for (_, event) in &host.events {
            *said += &format!("{event:?}\n{event:#?}\n");
        }
        for friend in host.tox.friends() {
            *said += &format!("{:?}\n", host.tox.why_offline(friend));
        }
    }
}

/// What must not be said, with the name of what it is.
fn forbidden(world: &World) -> Vec<(&'static str, Vec<u8>)> {
    let mut forbidden = vec![("content", WRITTEN.as_bytes().to_vec())];
    for (id, host) in world.sim.hosts() {
        let tox = &host.tox;
        forbidden.push(("public key", tox.self_public_key().as_bytes()[3..].to_vec()));
        forbidden.push(("DHT key", tox.self_dht_id().as_bytes()[3..].to_vec()));
        forbidden.push(("nospam", tox.self_address().no_spam.as_bytes().to_vec()));
        let (saved, _) = toxcore::savedata::Savedata::load(&tox.savedata()).unwrap();
        forbidden.push(("secret key", saved.key_pair.secret.as_bytes().to_vec()));
        for group in saved.saved_groups().iter() {
            let own = group.own_keys.public();
            forbidden.push(("key in a group", own.encryption.as_bytes()[3..].to_vec()));
            forbidden.push(("secret key in a group", group.own_keys.encryption_secret().as_bytes().to_vec()));
            forbidden.push(("chat id", group.chat_id().as_bytes()[3..].to_vec()));
        }
        match world.sim.address(id).ip() {
            IpAddr::V4(ip) => forbidden.push(("address", ip.octets().to_vec())),
            IpAddr::V6(ip) => forbidden.push(("address", ip.octets().to_vec())),
        }
    }
    forbidden
}

/// All ways in which these bytes may be written; of long ones any five bytes in a row give them away.
fn writings(bytes: &[u8]) -> Vec<String> {
    let mut all = Vec::new();
    for part in bytes.windows(bytes.len().min(5)) {
        let hex: String = part.iter().map(|byte| format!("{byte:02x}")).collect();
        let numbers: Vec<String> = part.iter().map(u8::to_string).collect();
        let [list, lines] = [", ", ",\n"].map(|between| numbers.join(between));
        all.extend([hex.to_uppercase(), hex, list, lines]);
        if part.len() == 4 {
            all.push(numbers.join("."));
        }
        all.extend(
            std::str::from_utf8(part).ok().filter(|text| text.chars().all(char::is_alphanumeric)).map(str::to_owned),
        );
    }
    all
}

#[test]
fn nothing_private_is_said() {
    let (said, world) = everything();
    // Lines of pretty lists differ in their indentation only.
    let text: String = said.text.split('\n').map(str::trim_start).collect::<Vec<_>>().join("\n");
    assert!(text.len() > 10_000, "only {} bytes were said", text.len());
    for (what, bytes) in forbidden(&world) {
        for writing in writings(&bytes) {
            if let Some(at) = text.find(&writing) {
                let from =
                    text[..at].rfind("\n\n").map_or(at.saturating_sub(300), |line| line.max(at.saturating_sub(300)));
                panic!("{what} {writing:?} in: …{}", text.get(from..at + writing.len() + 50).unwrap_or(&writing));
            }
        }
    }
}

#[test]
fn every_crate_traces_under_its_own_name() {
    let (said, _) = everything();
    let crates = ["dht", "onion", "relay", "net_crypto", "friend", "messenger", "conference", "group"]
        .map(|name| format!("toxcore_{name}"));
    let known: BTreeSet<String> = crates.into_iter().chain(["toxcore".to_owned()]).collect();
    assert_eq!(said.targets, known);
}
