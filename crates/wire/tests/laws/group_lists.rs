use toxcore_wire::Encode;
use toxcore_wire::group::{MAX_MODERATORS, MAX_SANCTIONS, ModeratorsPacket, SanctionsPacket, SetObserver};

/// Lists of moderators and observers. What follows them is ignored, or hashed with the keys.
pub(super) fn check(data: &[u8]) {
    moderators(data);
    sanctions(data);
    if let Ok(set) = SetObserver::parse(data) {
        assert_eq!(SetObserver::parse(&set.to_vec()), Ok(set));
    }
}

fn moderators(data: &[u8]) {
    let Ok(packet) = ModeratorsPacket::parse(data) else { return };
    assert_eq!(packet.to_vec(), data);
    let list = packet.to_list();
    assert!(list.keys().len() <= MAX_MODERATORS);
    let bytes = list.to_vec();
    assert!(data.starts_with(&bytes));
    let again = ModeratorsPacket::parse(&bytes).expect("what we write is a list");
    assert_eq!((again.to_list(), again.hash()), (list.clone(), list.hash_in_order()));
    let sorted = list.clone().sort();
    let arranged = list.arranged_for(&sorted).expect("there is such an order");
    assert_eq!(arranged.hash_in_order(), sorted);
}

fn sanctions(data: &[u8]) {
    let Ok(packet) = SanctionsPacket::parse(data) else { return };
    let list = packet.to_list();
    assert!(list.entries().len() <= MAX_SANCTIONS);
    let bytes = list.to_vec();
    assert_eq!(bytes, packet.to_vec());
    assert!(data.starts_with(&bytes));
    assert_eq!(SanctionsPacket::parse(&bytes), Ok(packet));
    let _ = list.verify(|_| true);
    assert!(list.verify(|_| false).is_err());
    for entry in list.entries() {
        let without = list.without(&entry.target, *list.credentials()).expect("it was there");
        assert!(!without.is_observer(&entry.target));
    }
}
