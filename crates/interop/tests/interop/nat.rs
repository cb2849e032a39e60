//! Two clients, each behind a NAT that lets in only answers: where holes can be punched they find a direct way to each
//! other, where they cannot they talk through relays.

use toxcore_interop::scenario::{MEET, Outcome, befriend, exchange};
use toxcore_interop::{Client, ClientKind, ClientOptions, Connection, Lab, Nat, NodeKind, Suite, start_network};

use crate::cast::{OURS, SID, TRIXIE};

/// Nodes of these tests: a client tries addresses of a friend only when enough nodes that know the friend agree on them.
const NODES: usize = 8;

fn meet_behind(nat: Nat, kind: NodeKind, kinds: [ClientKind; 2]) -> Outcome {
    let Some(mut lab) = Lab::or_skip() else { return Ok(()) };
    let Some(nodes) = start_network(&mut lab, &[kind; NODES])? else { return Ok(()) };
    let mut clients = Vec::new();
    for kind in kinds {
        let Some(host) = lab.host_behind_nat(nat)? else { return Ok(()) };
        let Some(mut client) = Client::start(host, kind, &ClientOptions::default())? else { return Ok(()) };
        for node in &nodes {
            client.bootstrap(node)?;
        }
        client.connected(MEET)?;
        clients.push(client);
    }
    let [alice, bob] = clients.as_mut_slice() else { return Ok(()) };
    let over = if nat == Nat::KeepsPorts { Connection::Udp } else { Connection::Tcp };
    befriend(alice, bob, over)?;
    exchange(alice, bob)?;
    Ok(())
}

macro_rules! behind {
    ($nat:ident => $($name:ident: $nodes:expr, $alice:ident, $bob:ident;)*) => {
        $(
            #[test]
            fn $name() -> Outcome {
                meet_behind(Nat::$nat, $nodes, [$alice, $bob])
            }
        )*
    };
}

behind! { KeepsPorts =>
    reference_clients_through_reference_nodes: NodeKind::Reference(Suite::Trixie), TRIXIE, TRIXIE;
    reference_clients_through_our_nodes: NodeKind::Ours, TRIXIE, TRIXIE;
    our_clients_through_reference_nodes: NodeKind::Reference(Suite::Trixie), OURS, OURS;
    our_clients_through_our_nodes: NodeKind::Ours, OURS, OURS;
    ours_and_trixie_through_reference_nodes: NodeKind::Reference(Suite::Trixie), OURS, TRIXIE;
    sid_and_ours_through_our_nodes: NodeKind::Ours, SID, OURS;
}

behind! { Symmetric =>
    our_clients_through_our_relays: NodeKind::Ours, OURS, OURS;
    our_clients_through_reference_relays: NodeKind::Reference(Suite::Trixie), OURS, OURS;
    ours_and_trixie_through_our_relays: NodeKind::Ours, OURS, TRIXIE;
}
