//! Who plays in stories, and in which places: what many of them choose from.

use toxcore_interop::{ClientKind, Suite, Udp};

pub(crate) const OURS: ClientKind = ClientKind::Ours;
pub(crate) const LIBRARY: ClientKind = ClientKind::Library;
pub(crate) const BOOKWORM: ClientKind = ClientKind::Reference(Suite::Bookworm);
pub(crate) const TRIXIE: ClientKind = ClientKind::Reference(Suite::Trixie);
pub(crate) const SID: ClientKind = ClientKind::Reference(Suite::Sid);

/// The places of two who meet in a group.
pub(crate) const FOUNDER: usize = 0;
pub(crate) const MEMBER: usize = 1;
pub(crate) const BOTH: [usize; 2] = [FOUNDER, MEMBER];

/// How three get to the network.
pub(crate) const UDP: [Udp; 3] = [Udp::Enabled; 3];
pub(crate) const RELAYS: [Udp; 3] = [Udp::Disabled; 3];
pub(crate) const MIXED: [Udp; 3] = [Udp::Enabled, Udp::Disabled, Udp::Enabled];
