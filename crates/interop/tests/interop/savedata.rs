//! Save files go back and forth between the reference's releases and our crate.

use std::path::Path;
use std::process::{Command, Output};

use toxcore_crypto::{KeyPair, LongTermPublicKey};
use toxcore_interop::scenario::Outcome;
use toxcore_interop::{Lab, Scratch, Suite, skipped, to_hex};
use toxcore_wire::friend::{NoSpam, ToxId, UserStatus};
use toxcore_wire::savedata::{
    Defect, FriendProfile, FriendState, LOSSY_NUMBER_LEAP, MESSAGE_NUMBER_LEAP, PendingRequest, SavedConference,
    SavedConferencePeer, SavedFriend, Savedata,
};
use toxcore_wire::{Encode, NodeInfo, RelayInfo};

/// The program of `peer/savedata.c` with these arguments.
fn program(suite: Suite, command: &str, files: &[&Path]) -> Option<Command> {
    let Some((run, program)) = suite.savedata_program() else {
        return skipped(&format!("no libtoxcore of {suite:?}"));
    };
    let mut started = Command::new(run);
    started.arg(program).arg(command).args(files);
    Some(started)
}

fn finished(mut command: Command) -> Result<Output, Box<dyn std::error::Error>> {
    let output = command.output()?;
    if output.status.success() {
        Ok(output)
    } else {
        Err(format!("{:?}: {}", output.status, String::from_utf8_lossy(&output.stderr)).into())
    }
}

fn public_key(byte: u8) -> LongTermPublicKey {
    KeyPair::from_secret_bytes([byte; 32]).public
}

fn friend(byte: u8, state: FriendState) -> SavedFriend {
    SavedFriend { key: public_key(byte), state }
}

/// A profile of our making with something in all sections but the groups.
fn profile() -> Result<Savedata, Box<dyn std::error::Error>> {
    let request = |message: &[u8]| PendingRequest { no_spam: NoSpam::from_u32(0x1234_5678), message: message.to_vec() };
    let longest = FriendProfile {
        name: vec![b'n'; 128],
        status_message: vec![b's'; 1007],
        status: UserStatus::Busy,
        last_seen_unix_seconds: 1_700_000_000,
    };
    let dht_key = KeyPair::from_secret_bytes([9; 32]).public;
    let peer = |byte, name: &[u8]| SavedConferencePeer {
        key: public_key(byte),
        dht_key,
        peer_number: u16::from(byte),
        last_active_seconds: 1_700_000_000,
        name: name.to_vec(),
    };
    let mut savedata = Savedata::new(NoSpam::from_u32(0xdead_beef), KeyPair::from_secret_bytes([1; 32]));
    savedata.name = "Ünï ✓".into();
    savedata.status_message = vec![b'm'; 1007];
    savedata.status = UserStatus::Busy;
    savedata.dht_nodes = vec![
        NodeInfo { addr: "192.0.2.1:33445".parse()?, key: dht_key },
        NodeInfo { addr: "[2001:db8::1]:1".parse()?, key: dht_key },
    ];
    savedata.path_nodes = vec![NodeInfo { addr: "192.0.2.2:2".parse()?, key: dht_key }];
    savedata.relays = vec![RelayInfo { addr: "192.0.2.3:443".parse()?, key: dht_key }];
    savedata.friends = vec![
        friend(2, FriendState::Confirmed(longest)),
        friend(3, FriendState::Added(request(b"to be sent"))),
        friend(4, FriendState::Requested(request(&[b'q'; 921]))),
        friend(5, FriendState::Confirmed(FriendProfile::default())),
    ];
    savedata.conferences = vec![SavedConference {
        kind: 0,
        id: [7; 32],
        message_number: MESSAGE_NUMBER_LEAP + 5,
        lossy_message_number: LOSSY_NUMBER_LEAP,
        own_peer_number: 3,
        title: b"title".to_vec(),
        peers: vec![peer(2, b"two"), peer(6, &[b'n'; 128])],
    }];
    Ok(savedata)
}

/// What `savedata load` has to print for a profile.
fn shown(savedata: &Savedata, suite: Suite) -> String {
    let own = ToxId { public_key: savedata.key_pair.public, no_spam: savedata.no_spam };
    let mut lines = vec![
        format!("id {}", to_hex(&own.to_vec())),
        format!("secret {}", to_hex(savedata.key_pair.secret.as_bytes())),
        format!("name {}", to_hex(&savedata.name)),
        format!("message {}", to_hex(&savedata.status_message)),
        format!("status {}", savedata.status.to_u8()),
    ];
    for SavedFriend { key, state } in &savedata.friends {
        let none = FriendProfile::default();
        let profile = if let FriendState::Confirmed(profile) = state { profile } else { &none };
        lines.push(format!("friend {}", to_hex(key.as_bytes())));
        lines.push(format!(" name {}", to_hex(&profile.name)));
        lines.push(format!(" message {}", to_hex(&profile.status_message)));
        lines.push(format!(" status {}", profile.status.to_u8()));
        lines.push(format!(" seen {}", profile.last_seen_unix_seconds));
    }
    for conference in &savedata.conferences {
        lines.push(format!("conference {}", to_hex(&conference.id)));
        lines.push(format!(" title {}", to_hex(&conference.title)));
        for peer in &conference.peers {
            lines.push(format!(" peer {}", to_hex(peer.key.as_bytes())));
            lines.push(format!("  name {}", to_hex(&peer.name)));
        }
    }
    if suite != Suite::Bookworm {
        lines.push(format!("groups {}", usize::from(savedata.groups.is_some())));
    }
    lines.iter().map(|line| line.to_lowercase() + "\n").collect()
}

#[test]
fn every_release_loads_what_we_write_and_writes_it_again() -> Outcome {
    let scratch = Scratch::new()?;
    let [ours, theirs] = ["ours", "theirs"].map(|name| scratch.path().join(name));
    let savedata = profile()?;
    std::fs::write(&ours, savedata.to_vec())?;
    for suite in Suite::ALL {
        let Some(load) = program(suite, "load", &[&ours]) else { return Ok(()) };
        let told = String::from_utf8(finished(load)?.stdout)?;
        assert_eq!(told.to_lowercase(), shown(&savedata, suite), "{suite:?}");

        let Some(again) = program(suite, "again", &[&ours, &theirs]) else { return Ok(()) };
        finished(again)?;
        let file = std::fs::read(&theirs)?;
        let (loaded, report) = Savedata::load(&file)?;
        assert_eq!(report.to_string(), "", "{suite:?}");
        assert!(loaded.to_vec() == file, "{suite:?}: another file");
        assert_eq!((&loaded.name, &loaded.status_message), (&savedata.name, &savedata.status_message));
        // A request that was sent becomes one to be sent.
        let keys = |savedata: &Savedata| savedata.friends.iter().map(|friend| friend.key).collect::<Vec<_>>();
        assert_eq!(keys(&loaded), keys(&savedata), "{suite:?}");
        assert_eq!((&loaded.friends[0], &loaded.friends[3]), (&savedata.friends[0], &savedata.friends[3]));
        let [conference] = &loaded.conferences[..] else { return Err(format!("{suite:?}: one conference").into()) };
        assert_eq!(conference.peers, savedata.conferences[0].peers, "{suite:?}");
        assert_eq!(conference.message_number, savedata.conferences[0].message_number + MESSAGE_NUMBER_LEAP);
    }
    Ok(())
}

#[test]
fn every_release_loads_a_file_of_ours_with_sections_of_the_future() -> Outcome {
    let scratch = Scratch::new()?;
    let path = scratch.path().join("future");
    let mut file = profile()?.to_vec();
    // Behind the header: type 300, three bytes.
    file.splice(8..8, [3, 0, 0, 0, 0x2c, 1, 0xce, 1, 7, 7, 7]);
    let (savedata, report) = Savedata::load(&file)?;
    assert_eq!(report.findings().iter().map(|finding| finding.defect).collect::<Vec<_>>(), [Defect::Unknown]);
    assert!(savedata.to_vec() == file, "another file");
    std::fs::write(&path, savedata.to_vec())?;
    for suite in Suite::ALL {
        let Some(load) = program(suite, "load", &[&path]) else { return Ok(()) };
        let told = String::from_utf8(finished(load)?.stdout)?;
        assert_eq!(told.to_lowercase(), shown(&savedata, suite), "{suite:?}");
    }
    Ok(())
}

fn a_life_comes_back(suite: Suite) -> Outcome {
    let Some(mut lab) = Lab::or_skip() else { return Ok(()) };
    let host = lab.host()?;
    let scratch = Scratch::new()?;
    let path = scratch.path().join("made");
    let Some((run, program_path)) = suite.savedata_program() else {
        let _: Option<()> = skipped(&format!("no libtoxcore of {suite:?}"));
        return Ok(());
    };
    let mut make = host.command(run);
    make.arg(program_path).arg("make").arg(&path);
    finished(make)?;
    let file = std::fs::read(&path)?;
    let (savedata, report) = Savedata::load(&file)?;
    assert_eq!(report.to_string(), "");
    assert!(savedata.to_vec() == file, "another file");
    assert_eq!((savedata.friends.len(), savedata.conferences.len()), (4, 2));
    let Some(load) = program(suite, "load", &[&path]) else { return Ok(()) };
    let told = String::from_utf8(finished(load)?.stdout)?;
    assert_eq!(told.to_lowercase(), shown(&savedata, suite));
    Ok(())
}

#[test]
fn a_life_of_bookworm_comes_back() -> Outcome {
    a_life_comes_back(Suite::Bookworm)
}

#[test]
fn a_life_of_trixie_comes_back() -> Outcome {
    a_life_comes_back(Suite::Trixie)
}

#[test]
fn a_life_of_sid_comes_back() -> Outcome {
    a_life_comes_back(Suite::Sid)
}

/// Files with a few bytes changed; each release reads a third of them. 900 took 25 s; all that differed is left out below.
const DAMAGED_FILES: usize = 150;

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        // Xorshift with the shifts of Marsaglia's paper.
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or_default() % bound
    }
}

/// A file of a release with up to four bytes changed, most of them lengths and states.
fn damaged(dice: &mut Dice) -> Vec<u8> {
    const LENGTHS: [usize; 10] = [84, 85, 92, 96, 221, 222, 9_093, 9_106, 9_131, 9_140];
    const FRIENDS: usize = 229;
    const IN_FRIEND: [usize; 8] = [0, 1058, 1059, 1188, 1189, 2198, 2199, 2200];
    let sources: [&[u8]; 2] = [
        include_bytes!("../../../wire/tests/savedata/0.2.18.tox"),
        include_bytes!("../../../wire/tests/savedata/0.2.22.tox"),
    ];
    let mut file = sources[dice.below(2)].to_vec();
    for _ in 0..=dice.below(4) {
        let at = match dice.below(3) {
            0 => dice.below(file.len()),
            1 => FRIENDS + SavedFriend::LEN * dice.below(4) + IN_FRIEND[dice.below(IN_FRIEND.len())],
            _ => LENGTHS[dice.below(LENGTHS.len())],
        };
        file[at] = [0, 1, 2, 3, 4, 0x7f, 0x80, 0xff][dice.below(8)];
    }
    file
}

/// Whether the reference keeps such a friend: a request must have a message that can be sent.
fn reference_keeps(friend: &SavedFriend) -> bool {
    match &friend.state {
        FriendState::Added(request) | FriendState::Requested(request) => (1..=921).contains(&request.message.len()),
        FriendState::Confirmed(_) => true,
    }
}

#[test]
fn what_a_release_takes_from_a_damaged_file_we_take_too() -> Outcome {
    let scratch = Scratch::new()?;
    let path = scratch.path().join("damaged");
    let mut dice = Dice(0x0123_4567_89ab_cdef);
    let mut compared = 0;
    for round in 0..DAMAGED_FILES {
        let suite = Suite::ALL[round % Suite::ALL.len()];
        let file = damaged(&mut dice);
        std::fs::write(&path, &file)?;
        let Some(mut load) = program(suite, "load", &[&path]) else { return Ok(()) };
        let output = load.output()?;
        if !output.status.success() {
            continue;
        }
        let (mut savedata, report) = Savedata::load(&file).map_err(|error| format!("round {round}: {error}"))?;
        // We save the text of such a field, the reference drops it.
        if report.findings().iter().any(|finding| finding.defect == Defect::Field) {
            continue;
        }
        savedata.friends.retain(reference_keeps);
        let groupless =
            |text: &str| text.lines().filter(|line| !line.starts_with("groups")).collect::<Vec<_>>().join("\n");
        let told = String::from_utf8(output.stdout)?.to_lowercase();
        assert_eq!(groupless(&told), groupless(&shown(&savedata, suite)), "round {round}, {suite:?}: {report}");
        compared += 1;
    }
    assert!(compared > DAMAGED_FILES / 4, "only {compared} could be compared");
    Ok(())
}
