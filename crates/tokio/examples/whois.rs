//! Says what a Tox ID tells by itself, and whether its owner can be found: `whois TOXID HOST PORT KEY`, with a node to begin
//! with. It does so under a new identity and sends no friend request.

#![allow(clippy::print_stdout, reason = "a program for a terminal")]

use std::time::Duration;

use toxcore_tokio::{DhtPublicKey, Events, Friend, FriendError, ProfileSource, Tox, ToxId};

/// How long the owner is looked for: our choice; a search that finds nothing has asked everybody by then.
const PATIENCE: Duration = Duration::from_secs(60);
/// How often we look how far the search is.
const STEP: Duration = Duration::from_millis(250);

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [id, host, port, key] = arguments.as_slice() else { return Err("whois TOXID HOST PORT KEY".into()) };
    let id: ToxId = id.parse()?;
    println!("The checksum is right; the key is {}.", id.public_key.to_hex());
    let builder = Tox::builder(ProfileSource::Temporary).local_discovery(false);
    let node = DhtPublicKey::from_hex(key)?;
    let (tox, events) = builder.bootstrap(host, port.parse()?, node).start().await?;
    let stranger = tox.add_friend_without_request(id.public_key).await?;
    tokio::spawn(pass_over(events));
    match tokio::time::timeout(PATIENCE, announced(&stranger)).await {
        Ok(nodes) => println!("Online: nodes that know how to reach its owner: {}.", nodes?),
        Err(_) => println!("Offline, or hidden well: no node knows how to reach its owner."),
    }
    Ok(tox.shutdown().await?)
}

/// Waits until nodes tell that the friend is somewhere.
async fn announced(friend: &Friend) -> Result<usize, FriendError> {
    let mut last = String::new();
    loop {
        let status = friend.why_offline().await?;
        if let Some(search) = status.search {
            if search.nodes_that_know > 0 {
                return Ok(search.nodes_that_know);
            }
            let now = format!("{:?}: {:?}, {} nodes answer", status.summary(), search.phase, search.nodes);
            if now != last {
                println!("{now}");
                last = now;
            }
        }
        tokio::time::sleep(STEP).await;
    }
}

async fn pass_over(mut events: Events) {
    while events.next().await.is_some() {}
}
