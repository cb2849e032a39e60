//! What loading a save file costs in memory, whatever is in it. In a program of its own: it measures the process.

#![cfg(target_os = "linux")]

use std::fs;

use toxcore_wire::savedata::Savedata;

/// Bytes of the files: so many that nothing else of the process counts.
const LEN: usize = 24 << 20;
/// How many times the memory of the file loading may take beside the file.
const FACTOR: u64 = 4;

/// A section of `kind` whose content repeats `entry`, behind sound keys.
fn file(kind: u16, start: &[u8], entry: &[u8]) -> Vec<u8> {
    let mut file = include_bytes!("savedata/0.2.18.tox")[..84].to_vec();
    let entries = LEN / entry.len();
    file.extend(u32::try_from(start.len() + entries * entry.len()).expect("a small file").to_le_bytes());
    file.extend([kind.to_le_bytes(), 0x01ce_u16.to_le_bytes()].concat());
    file.extend_from_slice(start);
    for _ in 0..entries {
        file.extend_from_slice(entry);
    }
    file
}

/// A conference with a title of one byte that says it has so many peers.
fn conference(peers: u32) -> Vec<u8> {
    [&[0; 41][..], &peers.to_le_bytes(), &[1, b't']].concat()
}

/// A friend, whose key is made different for each record.
fn friends() -> Vec<u8> {
    let mut record = [vec![1; 33], vec![b'x'; 2216 - 33]].concat();
    record[1058..1060].copy_from_slice(&1024_u16.to_be_bytes());
    let mut file = file(3, &[], &record);
    for (number, record) in (0_u32..).zip(file[92..].chunks_exact_mut(2216)) {
        record[1..5].copy_from_slice(&number.to_le_bytes());
        // Text lengths alone decide what a friend of this state takes.
        record[0] = u8::try_from(number % 3).expect("below three") + 1;
    }
    file
}

#[test]
fn no_file_takes_more_than_four_times_its_own_memory() {
    let peer = [&[0; 74][..], &[1, b'n']].concat();
    let nodes = [2, 192, 0, 2, 1, 1, 1].into_iter().chain([7; 32]).collect::<Vec<u8>>();
    // Those with many small pieces first: the allocator keeps their memory, and what comes after would seem cheaper.
    let files = [
        ("friends", friends()),
        ("conferences", file(20, &[], &conference(0))),
        ("peers", file(20, &conference(u32::try_from(LEN / peer.len()).expect("a small file")), &peer)),
        ("a lie about peers", file(20, &conference(u32::MAX), &peer)),
        ("no friends", file(3, &[], &[0; 2216])),
        ("relays", file(10, &[], &nodes)),
        ("nodes", file(2, &[0x0d, 0, 0x59, 1, 0xff, 0xff, 0xff, 0xff, 4, 0, 0xce, 0x11], &nodes)),
        ("groups", file(7, &[], &[0x91])),
        ("one unknown section", file(300, &[], &[7])),
        ("unknown sections", file(6, &[], &[1, 0, 0, 0, 44, 1, 0xce, 1, 7])[92..].to_vec()),
        ("names", file(4, &[], b"n")),
    ];
    for (name, mut file) in files {
        if name == "unknown sections" {
            file.splice(..0, include_bytes!("savedata/0.2.18.tox")[..84].iter().copied());
        }
        // 5 resets the highest memory to the present one.
        if fs::write("/proc/self/clear_refs", "5").is_err() {
            println!("the highest memory cannot be reset here, nothing measured");
            return;
        }
        let before = status("VmRSS:");
        let (loaded, _) = Savedata::load(&file).expect("sound keys");
        let cost = status("VmHWM:").saturating_sub(before);
        let len = u64::try_from(file.len()).expect("a small file");
        println!("{name}: {} times its {} MiB", cost as f64 / len as f64, len >> 20);
        assert!(cost <= FACTOR * len, "{name}: {cost} bytes for {len}");
        drop(loaded);
    }
}

/// A number of bytes that the system tells about this process.
fn status(name: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").expect("on Linux");
    let line = status.lines().find(|line| line.starts_with(name)).expect("it is there");
    line.split_whitespace().nth(1).and_then(|number| number.parse::<u64>().ok()).expect("kilobytes") * 1024
}
