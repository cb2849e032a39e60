//! What a host lets through, changed while programs run on it.

use super::{Host, LabError};

/// Where packets go, seen from a host.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// From it.
    Out,
    /// To it.
    In,
}

impl Direction {
    /// Both of them.
    pub const BOTH: [Direction; 2] = [Direction::Out, Direction::In];

    /// The hook of the kernel, and which address of a packet is the other host's.
    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Direction::Out => ("output", "daddr"),
            Direction::In => ("input", "saddr"),
        }
    }
}

impl Host {
    /// Drops UDP between this host and another, until [`Host::open`].
    ///
    /// # Errors
    /// [`LabError::SetUp`] with what `nft` said.
    pub fn cut_udp(&self, other: &Host, directions: &[Direction]) -> Result<(), LabError> {
        self.wall(directions, |address| {
            other.each_address(|family, other| format!("{family} {address} {other} meta l4proto udp drop;"))
        })
    }

    /// Lets through only what goes to these hosts and comes from them, until [`Host::open`].
    ///
    /// # Errors
    /// [`LabError::SetUp`] with what `nft` said.
    pub fn shut_in_with(&self, others: &[&Host]) -> Result<(), LabError> {
        self.wall(&Direction::BOTH, |address| {
            let accept = |other: &&Host| other.each_address(|family, to| format!("{family} {address} {to} accept;"));
            let others: String = others.iter().map(accept).collect();
            // Neighbours of IPv6 are found with packets to all.
            format!("iif lo accept; oif lo accept; meta l4proto icmpv6 accept; {others} drop;")
        })
    }

    /// Takes down all walls.
    ///
    /// # Errors
    /// [`LabError::SetUp`] with what `nft` said.
    pub fn open(&self) -> Result<(), LabError> {
        self.run("nft delete table inet wall")
    }

    fn wall(&self, directions: &[Direction], rules: impl Fn(&str) -> String) -> Result<(), LabError> {
        let chain = |direction: &Direction| {
            let (hook, address) = direction.words();
            format!("  chain {hook} {{ type filter hook {hook} priority 0; {} }}\n", rules(address))
        };
        let chains: String = directions.iter().map(chain).collect();
        self.run(&format!("nft -f - <<END\ntable inet wall {{\n{chains}}}\nEND"))
    }

    /// A rule for each of its addresses.
    fn each_address(&self, rule: impl Fn(&str, &str) -> String) -> String {
        rule("ip", &self.address.to_string()) + &rule("ip6", &format!("2001:db8::{}", self.number))
    }
}
