//! Packets that are confirmed at leisure. Protocol: net-crypto, Packet requests.

use std::time::Duration;

use toxcore_wire::conference::GroupMessage;

/// Whether nobody waits for the confirmation of such data: what members of conferences say tells nobody that it has arrived.
pub(crate) fn is_for(data: &[u8]) -> bool {
    data.first() == Some(&GroupMessage::ID)
}

/// How long their confirmation may wait for something else to tell it. Our choice: where as much is said in both directions as
/// among talking members, a packet of our own leaves before; a quarter of what the reference takes when little arrives.
pub(crate) const LEISURE: Duration = Duration::from_millis(250);
/// Unconfirmed packets among which one is looked for that is confirmed sooner. Our choice: twice what is left untold at leisure.
pub(crate) const LOOKAHEAD: u32 = 16;
