use toxcore_wire::Encode;
use toxcore_wire::savedata::{MAX_SAVED_GROUP_PEERS, MAX_SAVED_GROUPS, SavedGroups};

/// The groups section: what was not understood comes back as it was, so what is written is read the same way.
pub(super) fn check(data: &[u8]) {
    let groups = SavedGroups::parse(data);
    assert!(groups.groups.len() <= MAX_SAVED_GROUPS);
    assert!(groups.iter().all(|group| group.peers.len() <= MAX_SAVED_GROUP_PEERS));
    assert!(!format!("{groups:?}").is_empty());
    let written = groups.to_vec();
    assert_eq!(written.len(), groups.encoded_len());
    let again = SavedGroups::parse(&written);
    assert_eq!(again.groups.len(), groups.groups.len());
    assert_eq!(again.is_damaged(), groups.is_damaged());
    assert_eq!(again.to_vec(), written);
    if groups.iter().next().is_none() {
        assert!(written.len() <= data.len().max(1));
    }
}
