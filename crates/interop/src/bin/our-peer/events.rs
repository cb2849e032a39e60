//! The events of the line protocol.

use std::sync::{Arc, Mutex, PoisonError};

use toxcore::{FileKind, FileRecvControl};
use toxcore_interop::line::escape;
use toxcore_interop::to_hex;
use toxcore_tokio::{ConnectionStatus, Event, FileOffer, Friend, MessageKind, Stopped, Tox, UserStatus};

use crate::conferences;
use crate::files::{Name, Transfers};
use crate::group_events;

type Shared = Arc<Mutex<Transfers>>;

/// Prints an event, or does what it asks for.
pub(crate) async fn handle(tox: &Tox, transfers: &Shared, event: Event) -> Result<(), Stopped> {
    match &event {
        Event::Other(event) => return of_file(tox, transfers, (**event).clone()).await,
        Event::FileOffer(offer) => {
            offered(transfers, offer);
            return Ok(());
        }
        _ => {}
    }
    let present = match conferences::changed(&event) {
        None => None,
        Some(which) => tox.with(move |tox, _| tox.conferences().peer_count(which)).await?,
    };
    let line = line_of(&event).or_else(|| conferences::line_of(&event, present.unwrap_or_default()));
    let line = line.or_else(|| group_events::line_of(&event));
    if let Some(line) = line {
        println!("{line}");
    }
    Ok(())
}

fn line_of(event: &Event) -> Option<String> {
    let number = |friend: &Friend| friend.id().index;
    Some(match event {
        Event::SelfConnection(status) => format!("self {}", way(*status)),
        Event::FriendRequest(request) => {
            let key = request.public_key().to_hex().to_uppercase();
            format!("request {key} {}", escape(request.message()))
        }
        Event::FriendConnection { friend, status } => format!("friend {} {}", number(friend), way(*status)),
        Event::Message(message) => {
            let word = if message.kind == MessageKind::Action { "action" } else { "message" };
            format!("{word} {} {}", number(&message.friend), escape(&message.content))
        }
        Event::Delivered { friend, message } => format!("receipt {} {}", number(friend), message.get()),
        Event::FriendName { friend, name } => format!("name {} {}", number(friend), escape(name)),
        Event::FriendStatusMessage { friend, text } => format!("status-message {} {}", number(friend), escape(text)),
        Event::FriendStatus { friend, status } => format!("status {} {}", number(friend), status_word(*status)),
        Event::FriendTyping { friend, typing } => format!("typing {} {}", number(friend), u8::from(*typing)),
        Event::LosslessPacket { friend, packet } => {
            format!("lossless {} {}", number(friend), to_hex(packet).to_uppercase())
        }
        Event::LossyPacket { friend, packet } => format!("lossy {} {}", number(friend), to_hex(packet).to_uppercase()),
        _ => return None,
    })
}

fn way(status: ConnectionStatus) -> &'static str {
    match status {
        ConnectionStatus::None => "none",
        ConnectionStatus::Tcp => "tcp",
        ConnectionStatus::Udp => "udp",
    }
}

pub(crate) fn status_word(status: UserStatus) -> &'static str {
    match status {
        UserStatus::Available => "none",
        UserStatus::Away => "away",
        UserStatus::Busy => "busy",
    }
}

async fn of_file(tox: &Tox, transfers: &Shared, event: toxcore::Event) -> Result<(), Stopped> {
    use toxcore::Event as File;
    let shared = Arc::clone(transfers);
    match event {
        File::FileChunkRequest { friend, file, position, length } => {
            let name = Name { friend, file };
            let send = move |tox: &mut toxcore::Tox, now| lock(&shared).send(tox, now, name, position, length);
            print!("{}", tox.with(send).await?);
        }
        File::FileRecvChunk { friend, file, position, data } => {
            let name = Name { friend, file };
            let receive = move |tox: &mut toxcore::Tox, now| lock(&shared).receive(tox, now, name, position, &data);
            print!("{}", tox.with(receive).await?);
        }
        File::FileRecvControl { friend, file, control } => {
            let name = Name { friend, file };
            let word = match control {
                FileRecvControl::Accepted { .. } | FileRecvControl::Resumed => "resume",
                FileRecvControl::Paused => "pause",
                FileRecvControl::Cancelled => "cancel",
            };
            println!("file-control {name} {word}");
            if control == FileRecvControl::Cancelled {
                lock(transfers).end(name);
            }
        }
        File::FileSent { friend, file, .. } | File::FileReceived { friend, file, .. } => {
            let name = Name { friend, file };
            let transfer = lock(transfers).end(name).unwrap_or_default();
            println!("file-done {name} {} {}", transfer.bytes, transfer.bad);
        }
        File::FileBroken { friend, file } => {
            let name = Name { friend, file };
            lock(transfers).end(name);
            println!("file-broken {name}");
        }
        _ => {}
    }
    Ok(())
}

fn offered(transfers: &Shared, offer: &FileOffer) {
    let name = Name { friend: offer.friend.id(), file: offer.number() };
    lock(transfers).begin(name, None);
    let kind = if offer.kind() == FileKind::Avatar { "avatar" } else { "data" };
    let size = offer.size().map_or_else(|| "stream".to_owned(), |size| size.to_string());
    println!("file-offer {name} {kind} {size} {}", escape(offer.raw_name()));
}

fn lock(transfers: &Mutex<Transfers>) -> std::sync::MutexGuard<'_, Transfers> {
    transfers.lock().unwrap_or_else(PoisonError::into_inner)
}
