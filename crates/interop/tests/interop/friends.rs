//! Two real clients of each release become friends and talk, where nothing but three nodes of one make can bring them
//! together. With the reference's own nodes the same stories test the harness: what fails there is no fault of our node.

use toxcore_interop::scenario::{Outcome, friends_meet};
use toxcore_interop::{NodeKind, Suite, Udp};

/// A test for each release and each way to the nodes, with the nodes that `$nodes` gives for the release.
macro_rules! in_each_release {
    ($nodes:expr) => {
        in_each_release! { $nodes =>
            bookworm_over_udp: Bookworm, Enabled, Enabled;
            bookworm_one_without_udp: Bookworm, Disabled, Enabled;
            bookworm_both_without_udp: Bookworm, Disabled, Disabled;
            trixie_over_udp: Trixie, Enabled, Enabled;
            trixie_one_without_udp: Trixie, Disabled, Enabled;
            trixie_both_without_udp: Trixie, Disabled, Disabled;
            sid_over_udp: Sid, Enabled, Enabled;
            sid_one_without_udp: Sid, Disabled, Enabled;
            sid_both_without_udp: Sid, Disabled, Disabled;
        }
    };
    ($nodes:expr => $($name:ident: $suite:ident, $alice:ident, $bob:ident;)*) => {
        $(
            #[test]
            fn $name() -> Outcome {
                friends_meet($nodes(Suite::$suite), Suite::$suite, (Udp::$alice, Udp::$bob))
            }
        )*
    };
}

mod with_our_nodes {
    use super::*;

    in_each_release!(|_| [NodeKind::Ours; 3]);
}

mod with_reference_nodes {
    use super::*;

    in_each_release!(|suite| [NodeKind::Reference(suite); 3]);
}
