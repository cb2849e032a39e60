use toxcore_sansio::Content;
use toxcore_wire::friend::UserStatus;

/// What we tell every friend about ourselves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnProfile {
    /// At most 128 bytes, UTF-8 by convention.
    pub name: Content,
    /// At most 1007 bytes, UTF-8 by convention.
    pub status_message: Content,
    /// Our choice.
    pub status: UserStatus,
}
