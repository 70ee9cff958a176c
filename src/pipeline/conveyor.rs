//! A conveyor belt: one source, many workers, one sink, in order, with bounded memory.
//!
//! What is on the belt at any time weighs at most [`Belt::bytes`]: the source waits (back-pressure)
//! until the sink has taken something off. The sink sees results in the source's order, so the output
//! is the same for any number of threads.

use crossbeam_channel as channel;
use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// How wide the belt is.
#[derive(Debug, Clone, Copy)]
pub struct Belt {
    /// Workers. One means: everything on the caller's own thread.
    pub threads: usize,
    /// Most bytes between source and sink. A single heavier item travels alone.
    pub bytes: usize,
}

impl Belt {
    /// Sends every `(weight, item)` of `source` through a worker and hands the results to `sink`, in order.
    ///
    /// Each thread makes its own worker once. The first error of `sink` stops the belt and is returned.
    pub fn run<Item, Made, Worker, Failure>(
        &self,
        source: impl Iterator<Item = (usize, Item)> + Send,
        worker: impl Fn() -> Worker + Sync,
        work: impl Fn(&mut Worker, Item) -> Made + Sync,
        mut sink: impl FnMut(Made) -> Result<(), Failure>,
    ) -> Result<(), Failure>
    where
        Item: Send,
        Made: Send,
    {
        if self.threads <= 1 {
            let mut alone = worker();
            return source.map(|(_, item)| work(&mut alone, item)).try_for_each(sink);
        }
        let pool = rayon::ThreadPoolBuilder::new().num_threads(self.threads).build();
        let Ok(pool) = pool else {
            // The system gives no more threads: slower is better than not at all.
            return Belt { threads: 1, ..*self }.run(source, worker, work, sink);
        };
        let load = Load::new(self.bytes);
        let (to_workers, items) = channel::unbounded::<Message<Item>>();
        let (to_sink, results) = channel::unbounded::<Message<Made>>();
        std::thread::scope(|threads| {
            threads.spawn(|| feed(source, &load, to_workers));
            pool.in_place_scope(|workers| {
                let (load, worker, work) = (&load, &worker, &work);
                // The closure owns both ends, so that `results` ends when the last worker does.
                workers.spawn_broadcast(move |_, _| {
                    let _close = CloseOnPanic(load);
                    let mut own = worker();
                    for (number, weight, item) in &items {
                        if load.is_closed() || to_sink.send((number, weight, work(&mut own, item))).is_err() {
                            break;
                        }
                    }
                });
                let outcome = drain(&results, load, &mut sink);
                load.close();
                outcome
            })
        })
    }
}

/// An item with its number in the source's order and its weight.
type Message<T> = (usize, usize, T);

/// Puts the source on the belt, item by item, as long as there is room.
fn feed<Item>(source: impl Iterator<Item = (usize, Item)>, load: &Load, to_workers: channel::Sender<Message<Item>>) {
    for (number, (weight, item)) in source.enumerate() {
        if !load.add(weight) || to_workers.send((number, weight, item)).is_err() {
            break;
        }
    }
}

/// Hands results to the sink in the source's order; those that come early wait.
fn drain<Made, Failure>(
    results: &channel::Receiver<Message<Made>>,
    load: &Load,
    sink: &mut impl FnMut(Made) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut early = BTreeMap::new();
    let mut next = 0;
    for (number, weight, made) in results {
        early.insert(number, (weight, made));
        while let Some((weight, made)) = early.remove(&next) {
            next += 1;
            sink(made)?;
            load.remove(weight);
        }
    }
    Ok(())
}

/// What is on the belt, in bytes.
struct Load {
    limit: usize,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    bytes: usize,
    closed: bool,
}

impl Load {
    fn new(limit: usize) -> Self {
        Self { limit, state: Mutex::default(), changed: Condvar::new() }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // The state is two plain values, whole at any time: a panic elsewhere does not spoil it.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for room; false when the belt has stopped.
    fn add(&self, weight: usize) -> bool {
        let full = |state: &mut State| !state.closed && state.bytes > 0 && state.bytes + weight > self.limit;
        let mut state = self.changed.wait_while(self.lock(), full).unwrap_or_else(PoisonError::into_inner);
        state.bytes += weight;
        !state.closed
    }

    fn remove(&self, weight: usize) {
        self.lock().bytes -= weight;
        self.changed.notify_all();
    }

    fn close(&self) {
        self.lock().closed = true;
        self.changed.notify_all();
    }

    fn is_closed(&self) -> bool {
        self.lock().closed
    }
}

/// Stops the belt when a worker panics: nobody would take off what it held.
struct CloseOnPanic<'a>(&'a Load);

impl Drop for CloseOnPanic<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.close();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    fn doubled(threads: usize, bytes: usize) -> Vec<usize> {
        let mut seen = Vec::new();
        let outcome = Belt { threads, bytes }.run(
            (0..500).map(|n| (n % 7 + 1, n)),
            || 0usize,
            |worked, n| {
                *worked += 1;
                // The later of two neighbours is often ready first.
                std::thread::sleep(std::time::Duration::from_micros((n as u64 * 37) % 90));
                n * 2
            },
            |made| {
                seen.push(made);
                Ok::<(), ()>(())
            },
        );
        assert_eq!(outcome, Ok(()));
        seen
    }

    #[test]
    fn order_is_the_sources_for_any_number_of_threads_and_any_width() {
        let expected: Vec<usize> = (0..500).map(|n| n * 2).collect();
        for (threads, bytes) in [(1, 1), (2, 1), (2, 20), (4, 1000), (8, 3)] {
            assert_eq!(doubled(threads, bytes), expected, "{threads} threads, {bytes} bytes");
        }
    }

    #[test]
    fn the_source_waits_while_the_belt_is_full() {
        let (made, taken) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let source = (0..200).map(|n| {
            made.fetch_add(1, Ordering::SeqCst);
            (10, n)
        });
        let outcome = Belt { threads: 3, bytes: 50 }.run(
            source,
            || (),
            |(), n: usize| n,
            |_| {
                let ahead = made.load(Ordering::SeqCst) - taken.load(Ordering::SeqCst);
                assert!(ahead <= 6, "{ahead} items are on a belt for 5 and one waiting");
                taken.fetch_add(1, Ordering::SeqCst);
                Ok::<(), ()>(())
            },
        );
        assert_eq!((outcome, taken.into_inner()), (Ok(()), 200));
    }

    #[test]
    fn the_first_failure_of_the_sink_stops_an_endless_source() {
        for threads in [1, 2, 4] {
            let source = (0u64..).map(|n| (1, n));
            let sink = |n| if n == 100 { Err(n) } else { Ok(()) };
            assert_eq!(Belt { threads, bytes: 10 }.run(source, || (), |(), n| n, sink), Err(100));
        }
    }

    #[test]
    fn a_panicking_worker_ends_the_run_instead_of_hanging_it() {
        let run = || {
            let work = |(): &mut (), n: u64| assert!(n != 50, "the worker's own mistake");
            Belt { threads: 2, bytes: 5 }.run((0u64..).map(|n| (1, n)), || (), work, |()| Ok::<(), ()>(()))
        };
        assert!(std::panic::catch_unwind(run).is_err());
    }
}
