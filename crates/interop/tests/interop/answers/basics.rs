//! Pings, nodes, bootstrap info, and what gets no answer at all.

use std::time::Duration;

use toxcore_interop::prober::{
    Datagram, GRACE, NODES_REQUEST, NODES_RESPONSE, PING_REQUEST, PING_RESPONSE, Prober, node_address, node_key,
};
use toxcore_interop::scenario::Outcome;

use super::same_answers;

const ID: [u8; 8] = *b"12345678";

#[test]
fn pings_and_nodes() -> Outcome {
    same_answers(|story| {
        let mut alice = story.prober(1)?;
        let ping = [&[PING_REQUEST], ID.as_slice()].concat();
        let pong = alice.ask(&story.node, PING_REQUEST, &ping, PING_RESPONSE)?;
        let expected = [&[PING_RESPONSE], ID.as_slice()].concat();
        let node = node_key(&story.node);
        story.note("ping", pong.is_some_and(|pong| pong.plain == expected && pong.sender == node));

        let target = [9; 32];
        let question = [target.as_slice(), &ID].concat();
        let nodes = alice.ask(&story.node, NODES_REQUEST, &question, NODES_RESPONSE)?;
        let expected = [&[0], ID.as_slice()].concat();
        story.note("nodes of a node that knows nobody", nodes.is_some_and(|nodes| nodes.plain == expected));

        alice.become_known(&story.node)?;
        let mut bob = story.prober(2)?;
        let nodes = bob.ask(&story.node, NODES_REQUEST, &question, NODES_RESPONSE)?;
        let expected = [&[1], packed_node(&alice).as_slice(), &ID].concat();
        story.note("nodes of a node that knows one", nodes.is_some_and(|nodes| nodes.plain == expected));
        Ok(())
    })
}

/// A node in a list: family of IPv4 over UDP, address, port, key.
fn packed_node(prober: &Prober) -> Vec<u8> {
    let std::net::IpAddr::V4(address) = prober.address().ip() else { return Vec::new() };
    [&[2], address.octets().as_slice(), &prober.address().port().to_be_bytes(), &prober.key()].concat()
}

#[test]
fn malformed_packets_get_silence() -> Outcome {
    same_answers(|story| {
        let mut prober = story.prober(1)?;
        let (node, address) = (node_key(&story.node), node_address(&story.node));
        let ping = [&[PING_REQUEST], ID.as_slice()].concat();
        let good = prober.seal(PING_REQUEST, &node, &ping);
        let mut bad: Vec<Vec<u8>> =
            (0..good.len()).filter_map(|length| good.get(..length).map(<[u8]>::to_vec)).collect();
        bad.push([good.as_slice(), &[0]].concat());
        bad.push(prober.seal(PING_REQUEST, &node, &[&[PING_RESPONSE], ID.as_slice()].concat()));
        bad.push(prober.seal(PING_RESPONSE, &node, &[&[PING_RESPONSE], ID.as_slice()].concat()));
        bad.push(prober.seal(PING_REQUEST, &[3; 32], &ping));
        let mut flipped = good.clone();
        if let Some(last) = flipped.last_mut() {
            *last ^= 1;
        }
        bad.push(flipped);
        let nodes = prober.seal(NODES_REQUEST, &node, &[[5; 32].as_slice(), &ID].concat());
        bad.extend((1..nodes.len()).filter_map(|length| nodes.get(..length).map(<[u8]>::to_vec)));
        bad.push([nodes.as_slice(), &[0]].concat());
        // Every kind alone and followed by zeros, as in the reports of crashed nodes.
        bad.extend((0..=255).map(|kind| vec![kind]));
        bad.extend((0..=255).map(|kind| [&[kind], [0; 200].as_slice()].concat()));
        bad.push(b"123".to_vec());
        for packet in bad {
            prober.send(address, &packet)?;
        }
        prober.settle(&story.node)?;
        // An answer to bytes that we did not ask for by a whole packet; the node's own requests are not answers.
        let answer = prober
            .receive(GRACE, |datagram| ![PING_REQUEST, NODES_REQUEST].contains(datagram.bytes.first().unwrap_or(&0)))?;
        story.note(
            "answer to malformed packets",
            answer.map_or("none".into(), |answer| format!("{:02x?}", answer.bytes)),
        );
        let pong = prober.ask(&story.node, PING_REQUEST, &ping, PING_RESPONSE)?;
        story.note("answers afterwards", pong.is_some());
        Ok(())
    })
}

#[test]
fn bootstrap_info() -> Outcome {
    same_answers(|story| {
        let mut prober = story.prober(1)?;
        let address = node_address(&story.node);
        let info = |datagram: &Datagram| datagram.bytes.first() == Some(&0xf0);
        for length in [77, 79, 1, 78] {
            let mut packet = vec![0; length];
            packet[0] = 0xf0;
            prober.send(address, &packet)?;
        }
        // The version is each program's own; the message of the day ends with a NUL. Only one of the four is a question.
        let answer = prober.receive(Duration::from_secs(20), info)?.ok_or("no answer")?;
        let motd = String::from_utf8_lossy(answer.bytes.get(5..).unwrap_or_default()).into_owned();
        story.note("the answer", format!("{} bytes, {motd:?}", answer.bytes.len()));
        story.note("another answer", prober.receive(GRACE, info)?.is_some());
        Ok(())
    })
}
