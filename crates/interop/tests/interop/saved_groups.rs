//! Groups in save files go back and forth between the reference's releases and our crate.

use std::process::Command;

use toxcore_crypto::{DhtPublicKey, EphemeralPublicKey, ExtendedKeyPair, KeyPair};
use toxcore_interop::scenario::Outcome;
use toxcore_interop::{Lab, Scratch, Suite, skipped};
use toxcore_wire::friend::{NoSpam, UserStatus};
use toxcore_wire::group::{
    GroupName, GroupPassword, GroupPrivacy, GroupVoice, ModeratorList, Role, SharedState, ShortBytes, SignedTopic,
    TopicLock,
};
use toxcore_wire::savedata::{SavedGroup, SavedGroupPeer, SavedGroups, SavedTopic, Savedata};
use toxcore_wire::{Encode, RelayInfo};

/// The releases that have groups.
const SUITES: [Suite; 2] = [Suite::Trixie, Suite::Sid];

/// A group that we founded, or whose founder we know, with a moderator and members.
fn group(name: &[u8], founded: bool) -> Result<SavedGroup, Box<dyn std::error::Error>> {
    let [group_keys, founder, member] = [1, 2, 3].map(|seed| ExtendedKeyPair::from_seed(&[seed; 32]));
    let mut moderators = ModeratorList::from_keys([member.public().signing]);
    let state = SharedState {
        version: 70_000,
        founder: founder.public(),
        peer_limit: 300,
        name: GroupName::new(name)?,
        privacy: GroupPrivacy::Private,
        password: GroupPassword::new(b"open sesame")?,
        moderators_hash: moderators.sort(),
        topic_lock: TopicLock::Unlocked(5),
        voice: GroupVoice::Founder,
    };
    let signed = state.sign(group_keys.signing());
    let topic = SignedTopic::sign(5, b"a topic", founder.signing())?;
    let relay = RelayInfo { addr: "192.0.2.3:443".parse()?, key: DhtPublicKey::from_bytes([0x44; 32]) };
    let peer = SavedGroupPeer {
        key: EphemeralPublicKey::from_bytes([0x55; 32]),
        addr: Some("192.0.2.4:33445".parse()?),
        relay: Some(relay),
    };
    let key = ExtendedKeyPair::from_seed(&[6; 32]).public().encryption;
    Ok(SavedGroup {
        disconnected: !founded,
        state,
        state_signature: *signed.first_chunk().ok_or("a signature")?,
        topic: SavedTopic {
            version: 5,
            topic: ShortBytes::new(b"a topic")?,
            setter: topic.info.setter,
            signature: topic.signature,
        },
        moderators,
        group_key: group_keys.public(),
        group_keys: founded.then_some(group_keys),
        own_keys: if founded { founder } else { member },
        nick: ShortBytes::new("Ünï".as_bytes())?,
        role: if founded { Role::Founder } else { Role::Moderator },
        status: UserStatus::Away,
        peers: vec![peer, SavedGroupPeer { key, relay: None, ..peer }],
    })
}

/// A profile with one group, which the reference loads and writes again.
fn again(suite: Suite, group: SavedGroup) -> Result<Option<(Savedata, Savedata)>, Box<dyn std::error::Error>> {
    let Some((run, program)) = suite.savedata_program() else {
        return Ok(skipped(&format!("no libtoxcore of {suite:?}")));
    };
    let scratch = Scratch::new()?;
    let [ours, theirs] = ["ours", "theirs"].map(|name| scratch.path().join(name));
    let mut savedata = Savedata::new(NoSpam::from_u32(7), KeyPair::from_secret_bytes([1; 32]));
    let mut groups = SavedGroups::default();
    groups.push(group);
    savedata.set_saved_groups(&groups);
    std::fs::write(&ours, savedata.to_vec())?;
    let output = Command::new(run).arg(program).arg("again").args([&ours, &theirs]).output()?;
    if !output.status.success() {
        return Err(format!("{:?}: {}", output.status, String::from_utf8_lossy(&output.stderr)).into());
    }
    let (loaded, report) = Savedata::load(&std::fs::read(&theirs)?)?;
    assert_eq!(report.to_string(), "", "{suite:?}");
    Ok(Some((savedata, loaded)))
}

#[test]
fn groups_of_ours_are_loaded_and_written_again() -> Outcome {
    for suite in SUITES {
        for (name, founded) in [(&b"founded"[..], true), (b"joined", false)] {
            let Some((ours, theirs)) = again(suite, group(name, founded)?)? else { return Ok(()) };
            assert!(ours.groups.is_some() && ours.groups == theirs.groups, "{suite:?}, {founded}");
        }
    }
    Ok(())
}

/// Tries to join by an invite: in the reference one of three fails where there is a relay, and more on a busy machine, where eight in a row did.
const ATTEMPTS: usize = 16;

/// What `groupsaves.c` says when that was so.
const NOT_JOINED: i32 = 3;

#[test]
fn groups_that_a_release_makes_come_back() -> Outcome {
    let Some(mut lab) = Lab::or_skip() else { return Ok(()) };
    let scratch = Scratch::new()?;
    let [founder, member] = ["founder", "member"].map(|name| scratch.path().join(name));
    for suite in SUITES {
        let Some((run, program)) = suite.groupsaves_program() else {
            let _: Option<()> = skipped(&format!("no libtoxcore of {suite:?}"));
            return Ok(());
        };
        let host = lab.host()?;
        let make = || host.command(&run).arg(&program).args([&founder, &member]).status();
        let mut status = make()?;
        for _ in 1..ATTEMPTS {
            if status.code() != Some(NOT_JOINED) {
                break;
            }
            status = make()?;
        }
        assert!(status.success(), "{suite:?}: {status:?}");
        for (path, count) in [(&founder, 4), (&member, 2)] {
            let file = std::fs::read(path)?;
            let (mut savedata, report) = Savedata::load(&file)?;
            assert_eq!(report.to_string(), "", "{suite:?}");
            let groups = savedata.saved_groups();
            assert_eq!((groups.iter().count(), groups.is_damaged()), (count, false), "{suite:?}");
            savedata.set_saved_groups(&groups);
            assert!(savedata.to_vec() == file, "{suite:?}: another file");
        }
    }
    Ok(())
}
