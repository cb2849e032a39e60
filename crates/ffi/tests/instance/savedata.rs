use toxcore_ffi::types::Tox_Err_New;
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

#[test]
fn damaged_files_are_refused_or_read_never_more() {
    let tox = Options::new().without_udp().start().expect("instance");
    // SAFETY: a live instance, and that many bytes.
    unsafe { tox_self_set_name(tox.0, b"Alice".as_ptr(), 5, std::ptr::null_mut()) };
    let whole = tox.savedata();
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut random = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state >> 1).unwrap_or_default() % below.max(1)
    };
    for _ in 0..300 {
        let mut file = whole.clone();
        for _ in 0..=random(4) {
            let at = random(file.len());
            file[at] = u8::try_from(random(256)).unwrap_or_default();
        }
        file.truncate(file.len() - random(3) * random(40));
        let options = Options::new().without_udp().with(|options| {
            // SAFETY: live options.
            unsafe { tox_options_set_savedata_type(options, 1) };
            // SAFETY: as above; the bytes live until the instance is made.
            unsafe { tox_options_set_savedata_data(options, file.as_ptr(), file.len()) };
        });
        match options.start() {
            Ok(read) => assert!(!read.savedata().is_empty()),
            Err(error) => assert_eq!(error, Tox_Err_New::LoadBadFormat),
        }
    }
}
