use toxcore_wire::NodeInfo;

use super::group::Spot;
use super::path_nodes::PathNodes;
use super::paths::{First, PathSet};
use super::pending::Pending;

/// Paths for groups, and the nodes that are known to pass on what concerns groups.
///
/// Nodes before 0.2.19 drop it. A path with one of these is silent for ever, so those that have shown what they can are
/// preferred.
#[derive(Debug, Default)]
pub(crate) struct GroupPaths {
    pub(crate) paths: PathSet,
    able: PathNodes,
}

impl GroupPaths {
    /// Something was answered: all nodes on the way are able, and so is the one that answered.
    pub(crate) fn note_answer(&mut self, pending: &Pending, spot: Spot) {
        let Some(path) = self.paths.get(pending.path) else { return };
        let (first, second, third) = (path.first, path.second, path.third);
        if let First::Node(first) = first {
            self.able.add(first);
        }
        self.able.add(second);
        self.able.add(third);
        // No path leads over the nodes near a chat id, which know who is announced there.
        if spot == Spot::Wide {
            self.able.add(pending.node);
        }
    }

    /// Nodes that are known to be able, newest first.
    pub(crate) fn able(&self) -> impl Iterator<Item = &NodeInfo> {
        self.able.iter()
    }

    /// Leaves only able nodes, if there is one.
    pub(crate) fn prefer_able(&self, nodes: &mut Vec<NodeInfo>) {
        let is_able = |node: &NodeInfo| self.able.iter().any(|able| able.key == node.key);
        if nodes.iter().any(is_able) {
            nodes.retain(is_able);
        }
    }
}
