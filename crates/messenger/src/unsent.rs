/// A packet that a friend has yet to get, in the order in which they are sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Part {
    Online,
    Name,
    StatusMessage,
    Status,
    Typing,
}

impl Part {
    const ALL: [Self; 5] = [Self::Online, Self::Name, Self::StatusMessage, Self::Status, Self::Typing];
}

/// Packets that a friend has yet to get: each at most once, with the value of the moment of sending.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Unsent(u8);

impl Unsent {
    pub(crate) fn add(&mut self, part: Part) {
        self.0 |= 1 << part as u8;
    }

    pub(crate) fn remove(&mut self, part: Part) {
        self.0 &= !(1 << part as u8);
    }

    /// Everything that a friend gets who came online.
    pub(crate) fn add_profile(&mut self) {
        for part in Part::ALL {
            if part != Part::Online {
                self.add(part);
            }
        }
    }

    /// Only the greeting stays: the rest is of a friend who is online.
    pub(crate) fn remove_profile(&mut self) {
        self.0 &= 1 << Part::Online as u8;
    }

    /// The first of them.
    pub(crate) fn first(self) -> Option<Part> {
        Part::ALL.into_iter().find(|part| self.0 & (1 << *part as u8) != 0)
    }
}

#[cfg(test)]
mod tests {
    use super::{Part, Unsent};

    #[test]
    fn parts_come_in_the_order_of_the_protocol() {
        let mut unsent = Unsent::default();
        unsent.add(Part::Typing);
        unsent.add(Part::Online);
        unsent.add_profile();
        let mut order = Vec::new();
        while let Some(part) = unsent.first() {
            unsent.remove(part);
            order.push(part);
        }
        assert_eq!(order, Part::ALL);
    }

    #[test]
    fn the_greeting_outlives_being_offline() {
        let mut unsent = Unsent::default();
        unsent.add(Part::Online);
        unsent.add_profile();
        unsent.remove_profile();
        assert_eq!(unsent.first(), Some(Part::Online));
        unsent.remove(Part::Online);
        assert_eq!(unsent.first(), None);
    }
}
