//! The store of values, asked directly. Past defect 2.

use toxcore_crypto::{CombinedKey, EphemeralKeyPair, KeyPair, Nonce, sha256};
use toxcore_wire::storage::{
    DataRetrieveRequest, DataRetrieveResponse, DataSearchRequest, DataSearchResponse, SearchAnswer, StoreAction,
    StoreContent, StoreRequest, StoreResponse, seal_store_request,
};

use super::*;

fn data_keys() -> EphemeralKeyPair {
    KeyPair::from_secret_bytes([77; 32])
}

/// Sends the payload and opens the answer, if there is one.
fn exchange(
    asker: &mut TestNode,
    node: &mut TestNode,
    now: Instant,
    kind: PacketKind,
    payload: &[u8],
) -> Result<Vec<u8>, Discard> {
    let request = asker.seal(kind, &node.info(), payload);
    node.receive(now, &request)?;
    let answer = node.sent(now).remove(0);
    Ok(asker.open(&answer).1)
}

fn search(asker: &mut TestNode, node: &mut TestNode, now: Instant, known: Option<[u8; 32]>) -> DataSearchResponse {
    let request = DataSearchRequest { data_key: data_keys().public, known, id: ID };
    let plain = exchange(asker, node, now, DataSearchRequest::KIND, &toxcore_wire::Encode::to_vec(&request)).unwrap();
    DataSearchResponse::parse(&plain).unwrap()
}

fn authenticator(asker: &mut TestNode, node: &mut TestNode, now: Instant) -> [u8; 32] {
    search(asker, node, now, None).answer.unwrap().authenticator
}

fn store(
    asker: &mut TestNode,
    node: &mut TestNode,
    now: Instant,
    authenticator: [u8; 32],
    action: StoreAction<'_>,
) -> Result<StoreResponse, Discard> {
    let keys = data_keys();
    let key = CombinedKey::new(&keys.secret, &node.keys.public).unwrap();
    let content = StoreContent { authenticator, seconds: 3_600, action };
    let mut payload = Vec::new();
    seal_store_request(&keys.public, &Nonce::from_bytes([3; 24]), &key, &content, ID, &mut payload);
    exchange(asker, node, now, StoreRequest::KIND, &payload).map(|plain| StoreResponse::parse(&plain).unwrap())
}

fn retrieve(
    asker: &mut TestNode,
    node: &mut TestNode,
    now: Instant,
    authenticator: [u8; 32],
) -> Result<Vec<u8>, Discard> {
    let request = DataRetrieveRequest { data_key: data_keys().public, authenticator, id: ID };
    let plain = exchange(asker, node, now, DataRetrieveRequest::KIND, &toxcore_wire::Encode::to_vec(&request))?;
    Ok(DataRetrieveResponse::parse(&plain).unwrap().value.to_vec())
}

#[test]
fn value_is_stored_found_and_prolonged() {
    let (mut alice, mut bob) = (TestNode::new(1), TestNode::new(2));
    let auth = authenticator(&mut alice, &mut bob, at(0));
    let stored = store(&mut alice, &mut bob, at(1), auth, StoreAction::Store(b"data")).unwrap();
    assert_eq!((stored.seconds, stored.node_time, stored.id), (10, 1_700_000_000, ID));
    assert_eq!(retrieve(&mut alice, &mut bob, at(2), auth), Ok(b"data".to_vec()));
    let found = search(&mut alice, &mut bob, at(2), None).answer.unwrap();
    assert_eq!(found.stored, Some(sha256(b"data")));
    store(&mut alice, &mut bob, at(10), auth, StoreAction::Prolong(sha256(b"data"))).unwrap();
    assert_eq!(retrieve(&mut alice, &mut bob, at(19), auth), Ok(b"data".to_vec()));
    assert!(retrieve(&mut alice, &mut bob, at(20), auth).is_err());
}

#[test]
fn wrong_hash_deletes_the_value() {
    let (mut alice, mut bob) = (TestNode::new(1), TestNode::new(2));
    let auth = authenticator(&mut alice, &mut bob, at(0));
    store(&mut alice, &mut bob, at(1), auth, StoreAction::Store(b"data")).unwrap();
    assert!(store(&mut alice, &mut bob, at(2), auth, StoreAction::Prolong([0; 32])).is_err());
    assert!(retrieve(&mut alice, &mut bob, at(3), auth).is_err());
}

#[test]
fn authenticators_count_for_one_asker_and_a_minute_or_two() {
    let (mut alice, mut bob, mut carol) = (TestNode::new(1), TestNode::new(2), TestNode::new(3));
    let auth = authenticator(&mut alice, &mut bob, at(0));
    assert_eq!(store(&mut carol, &mut bob, at(1), auth, StoreAction::Store(b"x")).err(), Some(Discard::Forbidden));
    assert_eq!(store(&mut alice, &mut bob, at(1), [0; 32], StoreAction::Store(b"x")).err(), Some(Discard::Forbidden));
    assert!(store(&mut alice, &mut bob, at(119), auth, StoreAction::Store(b"x")).is_ok());
    assert_eq!(store(&mut alice, &mut bob, at(120), auth, StoreAction::Store(b"x")).err(), Some(Discard::Forbidden));
    assert_eq!(retrieve(&mut alice, &mut bob, at(120), auth), Err(Discard::Forbidden));
}

#[test]
fn unchanged_answers_are_short() {
    let (mut alice, mut bob) = (TestNode::new(1), TestNode::new(2));
    let first = search(&mut alice, &mut bob, at(0), None);
    let again = search(&mut alice, &mut bob, at(1), Some(first.body_hash()));
    assert_eq!(again.answer, None);
    assert!(search(&mut alice, &mut bob, at(60), Some(first.body_hash())).answer.is_some());
}

#[test]
fn answers_name_nodes_that_have_a_store() {
    let (mut alice, mut bob) = pair();
    let mut asker = TestNode::new(3);
    let SearchAnswer { nodes, accepts, .. } = search(&mut asker, &mut bob, at(3), None).answer.unwrap();
    assert_eq!((nodes.first().copied(), accepts), (Some(alice.info()), true));
    let mut deaf = TestNode::at(4, addr("198.51.100.4:33445"), |config| config.announcements = false);
    deaf.bootstrap(at(3), bob.info());
    talk(&mut [&mut alice, &mut bob, &mut deaf], at(3), at(8));
    assert_eq!(bob.dht.close_nodes(at(8)).count(), 2);
    assert_eq!(search(&mut asker, &mut bob, at(8), None).answer.unwrap().nodes.len(), 1);
}

#[test]
fn every_plaintext_length_is_survived() {
    let (mut alice, mut bob) = (TestNode::new(1), TestNode::new(2));
    for kind in [DataSearchRequest::KIND, DataRetrieveRequest::KIND, StoreRequest::KIND] {
        for len in 1..700 {
            let payload = vec![0; len];
            let request = alice.seal(kind, &bob.info(), payload.as_slice());
            let answered = bob.receive(at(0), &request);
            let is_search = kind == DataSearchRequest::KIND && matches!(len, 40 | 72);
            assert_eq!(answered.is_ok(), is_search, "{kind:?} {len}: {answered:?}");
            bob.sent(at(0));
        }
    }
}

#[test]
fn answers_are_not_larger_than_the_references() {
    let mut bob = TestNode::new(2);
    let mut others: Vec<TestNode> =
        (10..30).map(|n| TestNode::at(n, format!("[2001:db8::{n}]:33445").parse().unwrap(), |_| {})).collect();
    for other in &mut others {
        other.bootstrap(at(0), bob.info());
    }
    let mut all: Vec<&mut TestNode> = others.iter_mut().collect();
    all.push(&mut bob);
    talk(&mut all, at(0), at(5));
    let mut asker = TestNode::new(3);
    let request = DataSearchRequest { data_key: data_keys().public, known: None, id: ID };
    let request = asker.seal(DataSearchRequest::KIND, &bob.info(), &request);
    bob.receive(at(5), &request).unwrap();
    assert_eq!((request.bytes.len(), bob.sent(at(5)).remove(0).bytes.len()), (113, 352));
}
