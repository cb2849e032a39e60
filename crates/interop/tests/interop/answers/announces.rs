//! The announce store of the onion: announces of friends, data to route, and announces of public groups.
//!
//! The prober stands where the last relay of an onion path stands: it appends the return data, and gets them back.

use toxcore_crypto::{EphemeralKeyPair, Nonce};
use toxcore_interop::prober::{GRACE, Prober, node_key, open_box, seal_box};
use toxcore_interop::scenario::Outcome;
use toxcore_interop::to_hex;

use super::{Story, same_answers};

const ANNOUNCE: u8 = 0x83;
const EXTENDED_ANNOUNCE: u8 = 0x87;
const DATA_TO_ROUTE: u8 = 0x85;
const DATA_RESPONSE: u8 = 0x86;
const ONION_RESPONSE_3: u8 = 0x8c;
const RETURN_DATA: [u8; 177] = [0xaa; 177];
const SENDBACK: [u8; 8] = *b"sendback";

/// What goes into an announce request, and with which keys.
struct Announce<'a> {
    kind: u8,
    keys: &'a EphemeralKeyPair,
    ping_id: [u8; 32],
    searched: [u8; 32],
    data_key: [u8; 32],
    extra: &'a [u8],
}

impl Announce<'_> {
    fn packet(&self, prober: &mut Prober, node: &[u8; 32]) -> Vec<u8> {
        let nonce = prober.nonce();
        let plain = [self.ping_id.as_slice(), &self.searched, &self.data_key, &SENDBACK, self.extra].concat();
        let sealed = seal_box(self.keys, node, &nonce, &plain);
        [&[self.kind], nonce.as_bytes().as_slice(), self.keys.public.as_bytes(), &sealed].concat()
    }

    /// Sends it, notes the shape of the answer, and returns the ping id or data key in it.
    fn ask(&self, story: &mut Story, prober: &mut Prober, what: &str) -> Outcome<[u8; 32]> {
        let node = node_key(&story.node);
        let packet = self.packet(prober, &node);
        prober.send_to_node(&story.node, &[packet.as_slice(), &RETURN_DATA].concat())?;
        let Some(answer) = onion_answer(prober)? else {
            story.note(what, "silence");
            return Ok([0; 32]);
        };
        let (head, rest) = answer.split_at_checked(1 + SENDBACK.len()).ok_or("the answer is too short")?;
        let (nonce, sealed) = rest.split_first_chunk().ok_or("the answer is too short")?;
        let plain = open_box(self.keys, &node, &Nonce::from_bytes(*nonce), sealed).ok_or("the box does not open")?;
        let (is_stored, rest) = plain.split_first().ok_or("the answer is empty")?;
        let (value, rest) = rest.split_first_chunk::<32>().ok_or("the answer is too short")?;
        let echoed = head.ends_with(&SENDBACK);
        let data_key = if *is_stored == 1 { format!(" data key {value:02x?}") } else { String::new() };
        let (kind, rest) = (head.first(), shape_of_rest(rest));
        story.note(what, format!("{kind:02x?} echoed {echoed}, stored {is_stored}{data_key}, {rest}"));
        Ok(*value)
    }
}

/// Nodes and announces; the order of announces is each node's own choice.
fn shape_of_rest(rest: &[u8]) -> String {
    let (count, announces) = rest.split_first().map_or((None, rest), |(count, announces)| (Some(count), announces));
    let mut announces: Vec<String> = announces.chunks(MEMBER_LEN).map(to_hex).collect();
    announces.sort();
    format!("nodes {count:?}, announces {announces:?}")
}

/// What comes back through the return data.
fn onion_answer(prober: &mut Prober) -> Outcome<Option<Vec<u8>>> {
    let datagram = prober.receive(GRACE, |datagram| datagram.bytes.first() == Some(&ONION_RESPONSE_3))?;
    let Some(datagram) = datagram else { return Ok(None) };
    let rest = datagram.bytes.get(1..).and_then(|rest| rest.strip_prefix(&RETURN_DATA));
    Ok(Some(rest.ok_or("the return data did not come back")?.to_vec()))
}

#[test]
fn friends_are_announced_and_reached() -> Outcome {
    same_answers(|story| {
        let mut prober = story.prober(1)?;
        let alice = EphemeralKeyPair::from_secret_bytes([11; 32]);
        let bob = EphemeralKeyPair::from_secret_bytes([12; 32]);
        let (own, data_key) = (*alice.public.as_bytes(), [13; 32]);
        let announce = Announce { kind: ANNOUNCE, keys: &alice, ping_id: [0; 32], searched: own, data_key, extra: &[] };
        let ping_id = announce.ask(story, &mut prober, "first announce")?;
        let announce = Announce { ping_id, ..announce };
        let mut other = story.prober(2)?;
        announce.ask(story, &mut other, "with the ping id of another address")?;
        announce.ask(story, &mut prober, "with the ping id")?;
        let old = Announce { ping_id: [0; 32], ..announce };
        old.ask(story, &mut prober, "without the ping id, when stored")?;
        Announce { data_key: [14; 32], ..old }.ask(story, &mut prober, "with another data key")?;
        Announce { kind: EXTENDED_ANNOUNCE, ..old }.ask(story, &mut prober, "in the extended form")?;
        let search = Announce { keys: &bob, data_key: [0; 32], ..old };
        search.ask(story, &mut prober, "search by somebody else")?;
        Announce { kind: EXTENDED_ANNOUNCE, ..search }.ask(story, &mut prober, "search in the extended form")?;
        Announce { searched: [99; 32], ..search }.ask(story, &mut prober, "search for somebody unknown")?;

        let data = |to: &[u8; 32]| [&[DATA_TO_ROUTE], to.as_slice(), &[21; 24], &[22; 32], &[23; 40]].concat();
        other.send_to_node(&story.node, &[data(&own).as_slice(), &RETURN_DATA].concat())?;
        let expected = [&[DATA_RESPONSE], [21; 24].as_slice(), &[22; 32], &[23; 40]].concat();
        story.note("data to the announced", onion_answer(&mut prober)? == Some(expected));
        other.send_to_node(&story.node, &[data(&[99; 32]).as_slice(), &RETURN_DATA].concat())?;
        story.note(
            "data to somebody unknown",
            onion_answer(&mut prober)?.is_some() || onion_answer(&mut other)?.is_some(),
        );

        // Without return data, and with a byte too many.
        for extra in [vec![], vec![0xaa; 176], vec![0xaa; 178]] {
            let packet = [old.packet(&mut prober, &node_key(&story.node)), extra.clone()].concat();
            prober.send_to_node(&story.node, &packet)?;
            story.note(&format!("{} bytes of return data", extra.len()), prober.receive(GRACE, |_| true)?.is_some());
        }
        Ok(())
    })
}

/// Length of an announce without its chat id, as [`member`] makes them.
const MEMBER_LEN: usize = 32 + 1 + 1 + 7;

/// An announce of a member of a public group: chat id, member's key, has address, relays, address.
fn member(chat: u8, key: u8) -> Vec<u8> {
    [[chat; 32].as_slice(), &[key; 32], &[1, 0], &[2, 198, 51, 100, key], &33445_u16.to_be_bytes()].concat()
}

#[test]
fn members_of_a_group_find_each_other() -> Outcome {
    same_answers(|story| {
        let mut prober = story.prober(1)?;
        let keys = EphemeralKeyPair::from_secret_bytes([31; 32]);
        let base = Announce {
            kind: EXTENDED_ANNOUNCE,
            keys: &keys,
            ping_id: [0; 32],
            searched: [32; 32],
            data_key: [0; 32],
            extra: &[],
        };
        for (what, extra) in [
            ("the first member", member(1, 1)),
            ("the first member again", member(1, 1)),
            ("the second member", member(1, 2)),
            ("the third member", member(1, 3)),
            ("a fourth and a fifth", member(1, 4)),
            ("the sixth sees four", member(1, 6)),
            ("a member of another group", member(2, 7)),
            ("not an announce", b"not an announce".to_vec()),
            ("a truncated announce", member(1, 8).get(..70).unwrap_or_default().to_vec()),
            ("with an unknown number of relays", {
                let mut extra = member(1, 9);
                extra[65] = 2;
                extra
            }),
        ] {
            Announce { extra: &extra, ..base }.ask(story, &mut prober, what)?;
        }
        Ok(())
    })
}
