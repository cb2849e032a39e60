//! The save file.

use crate::core::Core;
use crate::handle::{Handle, Tox};
use crate::pointer::OutBytes;

/// How large C was told that the save file is.
///
/// C asks for the size, makes room, and asks for the bytes; meanwhile another thread may have changed something. So the file
/// is made when its size is asked for, and waits.
#[derive(Default)]
pub(crate) struct SavedSize {
    told: Option<usize>,
    waiting: Option<Vec<u8>>,
}

impl std::fmt::Debug for SavedSize {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SavedSize").field("told", &self.told).finish_non_exhaustive()
    }
}

impl SavedSize {
    /// Notes a file whose size C is told.
    fn tell(&mut self, file: Vec<u8>) -> usize {
        self.wipe();
        let size = file.len();
        self.told = Some(size);
        self.waiting = Some(file);
        size
    }

    /// The file to hand over: the one that waits; else `new` if C has room for it. What follows the end of a file is
    /// overlooked by all readers, so that a smaller one is filled up with zeros: of an earlier one nothing stays.
    fn take(&mut self, new: impl FnOnce() -> Vec<u8>) -> Option<Vec<u8>> {
        if let Some(file) = self.waiting.take() {
            return Some(file);
        }
        let mut file = new();
        match self.told {
            Some(size) if file.len() > size => return None,
            Some(size) => file.resize(size, 0),
            None => {}
        }
        Some(file)
    }

    fn wipe(&mut self) {
        if let Some(file) = &mut self.waiting {
            toxcore_crypto::wipe(file);
        }
    }
}

impl Drop for SavedSize {
    fn drop(&mut self) {
        self.wipe();
    }
}

/// Makes a save file, and tells how large it is. The next `tox_get_savedata` hands over this one.
///
/// @param tox the instance.
///
/// @return its size in bytes; 0 for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_get_savedata_size(tox: *const Tox) -> usize {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    let told = tox.get().and_then(|tox| {
        tox.act(|core| {
            let file = core.tox.savedata();
            core.saved_size.tell(file)
        })
    });
    told.unwrap_or(0)
}

/// Writes a save file: all that is needed to be the same user after another start, secret key included.
///
/// @param tox the instance.
/// @param savedata room for as many bytes as the last `tox_get_savedata_size` told. NULL does nothing. If it is called
///   again without asking for the size, and the file has grown meanwhile, nothing is written.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_get_savedata(tox: *const Tox, savedata: *mut u8) {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let savedata = unsafe { OutBytes::new(savedata) };
    let Some(tox) = tox.get().filter(|_| !savedata.is_null()) else { return };
    tox.act(|core| {
        let Core { tox, saved_size, .. } = core;
        if let Some(mut file) = saved_size.take(|| tox.savedata()) {
            savedata.write(&file);
            toxcore_crypto::wipe(&mut file);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_told_is_what_is_handed_over() {
        let mut size = SavedSize::default();
        assert_eq!(size.take(|| vec![1; 9]), Some(vec![1; 9]));
        assert_eq!(size.tell(vec![2; 5]), 5);
        assert_eq!(size.take(|| vec![3; 7]), Some(vec![2; 5]));
        // Asked again without a size.
        assert_eq!(size.take(|| vec![3; 7]), None);
        assert_eq!(size.take(|| vec![4; 3]), Some(vec![4, 4, 4, 0, 0]));
    }
}
