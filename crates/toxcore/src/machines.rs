//! A set of machines: which of them were touched since they were polled last.

/// One of the machines that [`Tox`](crate::Tox) is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum MachineName {
    NetCrypto,
    Relays,
    GroupRelays,
    Friends,
    Messenger,
    Conferences,
    Groups,
    OnionClient,
    Dht,
    OnionNode,
    RelayServer,
}

impl MachineName {
    /// All of them, in the order in which they are polled: payloads that machines hold only until their next input are read
    /// before anything else happens.
    const ALL: [Self; 11] = [
        Self::NetCrypto,
        Self::Relays,
        Self::GroupRelays,
        Self::Friends,
        Self::Messenger,
        Self::Conferences,
        Self::Groups,
        Self::OnionClient,
        Self::Dht,
        Self::OnionNode,
        Self::RelayServer,
    ];
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

    pub(crate) fn is_empty(self) -> bool {
        self.0 == 0
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
    fn machines_are_told_apart_and_taken_in_order() {
        let mut touched = Touched::default();
        for machine in MachineName::ALL.into_iter().rev() {
            touched.add(machine);
        }
        touched.remove(MachineName::Friends);
        let taken: Vec<_> = std::iter::from_fn(|| touched.take()).collect();
        let expected: Vec<_> = MachineName::ALL.into_iter().filter(|m| *m != MachineName::Friends).collect();
        assert_eq!(taken, expected);
    }
}
