use std::ptr;
use std::thread;

use toxcore_ffi::*;

use crate::support::{Clock, Options, drive};

#[test]
fn threads_may_share_an_instance() {
    let clock = Clock::default();
    let (alice, bob) = (Options::new().start_at(&clock), Options::new().start_at(&clock));
    assert_eq!(alice.bootstrap(&bob), Ok(()));
    thread::scope(|scope| {
        scope.spawn(|| drive(&clock, &[&alice, &bob], || alice.connection() > 0));
        scope.spawn(|| drive(&clock, &[&bob, &alice], || bob.connection() > 0));
        scope.spawn(|| {
            for round in 0..500_usize {
                let name = [b'x'; 128];
                // SAFETY: a live instance, and no more bytes than there are.
                assert!(unsafe { tox_self_set_name(alice.tox(), name.as_ptr(), round % 128, ptr::null_mut()) });
                assert!(!alice.savedata().is_empty());
            }
        });
        scope.spawn(|| {
            for _ in 0..500 {
                // SAFETY: a live instance.
                unsafe { tox_lock(alice.tox()) };
                // SAFETY: as above.
                let size = unsafe { tox_self_get_name_size(alice.tox()) };
                let mut name = vec![0; size];
                // Nobody can change it between the two calls.
                // SAFETY: as above; the room is as large as asked for.
                unsafe { tox_self_get_name(alice.tox(), name.as_mut_ptr()) };
                assert!(name.iter().all(|byte| *byte == b'x'));
                // SAFETY: as above.
                unsafe { tox_unlock(alice.tox()) };
            }
        });
    });
    assert!(alice.connection() > 0 && bob.connection() > 0);
}

#[test]
fn time_that_goes_back_stands_still() {
    let clock = Clock::default();
    clock.set(1_000_000);
    let (alice, bob) = (Options::new().start_at(&clock), Options::new().start_at(&clock));
    alice.iterate();
    clock.set(0);
    alice.iterate();
    // SAFETY: a live instance.
    assert!((1..=100).contains(&unsafe { tox_iteration_interval(alice.tox()) }));
    clock.set(1_000_001);
    assert_eq!(alice.bootstrap(&bob), Ok(()));
    assert!(drive(&clock, &[&alice, &bob], || alice.connection() > 0));
    // A year later.
    clock.advance(365 * 24 * 3_600 * 1_000);
    assert!(drive(&clock, &[&alice, &bob], || alice.connection() > 0));
}
