//! Forwarding of packets to nodes in the close list, and routed DHT requests.

use toxcore_interop::prober::{Datagram, GRACE, node_address, node_key};
use toxcore_interop::scenario::Outcome;

use super::same_answers;

const FORWARD_REQUEST: u8 = 0x90;
const FORWARDING: u8 = 0x91;
const FORWARD_REPLY: u8 = 0x92;
const DHT_REQUEST: u8 = 0x20;

fn of_kind(kind: u8) -> impl Fn(&Datagram) -> bool {
    move |datagram| datagram.bytes.first() == Some(&kind)
}

#[test]
fn packets_are_forwarded_there_and_back() -> Outcome {
    same_answers(|story| {
        let (mut alice, mut bob) = (story.prober(1)?, story.prober(2)?);
        bob.become_known(&story.node)?;

        let request = |key: &[u8; 32], data: &[u8]| [&[FORWARD_REQUEST], key.as_slice(), data].concat();
        alice.send_to_node(&story.node, &request(&[8; 32], b"to nobody"))?;
        let key = bob.key();
        alice.send_to_node(&story.node, &request(&key, b"hello"))?;
        let forwarded = bob.receive(GRACE, of_kind(FORWARDING))?.ok_or("nothing was forwarded")?;
        let (length, rest) = forwarded.bytes.get(1..).and_then(<[u8]>::split_first).ok_or("forwarding is too short")?;
        let (sendback, data) = rest.split_at_checked((*length).into()).ok_or("forwarding is too short")?;
        let tail = sendback.get(32..).unwrap_or_default();
        story.note("forwarding", format!("sendback of {length} bytes ends with {tail:02x?}, data {data:?}"));

        let reply = |sendback: &[u8], data: &[u8]| {
            [&[FORWARD_REPLY, u8::try_from(sendback.len()).unwrap_or(0)], sendback, data].concat()
        };
        let mut broken = sendback.to_vec();
        if let Some(first) = broken.first_mut() {
            *first ^= 1;
        }
        bob.send_to_node(&story.node, &reply(&broken, b"forged"))?;
        bob.send_to_node(&story.node, &reply(sendback, b"thanks"))?;
        let answer = alice.receive(GRACE, of_kind(FORWARDING))?.map(|answer| answer.bytes);
        story.note("the answer", format!("{answer:02x?}"));
        bob.send_to_node(&story.node, &reply(sendback, b"again"))?;
        let answer = alice.receive(GRACE, of_kind(FORWARDING))?.map(|answer| answer.bytes);
        story.note("a second answer", format!("{answer:02x?}"));

        for data in [vec![1; 1792], vec![1; 1793], vec![]] {
            alice.send_to_node(&story.node, &request(&key, &data))?;
            let forwarded = bob.receive(GRACE, of_kind(FORWARDING))?;
            story.note(
                &format!("{} bytes", data.len()),
                format!("{:?}", forwarded.map(|forwarded| forwarded.bytes.len())),
            );
        }
        Ok(())
    })
}

#[test]
fn a_forwarded_search_is_answered_through_the_forwarder() -> Outcome {
    same_answers(|story| {
        let mut prober = story.prober(1)?;
        let node = node_key(&story.node);
        let search = prober.seal(0x93, &node, &[[6; 32].as_slice(), b"forward!"].concat());
        let ping = prober.seal(0x00, &node, &[&[0], b"forward!".as_slice()].concat());
        for (what, sendback, inner) in [
            ("a search", b"any sendback".as_slice(), &search),
            ("a search without sendback", b"".as_slice(), &search),
            ("a ping", b"any sendback".as_slice(), &ping),
        ] {
            let length = u8::try_from(sendback.len())?;
            let packet = [&[FORWARDING, length], sendback, inner].concat();
            prober.send_to_node(&story.node, &packet)?;
            let answer = prober.receive(GRACE, of_kind(FORWARD_REPLY))?;
            let shape = answer.and_then(|answer| {
                let inner = answer.bytes.get(2 + sendback.len()..)?.to_vec();
                let opened = prober.open(&inner)?;
                Some(format!(
                    "{:02x?}, then {:02x} with {} bytes",
                    answer.bytes.get(..2 + sendback.len())?,
                    opened.kind,
                    opened.plain.len()
                ))
            });
            story.note(what, shape.unwrap_or("silence".into()));
        }
        Ok(())
    })
}

#[test]
fn dht_requests_are_routed_to_known_nodes() -> Outcome {
    same_answers(|story| {
        let (mut alice, mut bob) = (story.prober(1)?, story.prober(2)?);
        let address = node_address(&story.node);
        bob.become_known(&story.node)?;
        let routed = |to: &[u8; 32], sealed: &[u8]| [&[DHT_REQUEST], to.as_slice(), sealed].concat();
        // Behind the receiver's key, a routed request looks like a DHT packet without its kind.
        let key = bob.key();
        let sealed = alice.seal(DHT_REQUEST, &key, &[0xfe, 0, 1, 2, 3, 4, 5, 6, 7, 8]);
        let packet = routed(&key, sealed.get(1..).unwrap_or_default());
        alice.send_to_node(&story.node, &packet)?;
        let got = bob.receive(GRACE, of_kind(DHT_REQUEST))?;
        story.note("to a known node", got.is_some_and(|got| got.bytes == packet && got.from == address));
        alice.send_to_node(&story.node, &routed(&[8; 32], sealed.get(1..).unwrap_or_default()))?;
        let got = bob.receive(GRACE, of_kind(DHT_REQUEST))?;
        story.note("to an unknown node", got.is_some());
        // Every length: those too short for a header must do no harm.
        for length in 0..200_usize {
            alice.send_to_node(&story.node, &[&[DHT_REQUEST], vec![0; length].as_slice()].concat())?;
        }
        // A request to the node itself that no friend of it sent.
        let sealed = alice.seal(DHT_REQUEST, &node_key(&story.node), &[0xfe, 0, 1, 2, 3, 4, 5, 6, 7, 8]);
        alice.send_to_node(&story.node, &routed(&node_key(&story.node), sealed.get(1..).unwrap_or_default()))?;
        let got = alice.receive(GRACE, of_kind(DHT_REQUEST))?;
        story.note("to the node itself", got.is_some());
        Ok(())
    })
}
