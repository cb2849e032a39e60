//! Instances in one process, over loopback, at a time that the test makes.

mod groups;

use std::cell::{Cell, RefCell};
use std::ffi::c_void;
use std::ptr;
use std::rc::Rc;
use std::slice;
use std::sync::atomic::{AtomicU64, Ordering};

use toxcore_ffi::types::*;
use toxcore_ffi::*;

/// What a callback was called with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Heard {
    Connection(u32, u32),
    Name(u32, Vec<u8>),
    StatusMessage(u32, Vec<u8>),
    Status(u32, u32),
    Typing(u32, bool),
    Receipt(u32, u32),
    Request([u8; 32], Vec<u8>),
    Message(u32, u32, Vec<u8>),
    Lossy(u32, Vec<u8>),
    Lossless(u32, Vec<u8>),
    Control(u32, u32, u32),
    ChunkRequest(u32, u32, u64, usize),
    /// Friend, file, kind, size, name.
    Offer(u32, u32, u32, u64, Option<Vec<u8>>),
    Chunk(u32, u32, u64, Option<Vec<u8>>),
    /// Friend, kind, cookie.
    Invite(u32, u32, Vec<u8>),
    Joined(u32),
    /// Conference, member, kind, text.
    Said(u32, u32, u32, Vec<u8>),
    Title(u32, u32, Vec<u8>),
    PeerName(u32, u32, Vec<u8>),
    PeerList(u32),
    /// Which callback of groups, group (friend for invitations), member, number, text.
    Group(&'static str, u32, u32, u32, Vec<u8>),
}

/// What a user does inside a callback.
pub(crate) type Reaction = Box<dyn FnMut(*mut Tox, &Heard)>;

/// Who is called back.
#[derive(Default)]
pub(crate) struct Witness {
    heard: RefCell<Vec<Heard>>,
    reaction: RefCell<Option<Reaction>>,
}

impl Witness {
    fn hear(&self, tox: *mut Tox, heard: Heard) {
        let reaction = self.reaction.borrow_mut().take();
        if let Some(mut reaction) = reaction {
            self.heard.borrow_mut().push(heard.clone());
            reaction(tox, &heard);
            self.reaction.borrow_mut().get_or_insert(reaction);
        } else {
            self.heard.borrow_mut().push(heard);
        }
    }
}

/// An instance with everything that it was told.
pub(crate) struct User {
    pub(crate) tox: *mut Tox,
    witness: Box<Witness>,
    alive: Cell<bool>,
    /// Whether it takes events as lists, and has them told by callbacks then.
    pub(crate) by_events: Cell<bool>,
}

impl User {
    fn new(clock: &Clock) -> Self {
        Self::with(clock, |_| ()).unwrap()
    }

    /// One out of a save file.
    fn saved(clock: &Clock, savedata: &[u8]) -> Self {
        let user = Self::with(clock, |options| unsafe {
            tox_options_set_savedata_type(options, Tox_Savedata_Type::ToxSave as u32);
            assert!(tox_options_set_savedata_data(options, savedata.as_ptr(), savedata.len()));
        });
        user.unwrap()
    }

    /// One without UDP.
    fn relayed(clock: &Clock) -> Self {
        Self::with(clock, |options| unsafe { tox_options_set_udp_enabled(options, false) }).unwrap()
    }

    /// One that is a relay on a free port.
    fn relay(clock: &Clock) -> Self {
        let at = |port| Self::with(clock, |options| unsafe { tox_options_set_tcp_port(options, port) });
        (31_000..32_000).find_map(at).unwrap()
    }

    /// `None` if a port is taken.
    fn with(clock: &Clock, configure: impl FnOnce(*mut Tox_Options)) -> Option<Self> {
        let options = unsafe { tox_options_new(ptr::null_mut()) };
        unsafe {
            tox_options_set_local_discovery_enabled(options, false);
            tox_options_set_ipv6_enabled(options, false);
        }
        configure(options);
        let system = Tox_System {
            mono_time_callback: Some(time_of),
            mono_time_user_data: ptr::from_ref(clock).cast_mut().cast(),
            ..tox_default_system()
        };
        let testing = Tox_Options_Testing { operating_system: &raw const system };
        let tox = unsafe { tox_new_testing(options, ptr::null_mut(), &raw const testing, ptr::null_mut()) };
        unsafe { tox_options_free(options) };
        if tox.is_null() {
            return None;
        }
        register(tox);
        Some(Self { tox, witness: Box::default(), alive: Cell::new(true), by_events: Cell::new(false) })
    }

    /// Learns of a node.
    fn bootstrap(&self, node: &Self) {
        let (key, host) = (node.dht_id(), c"127.0.0.1".as_ptr());
        let port = unsafe { tox_self_get_udp_port(node.tox, ptr::null_mut()) };
        assert!(unsafe { tox_bootstrap(self.tox, host, port, key.as_ptr(), ptr::null_mut()) });
    }

    /// Learns of a relay.
    fn add_relay(&self, relay: &Self) {
        let (key, host) = (relay.dht_id(), c"127.0.0.1".as_ptr());
        let port = unsafe { tox_self_get_tcp_port(relay.tox, ptr::null_mut()) };
        assert!(unsafe { tox_add_tcp_relay(self.tox, host, port, key.as_ptr(), ptr::null_mut()) });
    }

    fn dht_id(&self) -> [u8; 32] {
        let mut key = [0; 32];
        unsafe { tox_self_get_dht_id(self.tox, key.as_mut_ptr()) };
        key
    }

    pub(crate) fn react(&self, reaction: impl FnMut(*mut Tox, &Heard) + 'static) {
        *self.witness.reaction.borrow_mut() = Some(Box::new(reaction));
    }

    pub(crate) fn iterate(&self) {
        let data = ptr::from_ref(&*self.witness).cast_mut().cast();
        if self.alive.get() && self.by_events.get() {
            crate::events::iterate(self.tox, data);
        } else if self.alive.get() {
            unsafe { tox_iterate(self.tox, data) };
        }
    }

    /// Ends it. It may have ended itself.
    pub(crate) fn kill(&self) {
        if self.alive.replace(false) {
            unsafe { tox_kill(self.tox) };
        }
    }

    /// It ended itself.
    pub(crate) fn forget(&self) {
        self.alive.set(false);
    }

    pub(crate) fn heard(&self) -> Vec<Heard> {
        self.witness.heard.borrow().clone()
    }

    pub(crate) fn heard_where(&self, wanted: impl Fn(&Heard) -> bool) -> Vec<Heard> {
        self.witness.heard.borrow().iter().filter(|heard| wanted(heard)).cloned().collect()
    }

    pub(crate) fn saw(&self, wanted: impl Fn(&Heard) -> bool) -> bool {
        self.witness.heard.borrow().iter().any(wanted)
    }

    pub(crate) fn forget_what_was_heard(&self) {
        self.witness.heard.borrow_mut().clear();
    }

    pub(crate) fn key(&self) -> [u8; 32] {
        let mut key = [0; 32];
        unsafe { tox_self_get_public_key(self.tox, key.as_mut_ptr()) };
        key
    }

    pub(crate) fn address(&self) -> [u8; 38] {
        let mut address = [0; 38];
        unsafe { tox_self_get_address(self.tox, address.as_mut_ptr()) };
        address
    }

    pub(crate) fn name_of(&self, friend: u32) -> Vec<u8> {
        name_of(self.tox, friend)
    }

    pub(crate) fn send_message(&self, friend: u32, text: &[u8]) -> u32 {
        unsafe { tox_friend_send_message(self.tox, friend, 0, text.as_ptr(), text.len(), ptr::null_mut()) }
    }

    pub(crate) fn set_name(&self, name: &[u8]) -> bool {
        unsafe { tox_self_set_name(self.tox, name.as_ptr(), name.len(), ptr::null_mut()) }
    }

    /// Offers a file of kind 0 with a random id.
    pub(crate) fn offer(&self, friend: u32, size: u64, name: &[u8]) -> u32 {
        let (id, error) = (ptr::null(), ptr::null_mut());
        unsafe { tox_file_send(self.tox, friend, 0, size, id, name.as_ptr(), name.len(), error) }
    }

    /// Whether it worked, and else why not.
    pub(crate) fn control(&self, friend: u32, file: u32, control: u32) -> (bool, u32) {
        code(|error: *mut Tox_Err_File_Control| unsafe { tox_file_control(self.tox, friend, file, control, error) })
    }
}

impl Drop for User {
    fn drop(&mut self) {
        self.kill();
    }
}

pub(crate) fn name_of(tox: *mut Tox, friend: u32) -> Vec<u8> {
    let mut name = vec![0; unsafe { tox_friend_get_name_size(tox, friend, ptr::null_mut()) }];
    assert!(unsafe { tox_friend_get_name(tox, friend, name.as_mut_ptr(), ptr::null_mut()) });
    name
}

/// What a function returns, and the error that it writes, as numbers.
pub(crate) fn code<T, E>(call: impl FnOnce(*mut E) -> T) -> (T, u32) {
    let mut error = UNTOUCHED;
    let answer = call((&raw mut error).cast());
    (answer, error)
}

/// What is written in an error before the call.
pub(crate) const UNTOUCHED: u32 = 0xdead;

/// Milliseconds that all instances of a test share.
#[derive(Default)]
pub(crate) struct Clock(AtomicU64);

extern "C" fn time_of(clock: *mut c_void) -> u64 {
    unsafe { &*clock.cast::<Clock>() }.0.load(Ordering::Relaxed)
}

/// Two friends and a node.
pub(crate) struct Pair {
    pub(crate) alice: User,
    pub(crate) bob: User,
    node: User,
    // Dropped last: instances ask it until they are gone.
    clock: Rc<Clock>,
}

impl Pair {
    /// Two who know the node.
    pub(crate) fn strangers() -> Self {
        let clock = Rc::new(Clock::default());
        let [alice, bob, node] = [(); 3].map(|()| User::new(&clock));
        for user in [&alice, &bob] {
            user.bootstrap(&node);
        }
        Self { alice, bob, node, clock }
    }

    /// Two who know the node, which is a relay, too. Bob has no UDP.
    pub(crate) fn relayed_strangers() -> Self {
        let clock = Rc::new(Clock::default());
        let (alice, bob, node) = (User::new(&clock), User::relayed(&clock), User::relay(&clock));
        for user in [&alice, &bob] {
            user.bootstrap(&node);
            user.add_relay(&node);
        }
        Self { alice, bob, node, clock }
    }

    /// Two friends who are online, and call each other 0.
    pub(crate) fn online() -> Self {
        let pair = Self::strangers();
        for (one, other) in [(&pair.alice, &pair.bob), (&pair.bob, &pair.alice)] {
            let key = other.key();
            assert_eq!(unsafe { tox_friend_add_norequest(one.tox, key.as_ptr(), ptr::null_mut()) }, 0);
        }
        pair.until(|pair| {
            [&pair.alice, &pair.bob]
                .iter()
                .all(|user| user.saw(|heard| matches!(heard, Heard::Connection(0, 2))) && user.saw(is_profile))
        });
        pair.alice.forget_what_was_heard();
        pair.bob.forget_what_was_heard();
        pair
    }

    /// Ends Bob's instance and makes another of what he saved.
    pub(crate) fn restart_bob(&mut self) {
        let mut saved = vec![0; unsafe { tox_get_savedata_size(self.bob.tox) }];
        unsafe { tox_get_savedata(self.bob.tox, saved.as_mut_ptr()) };
        self.bob.kill();
        self.bob = User::saved(&self.clock, &saved);
        self.bob.bootstrap(&self.node);
    }

    /// One turn of everybody.
    pub(crate) fn turn(&self) {
        for user in [&self.alice, &self.bob, &self.node] {
            user.iterate();
        }
        self.clock.0.fetch_add(STEP_MS, Ordering::Relaxed);
    }

    /// Turns for so long.
    pub(crate) fn run(&self, ms: u64) {
        for _ in 0..ms / STEP_MS {
            self.turn();
        }
    }

    /// Turns until something is true.
    ///
    /// # Panics
    /// If it is not within a minute.
    #[track_caller]
    pub(crate) fn until(&self, done: impl Fn(&Self) -> bool) {
        for _ in 0..60_000 / STEP_MS {
            self.turn();
            if done(self) {
                return;
            }
        }
        panic!("not within a minute: alice {:?}, bob {:?}", self.alice.heard(), self.bob.heard());
    }
}

/// Typing is the last of what friends say on meeting.
fn is_profile(heard: &Heard) -> bool {
    matches!(heard, Heard::Typing(0, false))
}

/// How far the clock goes in one turn.
const STEP_MS: u64 = 5;

fn register(tox: *mut Tox) {
    unsafe {
        tox_callback_friend_connection_status(tox, Some(on_connection));
        tox_callback_friend_name(tox, Some(on_name));
        tox_callback_friend_status_message(tox, Some(on_status_message));
        tox_callback_friend_status(tox, Some(on_status));
        tox_callback_friend_typing(tox, Some(on_typing));
        tox_callback_friend_read_receipt(tox, Some(on_receipt));
        tox_callback_friend_request(tox, Some(on_request));
        tox_callback_friend_message(tox, Some(on_message));
        tox_callback_friend_lossy_packet(tox, Some(on_lossy));
        tox_callback_friend_lossless_packet(tox, Some(on_lossless));
        tox_callback_file_recv_control(tox, Some(on_control));
        tox_callback_file_chunk_request(tox, Some(on_chunk_request));
        tox_callback_file_recv(tox, Some(on_offer));
        tox_callback_file_recv_chunk(tox, Some(on_chunk));
        tox_callback_conference_invite(tox, Some(on_invite));
        tox_callback_conference_connected(tox, Some(on_joined));
        tox_callback_conference_message(tox, Some(on_said));
        tox_callback_conference_title(tox, Some(on_title));
        tox_callback_conference_peer_name(tox, Some(on_peer_name));
        tox_callback_conference_peer_list_changed(tox, Some(on_peer_list));
    }
    groups::register(tox);
}

fn hear(tox: *mut Tox, witness: *mut c_void, heard: Heard) {
    unsafe { &*witness.cast::<Witness>() }.hear(tox, heard);
}

fn bytes(start: *const u8, length: usize) -> Vec<u8> {
    unsafe { slice::from_raw_parts(start, length) }.to_vec()
}

/// The text, which a NUL follows.
#[track_caller]
fn text(start: *const u8, length: usize) -> Vec<u8> {
    let mut text = bytes(start, length + 1);
    assert_eq!(text.pop(), Some(0), "no NUL after a text of {length} bytes");
    text
}

unsafe extern "C" fn on_invite(
    tox: *mut Tox,
    friend: u32,
    kind: u32,
    cookie: *const u8,
    length: usize,
    data: *mut c_void,
) {
    hear(tox, data, Heard::Invite(friend, kind, bytes(cookie, length)));
}

unsafe extern "C" fn on_joined(tox: *mut Tox, conference: u32, data: *mut c_void) {
    hear(tox, data, Heard::Joined(conference));
}

unsafe extern "C" fn on_said(
    tox: *mut Tox,
    conference: u32,
    peer: u32,
    kind: u32,
    start: *const u8,
    length: usize,
    data: *mut c_void,
) {
    hear(tox, data, Heard::Said(conference, peer, kind, text(start, length)));
}

unsafe extern "C" fn on_title(
    tox: *mut Tox,
    conference: u32,
    peer: u32,
    start: *const u8,
    length: usize,
    data: *mut c_void,
) {
    hear(tox, data, Heard::Title(conference, peer, text(start, length)));
}

unsafe extern "C" fn on_peer_name(
    tox: *mut Tox,
    conference: u32,
    peer: u32,
    name: *const u8,
    length: usize,
    data: *mut c_void,
) {
    hear(tox, data, Heard::PeerName(conference, peer, text(name, length)));
}

unsafe extern "C" fn on_peer_list(tox: *mut Tox, conference: u32, data: *mut c_void) {
    hear(tox, data, Heard::PeerList(conference));
}

unsafe extern "C" fn on_connection(tox: *mut Tox, friend: u32, status: u32, data: *mut c_void) {
    hear(tox, data, Heard::Connection(friend, status));
}

unsafe extern "C" fn on_name(tox: *mut Tox, friend: u32, name: *const u8, length: usize, data: *mut c_void) {
    hear(tox, data, Heard::Name(friend, text(name, length)));
}

unsafe extern "C" fn on_status_message(tox: *mut Tox, friend: u32, start: *const u8, length: usize, data: *mut c_void) {
    hear(tox, data, Heard::StatusMessage(friend, text(start, length)));
}

unsafe extern "C" fn on_status(tox: *mut Tox, friend: u32, status: u32, data: *mut c_void) {
    hear(tox, data, Heard::Status(friend, status));
}

unsafe extern "C" fn on_typing(tox: *mut Tox, friend: u32, typing: bool, data: *mut c_void) {
    hear(tox, data, Heard::Typing(friend, typing));
}

unsafe extern "C" fn on_receipt(tox: *mut Tox, friend: u32, message: u32, data: *mut c_void) {
    hear(tox, data, Heard::Receipt(friend, message));
}

unsafe extern "C" fn on_request(tox: *mut Tox, key: *const u8, start: *const u8, length: usize, data: *mut c_void) {
    let key = unsafe { *key.cast() };
    hear(tox, data, Heard::Request(key, text(start, length)));
}

unsafe extern "C" fn on_message(
    tox: *mut Tox,
    friend: u32,
    kind: u32,
    start: *const u8,
    length: usize,
    data: *mut c_void,
) {
    hear(tox, data, Heard::Message(friend, kind, text(start, length)));
}

unsafe extern "C" fn on_lossy(tox: *mut Tox, friend: u32, start: *const u8, length: usize, data: *mut c_void) {
    hear(tox, data, Heard::Lossy(friend, bytes(start, length)));
}

unsafe extern "C" fn on_lossless(tox: *mut Tox, friend: u32, start: *const u8, length: usize, data: *mut c_void) {
    hear(tox, data, Heard::Lossless(friend, bytes(start, length)));
}

unsafe extern "C" fn on_control(tox: *mut Tox, friend: u32, file: u32, control: u32, data: *mut c_void) {
    hear(tox, data, Heard::Control(friend, file, control));
}

unsafe extern "C" fn on_chunk_request(
    tox: *mut Tox,
    friend: u32,
    file: u32,
    position: u64,
    length: usize,
    data: *mut c_void,
) {
    hear(tox, data, Heard::ChunkRequest(friend, file, position, length));
}

unsafe extern "C" fn on_offer(
    tox: *mut Tox,
    friend: u32,
    file: u32,
    kind: u32,
    size: u64,
    name: *const u8,
    length: usize,
    data: *mut c_void,
) {
    assert_eq!(name.is_null(), length == 0);
    let name = (!name.is_null()).then(|| text(name, length));
    hear(tox, data, Heard::Offer(friend, file, kind, size, name));
}

unsafe extern "C" fn on_chunk(
    tox: *mut Tox,
    friend: u32,
    file: u32,
    position: u64,
    start: *const u8,
    length: usize,
    data: *mut c_void,
) {
    assert_eq!(start.is_null(), length == 0);
    let chunk = (!start.is_null()).then(|| bytes(start, length));
    hear(tox, data, Heard::Chunk(friend, file, position, chunk));
}
