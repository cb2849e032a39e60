//! The save file.

use std::collections::VecDeque;

use crate::core::Core;
use crate::handle::{Handle, Tox};
use crate::lock::thread_mark;
use crate::pointer::OutBytes;
use crate::wiped::Wiped;

/// Save files that wait for threads which were told their size.
///
/// C asks for the size, makes room, and asks for the bytes; meanwhile another thread may have changed something, or asked for the
/// same. So the file is made when its size is asked for, and waits for that thread.
#[derive(Default)]
pub(crate) struct SaveFiles {
    /// The latest last.
    told: VecDeque<Told>,
}

struct Told {
    /// Its mark.
    thread: usize,
    size: usize,
    /// Until it is handed over.
    file: Option<Wiped>,
}

impl std::fmt::Debug for SaveFiles {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SaveFiles").field("threads", &self.told.len()).finish_non_exhaustive()
    }
}

impl SaveFiles {
    /// Notes a file whose size this thread is told.
    fn tell(&mut self, thread: usize, file: Wiped) -> usize {
        self.told.retain(|told| told.thread != thread);
        if self.told.len() >= MAX_THREADS {
            self.told.pop_front();
        }
        let size = file.len();
        self.told.push_back(Told { thread, size, file: Some(file) });
        size
    }

    /// The file to hand over to this thread: the one that waits for it, or for the last who asked, if it never did; else `new` if C
    /// has room for that. What follows the end of a file is overlooked by all readers, so that a smaller one is filled up with
    /// zeros: of an earlier one nothing stays.
    fn take(&mut self, thread: usize, new: impl FnOnce() -> Vec<u8>) -> Option<Wiped> {
        let own = self.told.iter().rposition(|told| told.thread == thread);
        let Some(told) = self.told.get_mut(own.unwrap_or(self.told.len().saturating_sub(1))) else {
            return Some(Wiped::from(new()));
        };
        if let Some(file) = told.file.take() {
            return Some(file);
        }
        let new = Wiped::from(new());
        let filling = told.size.checked_sub(new.len())?;
        // One that grew in place might leave its beginning somewhere.
        let mut file = Vec::with_capacity(told.size);
        file.extend_from_slice(&new);
        file.extend(std::iter::repeat_n(0, filling));
        Some(Wiped::from(file))
    }
}

/// Threads that are remembered. Our choice: programs save in one, or two.
const MAX_THREADS: usize = 8;

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
            let file = Wiped::from(core.tox.savedata());
            core.save_files.tell(thread_mark(), file)
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
        let Core { tox, save_files, .. } = core;
        if let Some(file) = save_files.take(thread_mark(), || tox.savedata()) {
            savedata.write(&file);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(byte: u8, len: usize) -> Wiped {
        Wiped::from(vec![byte; len])
    }

    fn another_thread() -> usize {
        std::thread::spawn(thread_mark).join().unwrap()
    }

    #[test]
    fn what_was_told_is_what_is_handed_over() {
        let (mut files, me) = (SaveFiles::default(), thread_mark());
        assert_eq!(files.take(me, || vec![1; 9]), Some(file(1, 9)));
        assert_eq!(files.tell(me, file(2, 5)), 5);
        assert_eq!(files.take(me, || vec![3; 7]), Some(file(2, 5)));
        // Asked again without a size.
        assert_eq!(files.take(me, || vec![3; 7]), None);
        assert_eq!(files.take(me, || vec![4; 3]), Some(Wiped::from(vec![4, 4, 4, 0, 0])));
    }

    #[test]
    fn each_thread_gets_the_file_whose_size_it_was_told() {
        let (mut files, me, other) = (SaveFiles::default(), thread_mark(), another_thread());
        files.tell(me, file(1, 5));
        files.tell(other, file(2, 9));
        assert_eq!(files.take(me, || vec![3; 9]), Some(file(1, 5)));
        assert_eq!(files.take(me, || vec![3; 9]), None, "there is room for five bytes");
        // Who was told nothing was handed the number by the last who was.
        assert_eq!(files.take(another_thread(), || vec![3; 9]), Some(file(2, 9)));
    }

    #[test]
    fn few_threads_are_remembered() {
        let mut files = SaveFiles::default();
        for _ in 0..2 * MAX_THREADS {
            files.tell(another_thread(), file(1, 5));
        }
        assert_eq!(files.told.len(), MAX_THREADS);
    }
}
