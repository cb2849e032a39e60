//! Seeds of the targets of groups; the laws of the crate say what the bytes mean.

use toxcore_wire::savedata::Savedata;

use crate::Seed;

pub(crate) fn seeds() -> Vec<Seed> {
    [machine(), mesh(), rules(), saved()].concat()
}

/// The first member knows where the other is, and both tell who they are.
const MET: &[u8] = &[0, 0, 11, 7, 2, 11];

fn mesh() -> Vec<Seed> {
    let seed = |name, parts: &[&[u8]]| ("group_mesh", name, [&[MET], parts].concat().concat());
    let talk: &[u8] = &[1, 1, 0x81, 120, 11, 7, 1, 11];
    let insider: &[u8] = &[9, 0, 10, 2, 2, 0, 11];
    vec![
        seed("talk", &[talk, talk, &[12, 1, 5, 11]]),
        seed("disorder", &[&[1, 120, 1, 1, 0x83, 3, 0x83, 2, 0x84, 7, 1, 11, 7, 3, 11], talk]),
        seed("pinged_and_rotated", &[&[7, 3, 11, 7, 5, 11].repeat(27), talk]),
        seed("lost", &[talk, &[7, 7, 11, 0, 0, 11], talk]),
        seed("restarted", &[talk, &[8, 0, 0, 11, 7, 2, 11], talk]),
        seed("at_once", &[&[13, 0, 0x8d, 0, 0, 0, 0x80, 0, 11, 7, 2, 11], talk]),
        seed("replayed", &[&[5, 0, 0x85, 1, 5, 2, 0x85, 3], talk, &[6, 70, 3, 7, 2, 11], talk]),
        seed("relayed", &[&[13, 0, 0x8d, 0, 0, 2, 11, 7, 2, 11], talk, &[13, 1, 13, 2, 7, 3, 11]]),
        seed(
            "insider",
            &[insider, &[10, 0, 3, 17, 0], &[1; 33], &[10, 1, 4, 1, 0xf2, 1, 10, 1, 5, 0, 10, 0x51, 6, 1, 1, 1]],
        ),
    ]
}

/// We are the founder, and members 1 and 2 told who they are.
const FOUNDED: &[u8] = &[0, 0, 1, 1, 3, 1, 9, 0, 0, 0, 0, 2, 1, 3, 2, 9, 0, 0, 0];
/// The founder lets us in, and tells state, moderators, observers, topic, and who it is; member 1 comes.
const JOINED: &[&[u8]] = &[
    &[1, 0, 0, 0, 3, 0, 5, 0, 0, 0, 3, 0, 0, 0, 1, 0, 5, 3, 0, 1, 0, 0, 0, 3, 0, 2, 0, 1, 0, 3, 0, 3, 0, 1, 0, 2],
    b"hi",
    &[3, 0, 7, 0, 0, 0, 3, 0, 9, 0, 0, 0, 0, 1, 1, 3, 1, 9, 0, 0, 0],
];

/// A moment passes, and everything arrives.
const GO: &[u8] = &[3, 0, 2];

/// A program joins, finds the founder and is in.
fn meet(who: u8) -> Vec<u8> {
    [&[6, who, 0, 0, 4, who, 0, 0][..], GO, GO, &[3, 2, 2]].concat()
}

/// Programs in a group.
fn machine() -> Vec<Seed> {
    let both = [meet(1), meet(2)].concat();
    let seed = |name, start: &[u8], parts: &[&[u8]]| ("group_machine", name, [start, &parts.concat()].concat());
    let settle: &[u8] = &[3, 0, 2, 3, 0, 2, 3, 2, 2];
    let offer: &[u8] = &[6, 0, 8, 0, 11, 0, 1, 7, 0, 0, 11, 1, 255, 7, 1, 0, 7, 0, 0];
    let relays: &[u8] = &[6, 1, 0, 0, 4, 1, 0, 8, 3, 0, 9, 1, 3, 0, 9, 1, 3, 1, 9, 0, 3, 0, 9, 0, 3, 1];
    let ready: &[u8] = &[9, 1, 5, 0, 9, 0, 5, 1, 9, 0, 2, 2, 9, 1, 2, 2];
    let garbage = [9; 80];
    let names: &[u8] = &[5, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    let lies: &[u8] = &[4, 1, 0, 13, 4, 1, 0, 27, 8, 1, 0, 66];
    vec![
        seed(
            "talk",
            &both,
            &[
                &[6, 0, 1, 0, 6, 1, 1, 0, 6, 2, 1, 0],
                GO,
                &[6, 0, 2, 3, 6, 0, 2, 90, 6, 0, 3, 1, 6, 0, 3, 2],
                GO,
                &[3, 3, 2],
            ],
        ),
        seed("left", &both, &[&[6, 1, 4, 0], GO, &[6, 2, 5, 0], GO, &[6, 2, 6, 0], settle]),
        seed("restarted", &both, &[&[10, 2], settle, &[10, 0], settle, &[6, 0, 1, 0], GO]),
        seed("rejected", &both, &[&[6, 0, 7, 1], GO, &[6, 2, 4, 0], GO, &[6, 2, 0, 0, 4, 2, 0, 0], GO, GO, &[3, 3, 2]]),
        seed("invited", offer, &[settle, &[6, 1, 1, 0], GO]),
        seed("relayed", relays, &[ready, GO, GO, &[3, 3, 2, 3, 3, 2, 6, 0, 1, 0], GO]),
        seed(
            "lossy",
            &meet(1),
            &[&[6, 0, 1, 0, 1, 0, 6, 0, 1, 0, 6, 0, 1, 0, 0, 1, 1, 0, 0, 0, 2, 40, 3, 2, 2, 3, 3, 2, 3, 3, 2]],
        ),
        seed(
            "strangers",
            &meet(1),
            &[names, &[5, 0, 1, 1, 40], &garbage, &[5, 1, 1, 2, 40], &garbage, lies, &[1; 66], &[3, 4, 2]],
        ),
        seed(
            "apart",
            &both,
            &[&[3, 5, 1, 0, 1, 0, 3, 6, 3, 2, 3, 7, 2, 3, 7, 2, 4, 0, 1, 0, 4, 0, 2, 0, 4, 1, 2, 0], GO, GO],
        ),
        seed(
            "moderated",
            &both,
            &[
                &[6, 0, 10, 0, 6, 0, 10, 1, 6, 0, 10, 2],
                GO,
                &[6, 0, 11, 0, 6, 0, 12, 1],
                GO,
                &[6, 0, 13, 0, 6, 0, 9, 1, 6, 0, 9, 2, 6, 0, 9, 0],
                GO,
                &[3, 3, 2],
            ],
        ),
    ]
}

fn rules() -> Vec<Seed> {
    let seed = |name, start: &[&[u8]], parts: &[&[u8]]| ("group_rules", name, [start, parts].concat().concat());
    let roles: &[u8] = &[10, 1, 0, 1, 10, 2, 0, 3, 10, 2, 0, 2, 10, 1, 0, 3, 10, 1, 0, 2];
    let decisions: &[u8] = &[10, 0, 6, 7, 10, 0, 7, 1, 10, 0, 8, 1, 10, 0, 4, 0, 10, 0, 3, 0, 10, 0, 5, 1];
    let topic: &[u8] = &[10, 0, 2, 0, 1, b't', 3, 1, 3, 1, 9, 0, 1, b'u'];
    vec![
        seed("roles", &[FOUNDED], &[roles, &[10, 2, 1, 0]]),
        seed("decisions", &[FOUNDED], &[decisions]),
        seed("topics", &[FOUNDED], &[topic, &[10, 0, 4, 0], topic, &[9, 0, 58], topic, &[10, 0, 3, 0], topic]),
        seed("restarted", &[FOUNDED], &[&[11, 0, 0, 1, 1, 3, 1, 6, 0, 7, 0, 3, 1, 9, 0, 0, 0]]),
        seed("pings", &[FOUNDED], &[&[7, 1, 1, 0, 9, 0, 13, 7, 1, 9, 1, 9, 0, 13, 7, 2, 9, 2, 9, 0, 13, 7, 2, 9, 3]]),
        seed("left", &[FOUNDED], &[&[10, 0, 13, 0, 1, b'x', 0, 1, 1, 3, 1, 6, 0, 7, 0]]),
        seed("joined", JOINED, &[]),
        seed(
            "said",
            JOINED,
            &[&[3, 0, 10, 0, 6, 0, 2, b'h', b'i', 3, 0, 10, 0, 7, 0, 1, b'x', 3, 0, 10, 0, 4, 0, 1, b'n']],
        ),
        seed(
            "moderated",
            JOINED,
            &[&[3, 0, 0, 0, 2, 0, 3, 3, 0, 1, 0, 2, 0, 3, 0, 10, 0, 8, 3, 0, 3, 0, 10, 0, 2, 1, 0]],
        ),
        seed("told", JOINED, &[&[3, 0, 3, 0, 2, 0, 2, b'y', b'o']]),
        seed("put_out", JOINED, &[&[3, 0, 10, 0, 2, 5, 0]]),
        seed("no_topic", &[], &[&[1, 0, 0, 0, 3, 0, 0, 0, 1, 0, 5, 3, 0, 3, 0, 0, 0, 1, b'x', 11, 0]]),
        seed("rejected", &[], &[&[5, 0, 0, 0, 8, 0, 1, 10, 0, 13, 1, 0, 0, 0, 0]]),
        seed("forged", JOINED, &[&[3, 1, 2, 1, 9, 0, 3, 1, 3, 1, 9, 0, 1, b'x', 2, 1, 0xfb, 0, 3, 1, 10, 1, 2, 0, 0]]),
    ]
}

/// Groups of save files that the reference wrote.
fn saved() -> Vec<Seed> {
    let files: [(&str, &[u8]); 4] = [
        ("founder_0_2_20", include_bytes!("../../../crates/wire/tests/savedata/groups-founder-0.2.20.tox")),
        ("member_0_2_20", include_bytes!("../../../crates/wire/tests/savedata/groups-member-0.2.20.tox")),
        ("founder_0_2_22", include_bytes!("../../../crates/wire/tests/savedata/groups-founder-0.2.22.tox")),
        ("member_0_2_22", include_bytes!("../../../crates/wire/tests/savedata/groups-member-0.2.22.tox")),
    ];
    let section = |file| Savedata::load(file).ok().and_then(|(savedata, _)| savedata.groups).unwrap_or_default();
    files.into_iter().map(|(name, file)| ("group_saved", name, section(file))).collect()
}
