//! Groups of three: clients of ours and of the releases that have groups found, invite, find and join, over every path. With the
//! reference's own clients alone the same story tests the harness.

use toxcore_interop::conference::Cast;
use toxcore_interop::group::play;
use toxcore_interop::matrix::Family;
use toxcore_interop::scenario::Outcome;

use crate::cast::{LIBRARY, MIXED, OURS, RELAYS, SID, TRIXIE, UDP};

macro_rules! casts {
    ($($name:ident: $kinds:expr, $udp:ident, $family:ident, then $then:expr;)*) => {$(
        #[test]
        fn $name() -> Outcome {
            play(Cast { kinds: $kinds, udp: $udp, family: Family::$family, then: $then })
        }
    )*};
}

// Who founds, who is invited, who knows the chat id; how; who they are after a restart.
casts! {
    ours_alone: [OURS, LIBRARY, OURS], UDP, Both, then [LIBRARY, OURS, OURS];
    ours_alone_over_relays: [LIBRARY, OURS, LIBRARY], RELAYS, Ipv6, then [OURS, LIBRARY, LIBRARY];
    trixie_and_sid_join_ours: [LIBRARY, TRIXIE, SID], UDP, Both, then [LIBRARY, SID, TRIXIE];
    ours_join_trixie: [TRIXIE, OURS, LIBRARY], UDP, Ipv6, then [OURS, TRIXIE, LIBRARY];
    ours_join_sid: [SID, LIBRARY, OURS], UDP, Both, then [LIBRARY, SID, OURS];
    ours_and_trixie_join_sid_over_relays: [SID, OURS, TRIXIE], RELAYS, Both, then [SID, OURS, TRIXIE];
    sid_joins_ours_without_udp: [OURS, SID, LIBRARY], MIXED, Both, then [OURS, SID, LIBRARY];
    the_reference_alone: [SID, SID, TRIXIE], UDP, Both, then [SID, SID, TRIXIE];
}
