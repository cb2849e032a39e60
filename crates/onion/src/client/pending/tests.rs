use toxcore_crypto::{DhtPublicKey, EphemeralKeyPair};
use toxcore_sansio::Seed;

use super::*;
use crate::client::paths::PathId;

fn pending(sent: Instant) -> Pending {
    let keys = EphemeralKeyPair::from_secret_bytes([1; 32]);
    let node = NodeInfo { addr: ([192, 0, 2, 1], 1).into(), key: DhtPublicKey::from_bytes([1; 32]) };
    let key = CombinedKey::new(&keys.secret, &keys.public).unwrap();
    Pending { target: Target::Own, node, key, path: PathId::none(), sent, ping_id: None }
}

#[test]
fn requests_wait_ten_seconds_and_only_so_many() {
    let (mut table, mut rng) = (PendingRequests::default(), Rng::new(&Seed::from_number(1)));
    let start = Instant::from_origin(Duration::from_secs(1));
    let ids: Vec<RequestId> = (0..MAX_PENDING + 10).map(|_| table.insert(&mut rng, pending(start))).collect();
    assert!(table.get(start, ids[9]).is_none() && table.get(start, ids[10]).is_some());
    assert_eq!(table.requests.len(), MAX_PENDING);
    let just_before = start + LIFETIME.saturating_sub(Duration::from_millis(1));
    assert!(table.get(just_before, ids[10]).is_some() && table.get(start + LIFETIME, ids[10]).is_none());
    table.remove(ids[10]);
    assert!(table.get(start, ids[10]).is_none());
    table.expire(start + LIFETIME);
    assert_eq!((table.requests.len(), table.order.len()), (0, 0));
    assert!(table.requests.capacity() <= 4 * KEEP_CAPACITY && table.order.capacity() <= 4 * KEEP_CAPACITY);
}
