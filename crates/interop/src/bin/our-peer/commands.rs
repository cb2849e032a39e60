//! The commands of the line protocol: each line has one answer.

use std::net::{IpAddr, SocketAddr};
use std::sync::{Mutex, PoisonError};

use toxcore::files::{FileControl, NewFile};
use toxcore::{
    DhtPublicKey, FileId, FileKind, FriendId, Instant, LongTermPublicKey, MessageKind, NoSpam, Tox, ToxId,
    UNKNOWN_FILE_SIZE, UserStatus,
};
use toxcore_interop::line::unescape;
use toxcore_interop::{from_hex, to_hex};

use crate::codes;
use crate::conferences;
use crate::files::{Name, Transfers};
use crate::groups;

/// What follows `ok COMMAND `, or a code. The line may make no sense: -1.
pub(crate) type Answer = Result<String, i32>;

pub(crate) const NO_SENSE: i32 = -1;
const NO_SUCH_FRIEND: i32 = 1;

/// Does what the line says.
pub(crate) fn run(tox: &mut Tox, now: Instant, transfers: &Mutex<Transfers>, line: &str) -> String {
    let (command, rest) = line.split_once(' ').unwrap_or((line, ""));
    let mut transfers = transfers.lock().unwrap_or_else(PoisonError::into_inner);
    let answer = match command {
        "bootstrap" | "relay" => node(tox, now, command, rest),
        "add" | "accept" => add(tox, now, command, rest),
        "self" | "nospam" | "name" | "status-message" | "status" | "friends" | "save" => ours(tox, now, command, rest),
        command if command.starts_with("conference-") => conferences::run(tox, now, command, rest),
        command if command.starts_with("group-") => groups::run(tox, now, command, rest),
        "state" => Ok(state(tox, rest)),
        _ => of_friend(tox, now, &mut transfers, command, rest),
    };
    match answer {
        Ok(result) if result.is_empty() => format!("ok {command}"),
        Ok(result) => format!("ok {command} {result}"),
        Err(code) => format!("error {command} {code}"),
    }
}

fn node(tox: &mut Tox, now: Instant, command: &str, rest: &str) -> Answer {
    let [host, port, key] = words(rest)?;
    // BAD_HOST of `tox.h`: names are for people.
    let ip: IpAddr = host.parse().map_err(|_| 2)?;
    let addr = SocketAddr::new(ip, port.parse().map_err(|_| NO_SENSE)?);
    let key = DhtPublicKey::from_hex(key).map_err(|_| NO_SENSE)?;
    let result = if command == "bootstrap" { tox.bootstrap(now, addr, key) } else { tox.add_tcp_relay(now, addr, key) };
    result.map(|()| String::new()).map_err(|_| 2)
}

fn add(tox: &mut Tox, now: Instant, command: &str, rest: &str) -> Answer {
    let (who, text) = rest.split_once(' ').unwrap_or((rest, ""));
    let result = if command == "add" {
        let id: ToxId = who.parse().map_err(|error| match error {
            toxcore::ToxIdError::Checksum => 6,
            _ => NO_SENSE,
        })?;
        tox.friend_add(now, &id, &unescape(text))
    } else {
        tox.friend_add_norequest(now, LongTermPublicKey::from_hex(who).map_err(|_| NO_SENSE)?)
    };
    result.map(|friend| friend.index.to_string()).map_err(|error| codes::friend_add(&error))
}

/// Commands about ourselves.
fn ours(tox: &mut Tox, now: Instant, command: &str, rest: &str) -> Answer {
    // TOO_LONG of `tox.h`.
    let too_long = |_| 2;
    match command {
        "name" => tox.set_name(now, &unescape(rest)).map_err(too_long)?,
        "status-message" => tox.set_status_message(now, &unescape(rest)).map_err(too_long)?,
        "status" => tox.set_status(now, status(rest)?),
        "nospam" => {
            let bytes = from_hex(rest).and_then(|bytes| <[u8; NoSpam::LEN]>::try_from(bytes).ok()).ok_or(NO_SENSE)?;
            tox.set_nospam(NoSpam::from_bytes(bytes));
            return Ok(tox.self_address().to_string());
        }
        "self" => return Ok(tox.self_address().to_string()),
        "friends" => return Ok(friends(tox)),
        _ => return save(tox, rest),
    }
    Ok(String::new())
}

/// For people who look for a fault.
fn state(tox: &Tox, number: &str) -> String {
    let friend = number.parse().ok().and_then(|number| tox.friend_by_number(number));
    let why = friend.and_then(|friend| tox.why_offline(friend).ok());
    format!(
        "{:?} {:?} wakes {:?} {:?} {:?}",
        tox.self_connection_status(),
        tox.packet_stats(),
        tox.poll_timeout(),
        tox.discards(),
        why.map(|why| (why.summary(), why.connection, why.search, why.ways))
    )
}

pub(crate) fn status(word: &str) -> Result<UserStatus, i32> {
    match word {
        "none" => Ok(UserStatus::Available),
        "away" => Ok(UserStatus::Away),
        "busy" => Ok(UserStatus::Busy),
        _ => Err(NO_SENSE),
    }
}

fn friends(tox: &Tox) -> String {
    let each = tox.friends().filter_map(|id| {
        let key = tox.friend_public_key(id).ok()?;
        Some(format!("{} {}", id.index, key.to_hex().to_uppercase()))
    });
    each.collect::<Vec<_>>().join(" ")
}

fn save(tox: &Tox, rest: &str) -> Answer {
    let (path, password) = rest.split_once(' ').unwrap_or((rest, ""));
    let password = (!password.is_empty()).then_some(password.as_bytes());
    let written = toxcore_tokio::ProfileFile::open(std::path::Path::new(path), password)
        .and_then(|(file, _)| file.set_password(password).and_then(|()| file.write(&tox.savedata())));
    written.map(|()| String::new()).map_err(|_| NO_SENSE)
}

/// Commands about one friend.
fn of_friend(tox: &mut Tox, now: Instant, transfers: &mut Transfers, command: &str, rest: &str) -> Answer {
    let (number, rest) = rest.split_once(' ').unwrap_or((rest, ""));
    let number = number.parse().map_err(|_| NO_SENSE)?;
    let done = |()| String::new();
    let friend = tox.friend_by_number(number).ok_or(match command {
        "send" | "action" | "lossless" | "lossy" | "file-send" => 2,
        _ => NO_SUCH_FRIEND,
    })?;
    match command {
        "send" | "action" => {
            let kind = if command == "send" { MessageKind::Normal } else { MessageKind::Action };
            let sent = tox.friend_send_message(now, friend, kind, &unescape(rest));
            sent.map(|id| id.get().to_string()).map_err(|error| codes::send_message(&error))
        }
        "lossless" => {
            let packet = from_hex(rest).ok_or(NO_SENSE)?;
            let sent = tox.friend_send_lossless_packet(now, friend, &packet);
            sent.map(done).map_err(|error| codes::custom_packet(&error))
        }
        "lossy" => {
            let packet = from_hex(rest).ok_or(NO_SENSE)?;
            let sent = tox.friend_send_lossy_packet(now, friend, &packet);
            sent.map(done).map_err(|error| codes::custom_packet(&error))
        }
        "typing" => tox.set_typing(now, friend, rest == "1").map(done).map_err(|_| NO_SUCH_FRIEND),
        "delete" => tox.friend_delete(now, friend).map(done).map_err(|_| NO_SUCH_FRIEND),
        "file-send" => send_file(tox, now, transfers, friend, rest),
        _ => of_file(tox, now, transfers, command, friend, rest),
    }
}

fn send_file(tox: &mut Tox, now: Instant, transfers: &mut Transfers, friend: FriendId, rest: &str) -> Answer {
    let mut parts = rest.splitn(4, ' ');
    let mut next = || parts.next().ok_or(NO_SENSE);
    let (kind, size, id, name) = (next()?, next()?, next()?, next().unwrap_or_default());
    let kind = if kind == "avatar" { FileKind::Avatar } else { FileKind::Data };
    let stream = size.strip_prefix("stream:").map(|length| length.parse().map_err(|_| NO_SENSE)).transpose()?;
    let size = if stream.is_some() { UNKNOWN_FILE_SIZE } else { size.parse().map_err(|_| NO_SENSE)? };
    let id = from_hex(id).and_then(|bytes| <[u8; FileId::LEN]>::try_from(bytes).ok()).map(FileId::from_bytes);
    let file = tox
        .file_send(now, friend, NewFile { kind, size, id, name: &unescape(name) })
        .map_err(|error| codes::file_send(&error))?;
    transfers.begin(Name { friend, file }, stream);
    Ok(file.to_c().to_string())
}

/// Commands about one file.
fn of_file(
    tox: &mut Tox,
    now: Instant,
    transfers: &mut Transfers,
    command: &str,
    friend: FriendId,
    rest: &str,
) -> Answer {
    let (number, rest) = rest.split_once(' ').unwrap_or((rest, ""));
    let file = number.parse().ok().and_then(|number| tox.files().find(friend, number));
    // NOT_FOUND of `tox.h`.
    let file = file.ok_or(if command == "file-id" { 4 } else { 3 })?;
    let name = Name { friend, file };
    match command {
        "file-control" => {
            let control = match rest {
                "resume" => FileControl::Resume,
                "pause" => FileControl::Pause,
                "cancel" => FileControl::Cancel,
                _ => return Err(NO_SENSE),
            };
            tox.file_control(now, friend, file, control).map_err(|error| codes::file_control(&error))?;
            if control == FileControl::Cancel {
                transfers.end(name);
            }
        }
        "file-seek" => {
            let position = rest.parse().map_err(|_| NO_SENSE)?;
            tox.file_seek(now, friend, file, position).map_err(|error| codes::file_seek(&error))?;
        }
        "file-id" => {
            let status = tox.files().status(friend, file).ok_or(3)?;
            return Ok(to_hex(status.id.as_bytes()).to_uppercase());
        }
        "file-pause-at" => {
            let position = rest.parse().map_err(|_| NO_SENSE)?;
            transfers.get(name).ok_or(NO_SENSE)?.pause_at = Some(position);
        }
        "file-position" => {
            let transfer = transfers.get(name).ok_or(NO_SENSE)?;
            return Ok(format!("{} {} {}", transfer.position, transfer.bytes, transfer.bad));
        }
        _ => return Err(NO_SENSE),
    }
    Ok(String::new())
}

fn words<const N: usize>(rest: &str) -> Result<[&str; N], i32> {
    let words: Vec<&str> = rest.split(' ').collect();
    words.try_into().map_err(|_| NO_SENSE)
}
