use toxcore_wire::Encode;
use toxcore_wire::group_announce::{GroupAnnounce, GroupAnnounceList, PublicGroupAnnounce};

pub(super) fn check(data: &[u8]) {
    // The address flag has 255 ways to say yes, so bytes need not come back, but values do.
    if let Ok(announce) = GroupAnnounce::parse(data) {
        assert_eq!(announce.encoded_len(), data.len());
        assert_eq!(GroupAnnounce::parse(&announce.to_vec()), Ok(announce));
    }
    if let Ok(announce) = PublicGroupAnnounce::parse(data) {
        assert_eq!(announce.encoded_len(), data.len());
        assert_eq!(PublicGroupAnnounce::parse(&announce.to_vec()), Ok(announce));
    }
    if let Ok(list) = GroupAnnounceList::parse(data) {
        assert_eq!(list.encoded_len(), data.len());
        assert_eq!(GroupAnnounceList::parse(&list.to_vec()), Ok(list));
    }
}
