//! Instances for tests, ended when they are dropped.
#![allow(dead_code, reason = "not every test needs all of it")]

use std::ptr;
use std::time::{Duration, Instant};

use toxcore_ffi::types::{Tox_Err_New, Tox_Savedata_Type};
use toxcore_ffi::*;

/// An instance.
pub(crate) struct Instance(*mut Tox);

impl Instance {
    /// Takes over options, which are freed.
    pub(crate) fn new(configure: impl FnOnce(*mut Tox_Options)) -> Self {
        // SAFETY: NULL is allowed.
        let options = unsafe { tox_options_new(ptr::null_mut()) };
        // SAFETY: made above. Tests stay on this machine.
        unsafe { tox_options_set_local_discovery_enabled(options, false) };
        configure(options);
        let mut error = Tox_Err_New::Null;
        // SAFETY: made above.
        let tox = unsafe { tox_new(options, &raw mut error) };
        // SAFETY: made above, and needed no more.
        unsafe { tox_options_free(options) };
        assert_eq!(error, Tox_Err_New::Ok);
        Self(tox)
    }

    pub(crate) fn as_ptr(&self) -> *mut Tox {
        self.0
    }

    /// Its DHT key.
    pub(crate) fn dht_id(&self) -> [u8; 32] {
        let mut key = [0; 32];
        // SAFETY: room for a key.
        unsafe { tox_self_get_dht_id(self.0, key.as_mut_ptr()) };
        key
    }

    /// Its UDP port.
    pub(crate) fn udp_port(&self) -> u16 {
        // SAFETY: a live instance.
        unsafe { tox_self_get_udp_port(self.0, ptr::null_mut()) }
    }

    /// Its TCP port.
    pub(crate) fn tcp_port(&self) -> u16 {
        // SAFETY: a live instance.
        unsafe { tox_self_get_tcp_port(self.0, ptr::null_mut()) }
    }
}

impl Drop for Instance {
    fn drop(&mut self) {
        // SAFETY: not used any more.
        unsafe { tox_kill(self.0) };
    }
}

/// An instance that sends nothing.
pub(crate) fn quiet() -> Instance {
    // SAFETY: live options.
    Instance::new(|options| unsafe { tox_options_set_udp_enabled(options, false) })
}

/// The number of the friend of [`with_a_friend`].
pub(crate) const FRIEND: u32 = 0;

/// An instance that sends nothing, with a friend who is never there.
pub(crate) fn with_a_friend() -> Instance {
    let saved = saved_friend();
    Instance::new(|options| {
        // SAFETY: live options.
        unsafe { tox_options_set_udp_enabled(options, false) };
        // SAFETY: live options.
        unsafe { tox_options_set_savedata_type(options, Tox_Savedata_Type::ToxSave as u32) };
        // SAFETY: live options, and bytes that live until the instance is made.
        assert!(unsafe { tox_options_set_savedata_data(options, saved.as_ptr(), saved.len()) });
    })
}

fn saved_friend() -> Vec<u8> {
    let (seed, now) = (toxcore::Seed::new([3; 32]), toxcore::Instant::ZERO);
    let mut tox = toxcore::Tox::new(toxcore::Options::default(), &seed, now, toxcore::UnixTime(1)).expect("no profile");
    tox.friend_add_norequest(now, toxcore::LongTermPublicKey::from_bytes([7; 32])).expect("a new friend");
    tox.savedata()
}

/// Lets instances work until something is true.
///
/// # Panics
/// After half a minute.
#[track_caller]
pub(crate) fn iterate_until(instances: &[&Instance], done: impl Fn() -> bool) {
    let start = Instant::now();
    while !done() {
        assert!(start.elapsed() < Duration::from_secs(30), "it did not happen");
        for instance in instances {
            // SAFETY: a live instance.
            unsafe { tox_iterate(instance.0, ptr::null_mut()) };
        }
        std::thread::sleep(Duration::from_millis(1));
    }
}
