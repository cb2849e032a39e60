//! Takes files from friends into a folder, or sends one: `file_drop PROFILE FOLDER HOST PORT KEY`, with a node to begin with,
//! and as a sixth word the Tox ID of another drop and as a seventh the file for it.

#![allow(clippy::print_stdout, reason = "a program for a terminal")]

use toxcore_tokio::{DhtPublicKey, Event, FileOffer, FileTransfer, Tox};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [profile, folder, host, port, key, send @ ..] = arguments.as_slice() else {
        return Err("file_drop PROFILE FOLDER HOST PORT KEY [TOXID FILE]".into());
    };
    let builder = Tox::builder(profile.as_str()).name("File Drop");
    let node = DhtPublicKey::from_hex(key)?;
    let (tox, mut events) = builder.bootstrap(host, port.parse()?, node).start().await?;
    println!("my Tox ID: {}", tox.id().await?);
    let sending = match send {
        [id, file] => {
            let id = id.parse()?;
            let friend = tox.add_friend(&id, "I have a file for you").await;
            let friend = match friend {
                Ok(friend) => friend,
                // We know each other from before.
                Err(error) => known(&tox, &id).await.ok_or(error)?,
            };
            Some(friend.send_file(file).await?)
        }
        _ => None,
    };
    let sent = async {
        match sending {
            Some(transfer) => transfer.finished().await,
            None => std::future::pending().await,
        }
    };
    tokio::select! {
        path = sent => println!("sent {}", path?.display()),
        _ = tokio::signal::ctrl_c() => {}
        result = receive(&mut events, folder) => result?,
    }
    Ok(tox.shutdown().await?)
}

async fn known(tox: &Tox, id: &toxcore_tokio::ToxId) -> Option<toxcore_tokio::Friend> {
    tox.friends().await.ok()?.into_iter().find(|friend| friend.public_key() == id.public_key)
}

/// Accepts whoever asks, and whatever is offered.
async fn receive(events: &mut toxcore_tokio::Events, folder: &str) -> Result<(), Box<dyn std::error::Error>> {
    while let Some(event) = events.next().await {
        match event {
            Event::FriendRequest(request) => drop(request.accept().await?),
            Event::FileOffer(offer) => match save(&offer, folder).await {
                Ok(transfer) => drop(tokio::spawn(tell(transfer))),
                Err(error) => println!("{} is not taken: {error}", offer.name()),
            },
            _ => {}
        }
    }
    Ok(())
}

async fn save(offer: &FileOffer, folder: &str) -> Result<FileTransfer, toxcore_tokio::SaveError> {
    println!("receiving {}", offer.name());
    offer.save_to(folder).await
}

/// Waits for the end of a file, beside the others.
async fn tell(transfer: FileTransfer) {
    match transfer.finished().await {
        Ok(path) => println!("saved {}", path.display()),
        Err(error) => println!("not saved: {error}"),
    }
}
