//! A lock that the thread which holds it may take again.

use std::cell::UnsafeCell;
use std::ops::Deref;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// A value that one thread at a time may look at, and that thread as often as it likes: hence only by shared reference.
#[derive(Debug)]
pub(crate) struct ReentrantLock<T> {
    holder: Mutex<Holder>,
    freed: Condvar,
    value: UnsafeCell<T>,
}

#[derive(Debug, Default)]
struct Holder {
    thread: Option<ThreadMark>,
    depth: usize,
    waiting: usize,
}

// SAFETY: the value goes from thread to thread, never to two at once: a reference is only given to the holder.
unsafe impl<T: Send> Sync for ReentrantLock<T> {}

impl<T> ReentrantLock<T> {
    /// A free lock.
    pub(crate) fn new(value: T) -> Self {
        Self { holder: Mutex::default(), freed: Condvar::new(), value: UnsafeCell::new(value) }
    }

    /// Waits until no other thread holds it.
    pub(crate) fn lock(&self) -> Guard<'_, T> {
        self.acquire();
        Guard(self)
    }

    /// As [`lock`](Self::lock), for holders that cannot keep a guard. [`release`](Self::release) ends it.
    pub(crate) fn acquire(&self) {
        let me = ThreadMark::own();
        let mut holder = self.holder();
        while holder.thread.is_some_and(|thread| thread != me) {
            holder.waiting += 1;
            holder = self.freed.wait(holder).unwrap_or_else(PoisonError::into_inner);
            holder.waiting -= 1;
        }
        holder.thread = Some(me);
        holder.depth += 1;
    }

    /// Undoes one [`acquire`](Self::acquire) of this thread. Without one nothing happens.
    pub(crate) fn release(&self) {
        let mut holder = self.holder();
        if holder.thread != Some(ThreadMark::own()) {
            return;
        }
        holder.depth -= 1;
        if holder.depth == 0 {
            holder.thread = None;
            let wake = holder.waiting > 0;
            drop(holder);
            if wake {
                self.freed.notify_one();
            }
        }
    }

    fn holder(&self) -> MutexGuard<'_, Holder> {
        self.holder.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The right to look at the value, until it is dropped.
#[derive(Debug)]
pub(crate) struct Guard<'a, T>(&'a ReentrantLock<T>);

impl<T> Deref for Guard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: this thread holds the lock, and nobody makes an exclusive reference to the value.
        unsafe { &*self.0.value.get() }
    }
}

impl<T> Drop for Guard<'_, T> {
    fn drop(&mut self) {
        self.0.release();
    }
}

/// Tells threads apart while they live.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ThreadMark(usize);

impl ThreadMark {
    /// That of the running thread.
    pub(crate) fn own() -> Self {
        thread_local!(static PLACE: u8 = const { 0 });
        // The address of a variable that each thread has for itself.
        Self(PLACE.with(|place| std::ptr::from_ref(place).addr()))
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::thread;

    use super::*;

    #[test]
    fn the_holder_may_take_it_again() {
        let lock = ReentrantLock::new(Cell::new(0));
        let outer = lock.lock();
        {
            let inner = lock.lock();
            inner.set(inner.get() + 1);
        }
        outer.set(outer.get() + 1);
        drop(outer);
        assert_eq!(lock.lock().get(), 2);
    }

    #[test]
    fn threads_take_turns() {
        let lock = ReentrantLock::new(Cell::new(0_u32));
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..1_000 {
                        let outer = lock.lock();
                        let seen = outer.get();
                        let inner = lock.lock();
                        inner.set(seen + 1);
                    }
                });
            }
        });
        assert_eq!(lock.lock().get(), 4_000);
    }

    #[test]
    fn only_the_holder_releases() {
        let lock = ReentrantLock::new(Cell::new(0));
        lock.release();
        lock.acquire();
        thread::scope(|scope| scope.spawn(|| lock.release()).join().expect("thread"));
        assert_eq!(lock.holder().depth, 1);
        lock.release();
        lock.release();
        assert_eq!(lock.holder().depth, 0);
    }
}
