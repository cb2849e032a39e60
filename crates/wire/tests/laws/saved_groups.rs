use toxcore_wire::Encode;
use toxcore_wire::savedata::{MAX_SAVED_GROUP_PEERS, MAX_SAVED_GROUPS, SavedGroups};

/// The groups section: what was understood stands first in what is written, so it is understood again, whatever follows.
pub(super) fn check(data: &[u8]) {
    let groups = SavedGroups::parse(data);
    assert!(groups.groups.len() <= MAX_SAVED_GROUPS);
    assert!(groups.iter().all(|group| group.peers.len() <= MAX_SAVED_GROUP_PEERS));
    assert!(!format!("{groups:?}").is_empty());
    let written = groups.to_vec();
    assert_eq!(written.len(), groups.encoded_len());
    let again = SavedGroups::parse(&written);
    let before: Vec<Vec<u8>> = groups.iter().map(Encode::to_vec).collect();
    assert!(again.iter().map(Encode::to_vec).collect::<Vec<_>>().starts_with(&before));
    if !groups.is_damaged() {
        assert_eq!((again.is_damaged(), again.to_vec()), (false, written));
    } else if before.is_empty() {
        assert!(written.len() <= data.len().max(1));
    }
}
