//! The save file.

use std::collections::VecDeque;

use toxcore::savedata::Savedata;

use crate::core::Core;
use crate::handle::{Handle, Tox};
use crate::lock::thread_mark;
use crate::pointer::OutBytes;

/// Save files that wait for threads which were told their size.
///
/// C asks for the size, makes room, and asks for the bytes; meanwhile another thread may have changed something, or asked for the
/// same. So what is saved is what there was when its size was asked for, and waits for that thread. It is written where C
/// wants it: the file is many times as large.
pub(crate) struct SaveFiles<F = Savedata> {
    /// The latest last.
    told: VecDeque<Told<F>>,
}

struct Told<F> {
    /// Its mark.
    thread: usize,
    size: usize,
    /// Until it is handed over.
    file: Option<F>,
}

/// What to write, and the bytes to fill.
type Filled<F> = (F, usize);

impl<F> Default for SaveFiles<F> {
    fn default() -> Self {
        Self { told: VecDeque::new() }
    }
}

impl<F> std::fmt::Debug for SaveFiles<F> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SaveFiles").field("threads", &self.told.len()).finish_non_exhaustive()
    }
}

impl<F> SaveFiles<F> {
    /// Notes a file whose size this thread is told.
    fn tell(&mut self, thread: usize, (file, size): Filled<F>) -> usize {
        self.told.retain(|told| told.thread != thread);
        if self.told.len() >= MAX_THREADS {
            self.told.pop_front();
        }
        self.told.push_back(Told { thread, size, file: Some(file) });
        size
    }

    /// The file to hand over to this thread. There is room for as many bytes as were told last, to whomever: programs that move
    /// between threads ask in one and take in another. So it is the file that waits for this thread, or else the latest that waits,
    /// if it fits; else `new` if there is room for that. What follows the end of a file is overlooked by all readers, so that a
    /// smaller one is filled up with zeros: of an earlier one nothing stays.
    fn take(&mut self, thread: usize, new: impl FnOnce() -> Filled<F>) -> Option<Filled<F>> {
        let Some(room) = self.told.back().map(|last| last.size) else { return Some(new()) };
        let (own, others): (Vec<_>, Vec<_>) = self.told.iter_mut().rev().partition(|told| told.thread == thread);
        let own_size = own.first().map(|told| told.size);
        let mut waiting = own.into_iter().chain(others).filter(|told| told.size <= room);
        if let Some(file) = waiting.find_map(|told| Some((told.file.take()?, told.size))) {
            return Some(file);
        }
        let room = own_size.map_or(room, |size| size.min(room));
        let (new, size) = new();
        (size <= room).then_some((new, room))
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
            let file = with_size(core.tox.to_save());
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
        if let Some((file, room)) = save_files.take(thread_mark(), || with_size(tox.to_save())) {
            savedata.write_with(room, |mut out| {
                let fits = file.write_file(room, &mut out);
                debug_assert!(fits, "the size is that of the file");
            });
        }
    });
}

fn with_size(file: Savedata) -> Filled<Savedata> {
    let size = file.file_len();
    (file, size)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file is its name here.
    type Files = SaveFiles<u8>;

    /// Marks of two threads.
    const ME: usize = 1;
    const OTHER: usize = 2;

    #[test]
    fn what_was_told_is_what_is_handed_over() {
        let mut files = Files::default();
        assert_eq!(files.take(ME, || (1, 9)), Some((1, 9)));
        assert_eq!(files.tell(ME, (2, 5)), 5);
        assert_eq!(files.take(ME, || (3, 7)), Some((2, 5)));
        // Asked again without a size.
        assert_eq!(files.take(ME, || (3, 7)), None);
        assert_eq!(files.take(ME, || (4, 3)), Some((4, 5)), "filled up");
    }

    #[test]
    fn each_thread_gets_the_file_whose_size_it_was_told() {
        let mut files = Files::default();
        files.tell(ME, (1, 5));
        files.tell(OTHER, (2, 9));
        assert_eq!(files.take(ME, || (3, 9)), Some((1, 5)));
        assert_eq!(files.take(OTHER, || (3, 9)), Some((2, 9)));
        assert_eq!(files.take(ME, || (3, 9)), None, "it was told of room for five bytes");
    }

    #[test]
    fn a_size_may_be_asked_for_in_another_thread() {
        for (earlier, size) in [(9, 5), (5, 9)] {
            let mut files = Files::default();
            files.tell(OTHER, (1, earlier));
            assert_eq!(files.take(OTHER, || (0, 0)), Some((1, earlier)));
            files.tell(ME, (2, size));
            assert_eq!(files.take(OTHER, || (0, 0)), Some((2, size)), "{size} bytes after {earlier}");
        }
    }

    #[test]
    fn nobody_is_given_more_than_was_told_last() {
        let mut files = Files::default();
        files.tell(OTHER, (1, 9));
        files.tell(ME, (2, 5));
        assert_eq!(files.take(OTHER, || (3, 9)), Some((2, 5)));
        assert_eq!(files.take(ME, || (3, 5)), Some((3, 5)));
        assert_eq!(files.take(OTHER, || (3, 9)), None);
    }

    #[test]
    fn few_threads_are_remembered() {
        let mut files = Files::default();
        for thread in 0..2 * MAX_THREADS {
            files.tell(thread, (1, 5));
        }
        assert_eq!(files.told.len(), MAX_THREADS);
    }
}
