use toxcore_ffi::*;

use crate::support::{Instance, Options};

fn restart(savedata: &[u8]) -> Instance {
    let options = Options::new().without_udp().with(|options| {
        // SAFETY: live options.
        unsafe { tox_options_set_savedata_type(options, 1) };
        // SAFETY: as above; the bytes live until the instance is made.
        unsafe { tox_options_set_savedata_data(options, savedata.as_ptr(), savedata.len()) };
    });
    options.start().expect("instance")
}

#[test]
fn who_we_are_outlives_an_instance() {
    let tox = Options::new().without_udp().start().expect("instance");
    // SAFETY: a live instance, and that many bytes.
    unsafe { tox_self_set_name(tox.0, b"Alice".as_ptr(), 5, std::ptr::null_mut()) };
    let (key, savedata) = (tox.public_key(), tox.savedata());
    drop(tox);
    let tox = restart(&savedata);
    assert_eq!(tox.public_key(), key);
    // SAFETY: a live instance.
    assert_eq!(unsafe { tox_self_get_name_size(tox.0) }, 5);
    assert_eq!(tox.savedata(), savedata);
}

#[test]
fn a_file_that_grows_while_room_is_made_is_not_overrun() {
    let tox = Options::new().without_udp().start().expect("instance");
    // SAFETY: a live instance.
    let size = unsafe { tox_get_savedata_size(tox.0) };
    let mut room = vec![0xca; size + 200];
    let name = [b'x'; 128];
    // SAFETY: a live instance, and that many bytes.
    assert!(unsafe { tox_self_set_name(tox.0, name.as_ptr(), 128, std::ptr::null_mut()) });
    // SAFETY: the room is larger than was asked for.
    unsafe { tox_get_savedata(tox.0, room.as_mut_ptr()) };
    // SAFETY: as above. This one does not fit, and is not written.
    unsafe { tox_get_savedata(tox.0, room.as_mut_ptr()) };
    let (file, behind) = room.split_at(size);
    assert!(behind.iter().all(|byte| *byte == 0xca));
    assert_eq!(restart(file).public_key(), tox.public_key());
}

#[test]
fn null_takes_nothing() {
    let tox = Options::new().without_udp().start().expect("instance");
    // SAFETY: NULL is allowed.
    unsafe { tox_get_savedata(tox.0, std::ptr::null_mut()) };
    // SAFETY: NULL is allowed.
    assert_eq!(unsafe { tox_get_savedata_size(std::ptr::null()) }, 0);
}

#[test]
fn a_secret_key_is_an_identity() {
    let tox = Options::new().without_udp().start().expect("instance");
    let mut secret = [0; 32];
    // SAFETY: a live instance and room for a key.
    unsafe { tox_self_get_secret_key(tox.0, secret.as_mut_ptr()) };
    let options = Options::new().without_udp().with(|options| {
        // SAFETY: live options.
        unsafe { tox_options_set_savedata_type(options, 2) };
        // SAFETY: as above; the bytes live until the instance is made.
        unsafe { tox_options_set_savedata_data(options, secret.as_ptr(), secret.len()) };
    });
    assert_eq!(options.start().expect("instance").public_key(), tox.public_key());
}
