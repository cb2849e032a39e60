//! The matrix: everything that two friends do, between our client, on the Rust interface and on the C library, and
//! those of all releases, over every path.
//!
//! A [`Cell`] says who plays, and over what; [`run`] lets its two clients meet in a lab of their own and goes through all
//! [features](FEATURES), so that a cell costs three meetings. The tests run a set of cells in which every two choices meet,
//! `cargo xtask interop-matrix` the full product.

use std::fmt;
use std::time::{Duration, Instant};

use crate::client::Udp;
use crate::lab::Lab;
use crate::node::{Node, NodeKind, start_network};
use crate::peers::{ClientKind, Suite, skipped};
use crate::process::ProcessError;
use crate::scenario::Outcome;

mod files;
mod pair;
mod talk;

pub(crate) use pair::bootstrap_over_ipv6;
use pair::{Pair, Player};

/// Which addresses the clients have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// IPv4 and IPv6, as most have.
    Both,
    /// IPv6 alone.
    Ipv6,
}

impl Family {
    /// All of them.
    pub const ALL: [Family; 2] = [Family::Both, Family::Ipv6];
}

/// Who plays, and over what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    /// Who asks for friendship.
    pub alice: ClientKind,
    /// Who accepts.
    pub bob: ClientKind,
    /// Whether each of them may use UDP.
    pub udp: (Udp, Udp),
    /// Their addresses.
    pub family: Family,
}

/// The four ways of two clients to the network.
pub const PATHS: [(Udp, Udp); 4] = [
    (Udp::Enabled, Udp::Enabled),
    (Udp::Enabled, Udp::Disabled),
    (Udp::Disabled, Udp::Enabled),
    (Udp::Disabled, Udp::Disabled),
];

/// Every cell with our client in it.
pub fn all_cells() -> Vec<Cell> {
    let mut cells = Vec::new();
    for (alice, bob) in players() {
        for udp in PATHS {
            cells.extend(Family::ALL.map(|family| Cell { alice, bob, udp, family }));
        }
    }
    cells
}

/// Our client, on each of our interfaces, with itself, and in both roles with the other and with each release.
pub fn players() -> Vec<(ClientKind, ClientKind)> {
    let (ours, library) = (ClientKind::Ours, ClientKind::Library);
    let mut players = vec![(ours, ours), (library, library), (ours, library), (library, ours)];
    for suite in Suite::ALL.map(ClientKind::from) {
        players.extend([ours, library].into_iter().flat_map(|client| [(client, suite), (suite, client)]));
    }
    players
}

/// Something that two friends do, in a few seconds.
type Feature = fn(&mut Pair<'_>) -> Result<(), ProcessError>;

/// What is tried, in this order; each is tried whatever became of those before.
pub const FEATURES: &[(&str, Feature)] = &[
    ("messages", talk::messages),
    ("actions", talk::actions),
    ("typing", talk::typing),
    ("status", talk::status),
    ("profile", talk::profile),
    ("lossless", talk::lossless),
    ("lossy", talk::lossy),
    ("files", files::both_ways),
    ("empty", files::empty),
    ("stream", files::stream),
    ("seek", files::seek),
    ("5 GiB", files::huge),
    ("pause", files::pause),
    ("cancel", files::cancel),
    ("avatar", files::avatar),
    ("many", files::many),
    ("restart", |pair| pair.restart()),
    ("swap", |pair| pair.swap_profiles()),
];

/// What became of a cell.
#[derive(Debug)]
pub struct Report {
    /// Which.
    pub cell: Cell,
    /// From the start of the clients until both saw the friend online; why not, if they did not.
    pub online: Result<Duration, String>,
    /// What failed, and how.
    pub failed: Vec<(&'static str, String)>,
    /// From start to end.
    pub took: Duration,
}

impl Report {
    /// Whether everything worked.
    pub fn passed(&self) -> bool {
        self.online.is_ok() && self.failed.is_empty()
    }
}

/// Plays a cell. `None`, with a line that says why, where something is missing on this machine.
///
/// # Errors
/// What the lab or a program says before the clients run.
pub fn run(cell: Cell) -> Outcome<Option<Report>> {
    let Some(mut lab) = Lab::or_skip() else { return Ok(None) };
    let Some(nodes) = start_network(&mut lab, &nodes_for(cell))? else { return Ok(None) };
    let nodes: Vec<&Node> = nodes.iter().collect();
    let started = Instant::now();
    let [alice, bob] = [Player::new(cell.alice, cell.udp.0), Player::new(cell.bob, cell.udp.1)];
    let Some(mut pair) = Pair::start(&mut lab, &nodes, cell.family, [alice, bob])? else {
        return Ok(skipped("a client is missing"));
    };
    let met = pair.meet();
    let mut report = Report { cell, online: Ok(started.elapsed()), failed: Vec::new(), took: Duration::ZERO };
    match met {
        Ok(()) => report.failed = try_features(&mut pair),
        Err(error) => report.online = Err(error.to_string()),
    }
    report.took = started.elapsed();
    Ok(Some(report))
}

/// Our nodes and the reference's, mixed.
fn nodes_for(cell: Cell) -> [NodeKind; 3] {
    let suite = match (cell.alice, cell.bob) {
        (ClientKind::Reference(suite), _) | (_, ClientKind::Reference(suite)) => suite,
        _ => Suite::Trixie,
    };
    [NodeKind::Ours, NodeKind::Reference(suite), NodeKind::Ours]
}

fn try_features(pair: &mut Pair<'_>) -> Vec<(&'static str, String)> {
    let tried = FEATURES.iter().map(|(name, feature)| (*name, feature(pair)));
    tried.filter_map(|(name, outcome)| Some((name, outcome.err()?.to_string()))).collect()
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = |kind: ClientKind| match kind {
            ClientKind::Ours => "ours".to_owned(),
            ClientKind::Library => "library".to_owned(),
            ClientKind::Reference(suite) => format!("{suite:?}").to_lowercase(),
        };
        let way = |udp: Udp| if udp == Udp::Enabled { "udp" } else { "tcp" };
        let family = if self.family == Family::Both { "v4+v6" } else { "v6" };
        let (alice, bob) = (name(self.alice), name(self.bob));
        write!(f, "{alice:8} -> {bob:8}  {}/{}  {family:5}", way(self.udp.0), way(self.udp.1))
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.online {
            Ok(after) => write!(f, "{}  {:5.1} s", self.cell, after.as_secs_f64())?,
            Err(error) => return write!(f, "{}  never online: {error}", self.cell),
        }
        write!(f, "  {:2} of {} in {:3} s", FEATURES.len() - self.failed.len(), FEATURES.len(), self.took.as_secs())?;
        self.failed.iter().try_for_each(|(name, error)| write!(f, "\n    {name}: {error}"))
    }
}
