//! The store of announces: search, store, retrieve, renew.

use toxcore_crypto::{EphemeralKeyPair, sha256};
use toxcore_interop::prober::{Prober, node_key, seal_box};
use toxcore_interop::scenario::Outcome;

use super::{Story, same_answers};

const SEARCH: u8 = 0x93;
const RETRIEVE: u8 = 0x95;
const STORE: u8 = 0x97;
const ID: [u8; 8] = *b"storage!";
const KEY_LEN: usize = 32;

struct Search {
    body: Vec<u8>,
    authenticator: [u8; 32],
}

/// Searches and notes the shape: length of the body, what is stored, and what follows the authenticator.
fn search(story: &mut Story, prober: &mut Prober, what: &str, key: &[u8; 32]) -> Outcome<Search> {
    let answer = prober.ask(&story.node, SEARCH, &[key.as_slice(), &ID].concat(), SEARCH + 1)?;
    let plain = answer.ok_or("a search got no answer")?.plain;
    let body = plain.strip_suffix(&ID).ok_or("the answer does not repeat the id")?.to_vec();
    let rest = body.strip_prefix(key).ok_or("the answer does not repeat the key")?;
    let (stored, rest) = rest.split_first().ok_or("the answer is too short")?;
    let (hash, rest) = rest.split_at_checked(if *stored == 1 { 32 } else { 0 }).ok_or("the answer is too short")?;
    let (authenticator, rest) = rest.split_first_chunk().ok_or("the answer is too short")?;
    story.note(what, format!("stored {stored}, hash {hash:02x?}, would store and nodes {rest:02x?}"));
    Ok(Search { body: body.clone(), authenticator: *authenticator })
}

/// Asks to store and notes what is granted.
fn store(story: &mut Story, prober: &mut Prober, what: &str, keys: &EphemeralKeyPair, content: &[u8]) -> Outcome {
    let nonce = prober.nonce();
    let key = keys.public.as_bytes();
    let sealed = seal_box(keys, &node_key(&story.node), &nonce, content);
    let plain = [key.as_slice(), nonce.as_bytes(), &sealed, &ID].concat();
    let answer = prober.ask(&story.node, STORE, &plain, STORE + 1)?;
    let shape = match answer {
        None => "silence".into(),
        Some(answer) => {
            let repeats = answer.plain.starts_with(key) && answer.plain.ends_with(&ID);
            let granted = answer.plain.get(KEY_LEN..KEY_LEN + 4).unwrap_or_default();
            format!("{} bytes, repeats key and id {repeats}, granted {granted:?}", answer.plain.len())
        }
    };
    story.note(what, shape);
    Ok(())
}

fn content(authenticator: &[u8], seconds: u32, kind: u8, payload: &[u8]) -> Vec<u8> {
    [authenticator, &seconds.to_be_bytes(), &[kind], payload].concat()
}

#[test]
fn data_is_stored_and_found() -> Outcome {
    same_answers(|story| {
        let mut prober = story.prober(1)?;
        let keys = EphemeralKeyPair::from_secret_bytes([77; 32]);
        let key = *keys.public.as_bytes();
        let first = search(story, &mut prober, "search for nothing", &key)?;

        let again = [key.as_slice(), &sha256(&first.body), &ID].concat();
        let answer = prober.ask(&story.node, SEARCH, &again, SEARCH + 1)?.map(|answer| answer.plain);
        story.note("the same search with its hash", answer == Some([key.as_slice(), &ID].concat()));

        let retrieve = |authenticator: &[u8]| [key.as_slice(), &[0], authenticator, &ID].concat();
        let answer = prober.ask(&story.node, RETRIEVE, &retrieve(&first.authenticator), RETRIEVE + 1)?;
        story.note("retrieve nothing", answer.is_some());

        let auth = first.authenticator;
        store(story, &mut prober, "with a wrong authenticator", &keys, &content(&[0; 32], 300, 0, b"data"))?;
        store(story, &mut prober, "513 bytes", &keys, &content(&auth, 300, 0, &[1; 513]))?;
        store(story, &mut prober, "an unknown kind", &keys, &content(&auth, 300, 2, b"data"))?;
        store(story, &mut prober, "renewal of nothing", &keys, &content(&auth, 300, 1, &sha256(b"data")))?;
        store(story, &mut prober, "data for 300 s", &keys, &content(&auth, 300, 0, b"data"))?;
        let second = search(story, &mut prober, "search for data", &key)?;
        let auth = second.authenticator;
        let answer = prober.ask(&story.node, RETRIEVE, &retrieve(&auth), RETRIEVE + 1)?.map(|answer| answer.plain);
        story.note("retrieve", format!("{:02x?}", answer.map(|plain| plain.get(KEY_LEN..).map(<[u8]>::to_vec))));
        let answer = prober.ask(&story.node, RETRIEVE, &retrieve(&[0; 32]), RETRIEVE + 1)?;
        story.note("retrieve with a wrong authenticator", answer.is_some());

        store(story, &mut prober, "renewal", &keys, &content(&auth, 5, 1, &sha256(b"data")))?;
        store(story, &mut prober, "512 bytes", &keys, &content(&auth, 300, 0, &[1; 512]))?;
        search(story, &mut prober, "search for 512 bytes", &key)?;
        store(story, &mut prober, "renewal of other data", &keys, &content(&auth, 300, 1, &sha256(b"other")))?;
        search(story, &mut prober, "search after that", &key)?;
        Ok(())
    })
}
