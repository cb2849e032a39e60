//! Conferences of three: clients of ours and of all releases found, join and invite, over every path. With the reference's own
//! clients alone the same story tests the harness.

use toxcore_interop::conference::{Cast, play};
use toxcore_interop::matrix::Family;
use toxcore_interop::scenario::Outcome;

use crate::cast::{BOOKWORM, LIBRARY, MIXED, OURS, RELAYS, SID, TRIXIE, UDP};

macro_rules! casts {
    ($($name:ident: $kinds:expr, $udp:ident, $family:ident, then $then:expr;)*) => {$(
        #[test]
        fn $name() -> Outcome {
            let cast = Cast { kinds: $kinds, udp: $udp, family: Family::$family, then: $then };
            // As in the matrix: clients of the reference stand still for good now and then, where they have relays only.
            let first = play(cast);
            if first.is_err() && cast.udp != UDP { play(cast) } else { first }
        }
    )*};
}

// Who founds, who joins, who joins through that one; how; who they are after a restart.
casts! {
    ours_alone_over_relays: [OURS, LIBRARY, OURS], RELAYS, Ipv6, then [LIBRARY, OURS, OURS];
    bookworm_joins_ours: [LIBRARY, BOOKWORM, OURS], UDP, Both, then [BOOKWORM, LIBRARY, OURS];
    ours_joins_trixie: [TRIXIE, LIBRARY, SID], UDP, Both, then [LIBRARY, TRIXIE, SID];
    ours_joins_bookworm_over_relays: [BOOKWORM, OURS, BOOKWORM], RELAYS, Both, then [OURS, BOOKWORM, BOOKWORM];
    sid_joins_ours_over_ipv6: [OURS, SID, LIBRARY], UDP, Ipv6, then [SID, OURS, LIBRARY];
    trixie_between_ours_without_udp: [LIBRARY, TRIXIE, LIBRARY], MIXED, Both, then [LIBRARY, TRIXIE, LIBRARY];
    ours_between_sid_and_trixie_over_relays: [SID, OURS, TRIXIE], RELAYS, Ipv6, then [TRIXIE, OURS, SID];
    the_reference_alone: [TRIXIE, BOOKWORM, SID], UDP, Both, then [SID, TRIXIE, BOOKWORM];
}
