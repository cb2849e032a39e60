//! A set of machines: which of them were touched since they were polled last.

/// One of the machines that [`Tox`](crate::Tox) is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum MachineName {
    Dht,
    OnionNode,
    NetCrypto,
    RelayServer,
}

impl MachineName {
    /// All of them, in the order in which they are polled: payloads of net-crypto are read before anything else happens.
    const ALL: [Self; 4] = [Self::NetCrypto, Self::Dht, Self::OnionNode, Self::RelayServer];
}

/// Machines with something to poll, perhaps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Touched(u16);

impl Touched {
    pub(crate) fn add(&mut self, machine: MachineName) {
        self.0 |= 1 << machine as u8;
    }

    pub(crate) fn remove(&mut self, machine: MachineName) {
        self.0 &= !(1 << machine as u8);
    }

    /// Takes the first of them out.
    pub(crate) fn take(&mut self) -> Option<MachineName> {
        let machine = MachineName::ALL.into_iter().find(|machine| self.has(*machine))?;
        self.remove(machine);
        Some(machine)
    }

    pub(crate) fn has(self, machine: MachineName) -> bool {
        self.0 & (1 << machine as u8) != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn machines_are_told_apart() {
        let mut touched = Touched::default();
        touched.add(MachineName::Dht);
        touched.add(MachineName::NetCrypto);
        assert!(touched.has(MachineName::Dht) && !touched.has(MachineName::OnionNode));
        touched.remove(MachineName::Dht);
        assert!(!touched.has(MachineName::Dht) && touched.has(MachineName::NetCrypto));
    }
}
