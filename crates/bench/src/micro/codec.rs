//! Bytes to packets and back.

use std::hint::black_box;
use std::io;

use toxcore_crypto::{DhtKeyPair, LongTermKeyPair, LongTermPublicKey};
use toxcore_sansio::{Rng, Seed};
use toxcore_wire::dht::{DhtPacket, NodesResponse};
use toxcore_wire::friend::NoSpam;
use toxcore_wire::messenger::MessengerPacket;
use toxcore_wire::savedata::{FriendProfile, FriendState, SavedFriend, Savedata};
use toxcore_wire::{Encode, RequestId};

use super::{Step, step};
use crate::clients::{DhtClient, Question};

pub(super) fn measure() -> io::Result<Vec<Step>> {
    let mut rng = Rng::new(&Seed::from_number(3));
    let mut steps = packets(&mut rng)?;
    steps.extend(save_file(&mut rng)?);
    Ok(steps)
}

fn packets(rng: &mut Rng) -> io::Result<Vec<Step>> {
    let client = DhtClient::new(&DhtKeyPair::from_secret_bytes(rng.secret_bytes()).public, rng)?;
    let mut request = client.ask(Question::Nodes, RequestId::from_u64(1), rng);
    let payload = nodes_payload();
    let response = NodesResponse::parse(&payload).map_err(io::Error::other)?;
    let mut out = Vec::with_capacity(payload.len());
    let mut file_data = vec![0x5a; FILE_DATA];
    if let Some(kind) = file_data.first_mut() {
        *kind = FILE_DATA_ID;
    }
    Ok(vec![
        step("parse the outside of a DHT packet", || DhtPacket::parse(black_box(&mut request)).is_ok()),
        step("parse a nodes response of four", || NodesResponse::parse(black_box(&payload)).is_ok()),
        step("encode a nodes response of four", || {
            out.clear();
            black_box(&response).encode(&mut out);
            out.len() == payload.len()
        }),
        step("parse file data", || MessengerPacket::parse(black_box(&file_data)).is_ok()),
    ])
}

/// Two nodes with IPv4 and two with IPv6 addresses, as an answer carries them.
fn nodes_payload() -> Vec<u8> {
    let mut payload = vec![4];
    for number in 1..=4 {
        let (family, address) =
            if number <= 2 { (2, vec![198, 51, 100, number]) } else { (10, vec![0x20 + number; 16]) };
        payload.push(family);
        payload.extend(address);
        payload.extend([0x82, 0xa5]);
        payload.extend([number; 32]);
    }
    payload.extend([7; RequestId::LEN]);
    payload
}

fn save_file(rng: &mut Rng) -> io::Result<Vec<Step>> {
    let keys = LongTermKeyPair::from_secret_bytes(rng.secret_bytes());
    let mut save = Savedata::new(NoSpam::from_bytes(rng.public_bytes()), keys);
    save.friends = (0..FRIENDS)
        .map(|_| SavedFriend {
            key: LongTermPublicKey::from_bytes(rng.public_bytes()),
            state: FriendState::Confirmed(FriendProfile::default()),
        })
        .collect();
    let mut file = Vec::with_capacity(save.encoded_len());
    save.encode(&mut file);
    let mut out = Vec::with_capacity(file.len());
    Ok(vec![
        step("load a save file of 1,000 friends", || Savedata::load(black_box(&file)).is_ok()),
        step("write a save file of 1,000 friends", || {
            out.clear();
            black_box(&save).encode(&mut out);
            out.len() == file.len()
        }),
    ])
}

const FRIENDS: usize = 1000;
/// A full packet of file data: its id, the number of the file, and 1,371 bytes. Protocol: messenger, File data.
const FILE_DATA: usize = 1373;
const FILE_DATA_ID: u8 = 82;
