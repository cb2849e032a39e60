//! A lock that the thread which holds it may take again.

use std::cell::{Cell, UnsafeCell};
use std::hint;
use std::marker::PhantomData;
use std::ops::Deref;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};
use std::thread;

/// A value that one thread at a time may look at, and that thread as often as it likes: hence only by shared reference.
#[derive(Debug)]
pub(crate) struct ReentrantLock<T> {
    /// The mark of the thread that holds it, or [`NOBODY`].
    holder: AtomicUsize,
    /// How often that thread took it. Only the holder looks at it.
    depth: Cell<usize>,
    value: UnsafeCell<T>,
    /// Threads that sleep, or are about to.
    waiting: AtomicUsize,
    sleepers: Mutex<()>,
    freed: Condvar,
}

/// Looks at the lock before a thread goes to sleep. Our choice: most calls are shorter than it takes to wake up.
const SPINS: usize = 100;
/// The mark of no thread.
const NOBODY: usize = 0;

// SAFETY: value and depth go from thread to thread, never to two at once: only the holder looks at them, and whoever
// becomes it sees what the one before left.
unsafe impl<T: Send> Sync for ReentrantLock<T> {}

impl<T> ReentrantLock<T> {
    /// A free lock.
    pub(crate) fn new(value: T) -> Self {
        Self {
            holder: AtomicUsize::new(NOBODY),
            depth: Cell::new(0),
            value: UnsafeCell::new(value),
            waiting: AtomicUsize::new(0),
            sleepers: Mutex::new(()),
            freed: Condvar::new(),
        }
    }

    /// Waits until no other thread holds it.
    pub(crate) fn lock(&self) -> Guard<'_, T> {
        self.acquire();
        Guard { lock: self, of_this_thread: PhantomData }
    }

    /// As [`lock`](Self::lock), for holders that cannot keep a guard. [`release`](Self::release) ends it.
    pub(crate) fn acquire(&self) {
        let me = thread_mark();
        if self.holder.load(Ordering::Relaxed) != me {
            while self.holder.compare_exchange(NOBODY, me, Ordering::Acquire, Ordering::Relaxed).is_err() {
                self.sleep();
            }
        }
        self.depth.set(self.depth.get() + 1);
    }

    /// Undoes one [`acquire`](Self::acquire) of this thread. Without one nothing happens.
    pub(crate) fn release(&self) {
        if self.holder.load(Ordering::Relaxed) == thread_mark() {
            self.give_back();
        }
    }

    /// The same for this thread, which holds it.
    fn give_back(&self) {
        self.depth.set(self.depth.get() - 1);
        if self.depth.get() > 0 {
            return;
        }
        // Either a thread that wants to sleep sees this, or we see it: both orders are total.
        self.holder.store(NOBODY, Ordering::SeqCst);
        if self.waiting.load(Ordering::SeqCst) > 0 {
            drop(self.sleepers.lock().unwrap_or_else(PoisonError::into_inner));
            self.freed.notify_one();
            // Whoever calls in a loop would take it again before the other thread is awake.
            thread::yield_now();
        }
    }

    /// Sleeps until it may be free.
    fn sleep(&self) {
        for _ in 0..SPINS {
            if self.holder.load(Ordering::Relaxed) == NOBODY {
                return;
            }
            hint::spin_loop();
        }
        self.waiting.fetch_add(1, Ordering::SeqCst);
        let mut sleepers = self.sleepers.lock().unwrap_or_else(PoisonError::into_inner);
        while self.holder.load(Ordering::SeqCst) != NOBODY {
            sleepers = self.freed.wait(sleepers).unwrap_or_else(PoisonError::into_inner);
        }
        drop(sleepers);
        self.waiting.fetch_sub(1, Ordering::SeqCst);
    }
}

/// The right to look at the value, until it is dropped. It stays in its thread.
#[derive(Debug)]
pub(crate) struct Guard<'a, T> {
    lock: &'a ReentrantLock<T>,
    of_this_thread: PhantomData<*const ()>,
}

impl<T> Deref for Guard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: this thread holds the lock, and nobody makes an exclusive reference to the value.
        unsafe { &*self.lock.value.get() }
    }
}

impl<T> Drop for Guard<'_, T> {
    fn drop(&mut self) {
        self.lock.give_back();
    }
}

/// A number of this thread, which no other has, has had or will have.
///
/// The standard library's comes with memory, which is not given back for the first thread of a program.
pub(crate) fn thread_mark() -> usize {
    static NEXT: AtomicUsize = AtomicUsize::new(NOBODY + 1);
    thread_local!(static MARK: Cell<usize> = const { Cell::new(NOBODY) });
    MARK.with(|mark| {
        if mark.get() == NOBODY {
            mark.set(NEXT.fetch_add(1, Ordering::Relaxed));
        }
        mark.get()
    })
}

#[cfg(test)]
mod tests {
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
        assert_eq!(lock.depth.get(), 1);
        lock.release();
        assert_eq!(lock.holder.load(Ordering::Relaxed), NOBODY);
        lock.release();
        assert_eq!(lock.depth.get(), 0);
    }
}
