use super::*;

fn entry(key: [u8; 32], at: u64) -> Announcement {
    Announcement {
        key: EphemeralPublicKey::from_bytes(key),
        data_key: EphemeralPublicKey::from_bytes([1; 32]),
        via: ([198, 51, 100, 1], 33445).into(),
        return_path: ReturnPath3::from_bytes([0; ReturnPath3::LEN]),
        at: Instant::from_origin(Duration::from_secs(at)),
    }
}

fn key(number: u8) -> [u8; 32] {
    let mut key = [0; 32];
    key[0] = number;
    key
}

const OWN: DhtPublicKey = DhtPublicKey::from_bytes([0; 32]);

fn full_store() -> AnnounceStore {
    let mut store = AnnounceStore::default();
    (0..160).for_each(|number| store.put(&OWN, entry(key(50 + number), 0)));
    store
}

#[test]
fn an_announcement_lives_for_five_minutes() {
    let mut store = AnnounceStore::default();
    store.put(&OWN, entry(key(1), 10));
    let at = |secs| Instant::from_origin(Duration::from_secs(secs));
    assert!(store.find(at(309), &key(1)).is_some());
    assert!(store.find(at(310), &key(1)).is_none());
    assert_eq!((store.len(at(309)), store.len(at(310))), (1, 0));
}

#[test]
fn a_full_store_takes_only_nearer_keys_and_gives_up_the_farthest() {
    let mut store = full_store();
    let now = Instant::ZERO;
    store.put(&OWN, entry(key(255), 0));
    assert!(store.find(now, &key(255)).is_none());
    store.put(&OWN, entry(key(1), 0));
    assert!(store.find(now, &key(1)).is_some());
    assert!(store.find(now, &key(209)).is_none(), "the farthest has to go");
    assert_eq!(store.len(now), MAX_ANNOUNCEMENTS);
}

#[test]
fn an_expired_announcement_gives_way_to_any_key() {
    let mut store = full_store();
    store.put(&OWN, entry(key(255), 400));
    assert!(store.find(Instant::from_origin(Duration::from_secs(400)), &key(255)).is_some());
}

#[test]
fn the_same_key_is_renewed_in_its_place() {
    let mut store = full_store();
    store.put(&OWN, entry(key(209), 100));
    assert!(store.find(Instant::from_origin(Duration::from_secs(350)), &key(209)).is_some());
    assert_eq!(store.entries.len(), MAX_ANNOUNCEMENTS);
}
