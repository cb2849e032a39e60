use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use tokio::net::lookup_host;
use tokio::sync::{mpsc, oneshot};
use toxcore::conference::{ConferenceType, CreateError};
use toxcore::group::{ChatId, GroupPrivacy};
use toxcore::{DhtPublicKey, Instant, LongTermPublicKey, NoSpam, PacketStats, ToxId, UserStatus};

use crate::driver::{Command, Core, MAX_ADDRS};
use crate::{
    AddFriendError, BootstrapError, Builder, Conference, ConnectionStatus, Friend, Group, JoinGroupError,
    NewConferenceError, NewGroupError, SetInfoError, ShutdownError, Stopped,
};

/// A running Tox: one identity, its friends and its sockets.
///
/// It is a handle: cheap to clone, to send and to share. The work is done by one task, which ends
/// - with [`shutdown`](Self::shutdown): everybody is told, the profile is saved, and you know that it is;
/// - when the last handle ([`Tox`], [`Friend`](crate::Friend) and the like) and the stream of events are dropped: the same,
///   but nobody waits for it, so a program that ends at once may cut it short;
/// - with the runtime: the profile is saved, friends see us go when their connections time out.
#[derive(Clone)]
pub struct Tox {
    pub(crate) shared: Arc<Shared>,
}

/// What all handles share.
#[derive(Debug)]
pub(crate) struct Shared {
    commands: mpsc::Sender<Command>,
    public_key: LongTermPublicKey,
    udp_addr: Option<SocketAddr>,
    relay_addr: Option<SocketAddr>,
    with_proxy: bool,
}

impl fmt::Debug for Tox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tox").field("public_key", &self.shared.public_key).finish_non_exhaustive()
    }
}

impl Shared {
    pub(crate) fn new(commands: mpsc::Sender<Command>, facts: Facts) -> Arc<Self> {
        let Facts { public_key, udp_addr, relay_addr, with_proxy } = facts;
        Arc::new(Self { commands, public_key, udp_addr, relay_addr, with_proxy })
    }
}

/// What is known once the sockets are open and never changes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Facts {
    pub(crate) public_key: LongTermPublicKey,
    pub(crate) udp_addr: Option<SocketAddr>,
    pub(crate) relay_addr: Option<SocketAddr>,
    pub(crate) with_proxy: bool,
}

impl Tox {
    /// Begins to build one. `profile` is a path, or a [`ProfileSource`](crate::ProfileSource).
    pub fn builder(profile: impl Into<crate::ProfileSource>) -> Builder {
        Builder::new(profile.into())
    }

    /// Our long-term public key.
    #[must_use]
    pub fn public_key(&self) -> LongTermPublicKey {
        self.shared.public_key
    }

    /// The address of the UDP socket; none without UDP.
    #[must_use]
    pub fn udp_addr(&self) -> Option<SocketAddr> {
        self.shared.udp_addr
    }

    /// The address of our own relay for others, if we are one.
    #[must_use]
    pub fn relay_addr(&self) -> Option<SocketAddr> {
        self.shared.relay_addr
    }

    /// Our Tox ID: what others need to send us a friend request.
    ///
    /// # Errors
    /// [`Stopped`].
    pub async fn id(&self) -> Result<ToxId, Stopped> {
        self.call(|core| core.tox.self_address()).await
    }

    /// Changes the part of our Tox ID that has nothing to do with our keys: requests to the old ID are refused from now on.
    ///
    /// # Errors
    /// [`Stopped`].
    pub async fn set_nospam(&self, nospam: NoSpam) -> Result<ToxId, Stopped> {
        self.change(move |core| {
            core.tox.set_nospam(nospam);
            core.tox.self_address()
        })
        .await
    }

    /// Asks somebody to become our friend, with a message of 1 to 921 bytes. The request is repeated until it is answered,
    /// also after the next start; the friend is in the list at once.
    ///
    /// # Errors
    /// [`AddFriendError`].
    pub async fn add_friend(&self, id: &ToxId, message: impl Into<Vec<u8>>) -> Result<Friend, AddFriendError> {
        let (id, message) = (*id, message.into());
        let friend = self.change(move |core| core.tox.friend_add(core.now, &id, &message)).await??;
        Ok(self.friend(friend, id.public_key))
    }

    /// Makes somebody a friend who has asked us, or who adds us too.
    ///
    /// # Errors
    /// [`AddFriendError`].
    pub async fn add_friend_without_request(&self, key: LongTermPublicKey) -> Result<Friend, AddFriendError> {
        let friend = self.change(move |core| core.tox.friend_add_norequest(core.now, key)).await??;
        Ok(self.friend(friend, key))
    }

    /// All friends.
    ///
    /// # Errors
    /// [`Stopped`].
    pub async fn friends(&self) -> Result<Vec<Friend>, Stopped> {
        let list = self.call(|core| -> Vec<_> {
            let tox = &core.tox;
            tox.friends().filter_map(|id| Some((id, tox.friend_public_key(id).ok()?))).collect()
        });
        Ok(list.await?.into_iter().map(|(id, key)| self.friend(id, key)).collect())
    }

    /// Makes a conference, the old kind of group chat, with nobody but us in it.
    ///
    /// # Errors
    /// [`NewConferenceError`].
    pub async fn new_conference(&self) -> Result<Conference, NewConferenceError> {
        let made = self.change(|core| {
            let number = core.tox.conference_new(core.now, ConferenceType::Text)?;
            let identifier = core.tox.conferences().identifier(number).ok_or(CreateError::Full)?;
            Ok::<_, CreateError>((number, identifier))
        });
        let (number, identifier) = made.await??;
        Ok(Conference { tox: self.clone(), number, identifier })
    }

    /// All conferences, those of the profile included.
    ///
    /// # Errors
    /// [`Stopped`].
    pub async fn conferences(&self) -> Result<Vec<Conference>, Stopped> {
        let list = self.call(|core| -> Vec<_> {
            let conferences = core.tox.conferences();
            conferences.numbers().filter_map(|number| Some((number, conferences.identifier(number)?))).collect()
        });
        let list = list.await?.into_iter();
        Ok(list.map(|(number, identifier)| Conference { tox: self.clone(), number, identifier }).collect())
    }

    /// Founds a group with a name of 1 to 48 bytes, in which we are called `nick`, 1 to 128 bytes. Whoever knows the chat id of a
    /// public one can come in; into a private one friends are invited.
    ///
    /// # Errors
    /// [`NewGroupError`].
    pub async fn new_group(
        &self,
        privacy: GroupPrivacy,
        name: impl Into<Vec<u8>>,
        nick: impl Into<Vec<u8>>,
    ) -> Result<Group, NewGroupError> {
        let (name, nick) = (name.into(), nick.into());
        let found = self.change(move |core| {
            let number = core.tox.group_new(core.now, privacy, &name, &nick)?;
            let chat_id = core.tox.group_chat_id(number).ok_or(toxcore::GroupNewError::Full)?;
            Ok::<_, toxcore::GroupNewError>((number, chat_id))
        });
        let (number, chat_id) = found.await??;
        Ok(Group { tox: self.clone(), number, chat_id })
    }

    /// Looks for a public group, to be in it as `nick`, 1 to 128 bytes, with the password, which is empty if there is none.
    /// [`GroupEvent::SelfJoin`](crate::GroupEvent::SelfJoin) says when we are in, which a group where nobody is may delay for as long as
    /// that; it is looked for again after each start. Of a group that we have already it is another attempt; if we are in it, we leave
    /// it for that, so this is nothing to be done again and again.
    ///
    /// # Errors
    /// [`JoinGroupError`].
    pub async fn join_group(
        &self,
        chat_id: ChatId,
        nick: impl Into<Vec<u8>>,
        password: impl Into<Vec<u8>>,
    ) -> Result<Group, JoinGroupError> {
        let (nick, password) = (nick.into(), password.into());
        let join = move |core: &mut Core| core.tox.group_join(core.now, chat_id, &nick, &password);
        let number = self.change(join).await??;
        Ok(Group { tox: self.clone(), number, chat_id })
    }

    /// The group with this chat id, if we have it.
    ///
    /// # Errors
    /// [`Stopped`].
    pub async fn group(&self, chat_id: ChatId) -> Result<Option<Group>, Stopped> {
        let number = self.call(move |core| core.tox.group_by_id(&chat_id)).await?;
        Ok(number.map(|number| Group { tox: self.clone(), number, chat_id }))
    }

    /// All groups, those of the profile included.
    ///
    /// # Errors
    /// [`Stopped`].
    pub async fn groups(&self) -> Result<Vec<Group>, Stopped> {
        let list = self.call(|core| -> Vec<_> {
            let tox = &core.tox;
            tox.group_list().filter_map(|number| Some((number, tox.group_chat_id(number)?))).collect()
        });
        Ok(list.await?.into_iter().map(|(number, chat_id)| Group { tox: self.clone(), number, chat_id }).collect())
    }

    fn friend(&self, id: toxcore::FriendId, public_key: LongTermPublicKey) -> Friend {
        Friend { tox: self.clone(), id, public_key }
    }

    /// Changes our name, which friends see. At most 128 bytes.
    ///
    /// # Errors
    /// [`SetInfoError`].
    pub async fn set_name(&self, name: impl Into<Vec<u8>>) -> Result<(), SetInfoError> {
        let name = name.into();
        Ok(self.change(move |core| core.tox.set_name(core.now, &name)).await??)
    }

    /// Changes our status message, which friends see. At most 1007 bytes.
    ///
    /// # Errors
    /// [`SetInfoError`].
    pub async fn set_status_message(&self, text: impl Into<Vec<u8>>) -> Result<(), SetInfoError> {
        let text = text.into();
        Ok(self.change(move |core| core.tox.set_status_message(core.now, &text)).await??)
    }

    /// Changes our status, which friends see.
    ///
    /// # Errors
    /// [`Stopped`].
    pub async fn set_status(&self, status: UserStatus) -> Result<(), Stopped> {
        self.change(move |core| core.tox.set_status(core.now, status)).await
    }

    /// How well we are connected.
    ///
    /// # Errors
    /// [`Stopped`].
    pub async fn connection_status(&self) -> Result<ConnectionStatus, Stopped> {
        self.call(|core| core.tox.self_connection_status()).await
    }

    /// Makes a node known that is in the network already: over UDP, and as a relay on the same port. Do it for several, at
    /// each start; the nodes that are known by then are saved in the profile too.
    ///
    /// `host` is an address or a name. A name is resolved here and now, so this can take as long as the system's resolver.
    ///
    /// # Errors
    /// [`BootstrapError`]. One node without a use is nothing to stop for.
    pub async fn bootstrap(&self, host: &str, port: u16, key: DhtPublicKey) -> Result<(), BootstrapError> {
        let addrs = self.resolve(host, port).await?;
        self.change(move |core| {
            let mut result = Err(BootstrapError::Unusable);
            for addr in addrs {
                let node = core.tox.bootstrap(core.now, addr, key);
                let relay = core.tox.add_tcp_relay(core.now, addr, key);
                if node.is_ok() || relay.is_ok() {
                    result = Ok(());
                }
            }
            result
        })
        .await?
    }

    /// Makes a relay known, for nodes whose relay has another port than their UDP.
    ///
    /// # Errors
    /// As [`bootstrap`](Self::bootstrap).
    pub async fn add_relay(&self, host: &str, port: u16, key: DhtPublicKey) -> Result<(), BootstrapError> {
        let addrs = self.resolve(host, port).await?;
        self.change(move |core| {
            let mut result = Err(BootstrapError::Unusable);
            for addr in addrs {
                if core.tox.add_tcp_relay(core.now, addr, key).is_ok() {
                    result = Ok(());
                }
            }
            result
        })
        .await?
    }

    /// The addresses of a node. With a proxy names are never asked for: the question would tell what the proxy hides.
    async fn resolve(&self, host: &str, port: u16) -> Result<Vec<SocketAddr>, BootstrapError> {
        if port == 0 {
            return Err(BootstrapError::NoPort);
        }
        if let Ok(ip) = host.trim_matches(['[', ']']).parse::<IpAddr>() {
            return Ok(vec![SocketAddr::new(ip, port)]);
        }
        if self.shared.with_proxy {
            return Err(BootstrapError::NameBehindProxy);
        }
        let found = lookup_host((host, port)).await.map_err(|error| BootstrapError::NotFound(error.kind()))?;
        let addrs: Vec<SocketAddr> = found.take(MAX_ADDRS).collect();
        if addrs.is_empty() { Err(BootstrapError::NotFound(std::io::ErrorKind::NotFound)) } else { Ok(addrs) }
    }

    /// Says that the network changed: another Wi-Fi, a cable, an address. Everything that is known of addresses is checked
    /// anew at once, and friends are back within seconds. A long sleep of the machine is noticed without it.
    ///
    /// # Errors
    /// [`Stopped`].
    pub async fn network_changed(&self) -> Result<(), Stopped> {
        self.call(|core| core.tox.network_changed(core.now)).await
    }

    /// How much of what went over the network so far.
    ///
    /// # Errors
    /// [`Stopped`].
    pub async fn packet_stats(&self) -> Result<PacketStats, Stopped> {
        self.call(|core| core.tox.packet_stats().clone()).await
    }

    /// The save file as bytes, secret key included; it is written to the profile's path without this.
    ///
    /// # Errors
    /// [`Stopped`].
    pub async fn savedata(&self) -> Result<Vec<u8>, Stopped> {
        self.call(|core| core.tox.savedata()).await
    }

    /// Runs `job` with the machine itself, in the task that owns it: for all that has no method here. It is given the time
    /// for the methods that want it. The profile is saved afterwards.
    ///
    /// # Errors
    /// [`Stopped`].
    pub async fn with<R: Send + 'static>(
        &self,
        job: impl FnOnce(&mut toxcore::Tox, Instant) -> R + Send + 'static,
    ) -> Result<R, Stopped> {
        self.change(move |core| job(&mut core.tox, core.now)).await
    }

    /// Ends it well: waits up to two seconds for the receipts of messages that were sent, tells friends that we go, and saves
    /// the profile. All handles answer with [`Stopped`] afterwards, and the stream of events ends.
    ///
    /// # Errors
    /// [`ShutdownError`]; it has ended all the same.
    pub async fn shutdown(&self) -> Result<(), ShutdownError> {
        let (asked, answer) = oneshot::channel();
        self.shared.commands.send(Command::Shutdown(asked)).await.map_err(|_| ShutdownError::Stopped)?;
        answer.await.map_err(|_| ShutdownError::Stopped)?
    }

    /// Runs something in the task.
    pub(crate) async fn call<R: Send + 'static>(
        &self,
        call: impl FnOnce(&mut Core) -> R + Send + 'static,
    ) -> Result<R, Stopped> {
        let (reply, answer) = oneshot::channel();
        let call = Box::new(move |core: &mut Core| {
            // An error: the caller does not wait any more.
            let _ = reply.send(call(core));
        });
        self.shared.commands.send(Command::Call(call)).await.map_err(|_| Stopped)?;
        answer.await.map_err(|_| Stopped)
    }

    /// The same, for what changes the profile.
    pub(crate) async fn change<R: Send + 'static>(
        &self,
        call: impl FnOnce(&mut Core) -> R + Send + 'static,
    ) -> Result<R, Stopped> {
        self.call(move |core| {
            core.changed = true;
            call(core)
        })
        .await
    }
}
