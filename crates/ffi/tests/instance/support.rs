//! What the tests share: a clock that they rule, and instances that are killed at the end.

use std::ffi::c_void;
use std::ptr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use toxcore_ffi::types::{Tox_Err_Bootstrap, Tox_Err_Get_Port, Tox_Err_New, Tox_Err_New_Testing};
use toxcore_ffi::*;

/// Milliseconds that pass when a test says so.
#[derive(Clone, Default)]
pub(crate) struct Clock(Arc<AtomicU64>);

impl Clock {
    pub(crate) fn advance(&self, ms: u64) {
        self.0.fetch_add(ms, Ordering::Relaxed);
    }

    pub(crate) fn set(&self, ms: u64) {
        self.0.store(ms, Ordering::Relaxed);
    }

    /// From now on nobody may ask.
    pub(crate) fn stop(&self) {
        self.set(STOPPED);
    }

    pub(crate) fn is_stopped(&self) -> bool {
        self.0.load(Ordering::Relaxed) == STOPPED
    }

    /// Surroundings with this clock, which must outlive them.
    pub(crate) fn system(&self) -> Tox_System {
        Tox_System {
            mono_time_callback: Some(tell),
            mono_time_user_data: Arc::as_ptr(&self.0).cast_mut().cast(),
            ..tox_default_system()
        }
    }
}

unsafe extern "C" fn tell(user_data: *mut c_void) -> u64 {
    // SAFETY: the clock's number, which outlives the instances of a test.
    let now = unsafe { &*user_data.cast::<AtomicU64>() }.load(Ordering::Relaxed);
    // It cannot panic into C: the test ends here.
    assert_ne!(now, STOPPED, "the clock was asked after the end");
    now
}

/// The time of a clock that is gone.
const STOPPED: u64 = u64::MAX;

/// Options that are freed at the end.
pub(crate) struct Options(pub(crate) *mut Tox_Options);

impl Options {
    /// The defaults, but without noise for others on this machine.
    pub(crate) fn new() -> Self {
        // SAFETY: NULL is allowed.
        let options = Self(unsafe { tox_options_new(ptr::null_mut()) });
        options.with(|options| {
            // SAFETY: made above.
            unsafe { tox_options_set_local_discovery_enabled(options, false) };
            // SAFETY: as above.
            unsafe { tox_options_set_start_port(options, FIRST_PORT) };
            // SAFETY: as above.
            unsafe { tox_options_set_end_port(options, LAST_PORT) };
        })
    }

    pub(crate) fn with(self, change: impl FnOnce(*mut Tox_Options)) -> Self {
        change(self.0);
        self
    }

    pub(crate) fn without_udp(self) -> Self {
        // SAFETY: live options.
        self.with(|options| unsafe { tox_options_set_udp_enabled(options, false) })
    }

    /// What `tox_new` says.
    pub(crate) fn start(&self) -> Result<Instance, Tox_Err_New> {
        let mut error = Tox_Err_New::Null;
        // SAFETY: live options.
        let tox = unsafe { tox_new(self.0, &raw mut error) };
        assert_eq!(tox.is_null(), error != Tox_Err_New::Ok);
        if tox.is_null() { Err(error) } else { Ok(Instance(tox)) }
    }

    /// An instance whose time is that of `clock`.
    pub(crate) fn start_at(&self, clock: &Clock) -> Instance {
        let system = clock.system();
        let testing = Tox_Options_Testing { operating_system: &raw const system };
        let (mut error, mut testing_error) = (Tox_Err_New::Null, Tox_Err_New_Testing::Null);
        let (error_out, testing_out) = (&raw mut error, &raw mut testing_error);
        // SAFETY: live options and surroundings.
        let tox = unsafe { tox_new_testing(self.0, error_out, &raw const testing, testing_out) };
        assert_eq!((error, testing_error), (Tox_Err_New::Ok, Tox_Err_New_Testing::Ok));
        Instance(tox)
    }
}

impl Drop for Options {
    fn drop(&mut self) {
        // SAFETY: made by `tox_options_new`.
        unsafe { tox_options_free(self.0) };
    }
}

/// An instance that is killed at the end.
pub(crate) struct Instance(pub(crate) *mut Tox);

// SAFETY: that is what is promised to C.
unsafe impl Send for Instance {}
// SAFETY: as above.
unsafe impl Sync for Instance {}

impl Instance {
    pub(crate) fn tox(&self) -> *mut Tox {
        self.0
    }

    pub(crate) fn iterate(&self) {
        // SAFETY: a live instance.
        unsafe { tox_iterate(self.0, ptr::null_mut()) };
    }

    pub(crate) fn connection(&self) -> u32 {
        // SAFETY: a live instance.
        unsafe { tox_self_get_connection_status(self.0) }
    }

    pub(crate) fn udp_port(&self) -> Result<u16, Tox_Err_Get_Port> {
        let mut error = Tox_Err_Get_Port::Ok;
        // SAFETY: a live instance.
        let port = unsafe { tox_self_get_udp_port(self.0, &raw mut error) };
        if error == Tox_Err_Get_Port::Ok { Ok(port) } else { Err(error) }
    }

    pub(crate) fn tcp_port(&self) -> Result<u16, Tox_Err_Get_Port> {
        let mut error = Tox_Err_Get_Port::Ok;
        // SAFETY: a live instance.
        let port = unsafe { tox_self_get_tcp_port(self.0, &raw mut error) };
        if error == Tox_Err_Get_Port::Ok { Ok(port) } else { Err(error) }
    }

    pub(crate) fn dht_id(&self) -> [u8; 32] {
        let mut key = [0; 32];
        // SAFETY: a live instance and room for a key.
        unsafe { tox_self_get_dht_id(self.0, key.as_mut_ptr()) };
        key
    }

    pub(crate) fn bootstrap(&self, node: &Self) -> Result<(), Tox_Err_Bootstrap> {
        let (port, key) = (node.udp_port().expect("a node has UDP"), node.dht_id());
        let mut error = Tox_Err_Bootstrap::Ok;
        // SAFETY: a live instance, a text and a key.
        let done = unsafe { tox_bootstrap(self.0, c"127.0.0.1".as_ptr(), port, key.as_ptr(), &raw mut error) };
        assert_eq!(done, error == Tox_Err_Bootstrap::Ok);
        if done { Ok(()) } else { Err(error) }
    }

    pub(crate) fn savedata(&self) -> Vec<u8> {
        // SAFETY: a live instance.
        let mut savedata = vec![0; unsafe { tox_get_savedata_size(self.0) }];
        // SAFETY: the room is as large as asked for.
        unsafe { tox_get_savedata(self.0, savedata.as_mut_ptr()) };
        savedata
    }

    pub(crate) fn public_key(&self) -> [u8; 32] {
        let mut key = [0; 32];
        // SAFETY: a live instance and room for a key.
        unsafe { tox_self_get_public_key(self.0, key.as_mut_ptr()) };
        key
    }
}

impl Drop for Instance {
    fn drop(&mut self) {
        // SAFETY: nobody uses it any more.
        unsafe { tox_kill(self.0) };
    }
}

/// Lets the instances work until `done`, in steps of what they ask for, a minute of their time at most.
pub(crate) fn drive(clock: &Clock, instances: &[&Instance], mut done: impl FnMut() -> bool) -> bool {
    let mut passed = 0;
    while passed < 60_000 {
        for instance in instances {
            instance.iterate();
        }
        if done() {
            return true;
        }
        // SAFETY: live instances.
        let intervals = instances.iter().map(|instance| unsafe { tox_iteration_interval(instance.0) });
        let step = u64::from(intervals.min().unwrap_or(1));
        assert!((1..=100).contains(&step));
        clock.advance(step);
        passed += step;
    }
    false
}

/// Not where other programs of this kind look for each other.
const FIRST_PORT: u16 = 40_000;
const LAST_PORT: u16 = 49_999;
