//! Where programs are connected.

use toxcore_sim::{NatConfig, NatKind};

/// Where a program is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place {
    Public,
    FullCone,
    AddressRestricted,
    PortRestricted,
    Symmetric,
    /// UDP is switched off.
    TcpOnly,
}

impl Place {
    pub(crate) const ALL: [Self; 6] =
        [Self::Public, Self::FullCone, Self::AddressRestricted, Self::PortRestricted, Self::Symmetric, Self::TcpOnly];

    pub(super) fn nat(self) -> Option<NatConfig> {
        let kind = match self {
            Self::Public | Self::TcpOnly => return None,
            Self::FullCone => NatKind::FullCone,
            Self::AddressRestricted => NatKind::AddressRestricted,
            Self::PortRestricted => NatKind::PortRestricted,
            Self::Symmetric => NatKind::Symmetric,
        };
        Some(NatConfig::new(kind))
    }
}
