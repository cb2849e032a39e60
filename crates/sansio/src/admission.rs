use std::hash::Hasher as _;
use std::net::IpAddr;
use std::time::Duration;

use siphasher::sip::SipHasher13;

use self::budget::Budget;
use self::cells::{Cells, ROWS};
use self::demand::{Demand, Filled};
use crate::{Instant, Seed, Source};

mod budget;
mod cells;
mod demand;

/// Shares a budget of costly work fairly among the sources that cause it.
///
/// The work is what a stranger can make us do with one packet and that no cache answers: an X25519 derivation of about
/// 35 µs. One unit of cost is one derivation.
///
/// - While all sources together ask for less than the budget, everything passes; a single source may use all of it.
/// - When they ask for more, the result is max-min fair: there is one rate, the *share*, beyond which no source is
///   served, and sources that ask for less get all they ask for. The share follows demand every [`Admission::WINDOW`].
/// - A source that was quiet may spend a burst at once, and is preferred to one that has spent its burst.
///
/// Fixed memory ([`Admission::MEMORY_BYTES`]), constant time, no allocation after [`Admission::new`], and no way for a
/// stranger to choose with whom he collides (keyed hash).
///
/// # How it works
///
/// A virtual clock advances by one share per second. Each source has a virtual time up to which it has been served; work
/// moves that on by its cost, and is admitted while the source is not ahead of the clock. That is one token bucket per
/// source, all with the same refill rate, each in one number that needs no upkeep. The numbers live in a count-min
/// sketch: a cell holds the highest value of the sources that fall into it, a source's value is the lowest of its
/// cells, so a collision only makes us stricter. The share itself comes from water filling over the demand of the
/// last window and from what was granted then.
#[derive(Debug)]
pub struct Admission {
    hasher: SipHasher13,
    cells: Cells,
    demand: Demand,
    budget: Budget,
    /// The budget in [`UNIT`]s per second.
    per_second: u64,
    /// [`UNIT`]s per second by which the virtual clock advances.
    share: u64,
    window_start: Instant,
    /// The virtual clock at `window_start`.
    virtual_start: u64,
    /// Number of the window; 0 is none.
    window: u32,
    /// Whether the window before was cut short.
    was_short: bool,
    /// [`UNIT`]s that the share let pass in this window, whether the budget then granted them or not.
    passed: u64,
    /// [`UNIT`]s granted in this window.
    granted: u64,
    admitted: u64,
    refused: u64,
}

impl Admission {
    /// Derivations per second: 14 % of one core at 35 µs each, a third of a slow one at 80 µs. Our choice: a node with
    /// that load still answers its cached peers and empties its socket of 100,000 datagrams a second, and a real node
    /// meets a few hundred new peers a second.
    pub const DEFAULT_PER_SECOND: u32 = 4_000;
    /// How often the share follows demand; sooner under a flood. Our choice: time for some hundred derivations, so
    /// that a window's demand is no accident.
    pub const WINDOW: Duration = Duration::from_millis(100);
    /// What a quiet source may spend at once, at least. Our choice: a client that starts costs a node one derivation for
    /// its DHT key and one for its TCP handshake; twice that for two clients behind one address.
    pub const MIN_BURST: u32 = 4;
    /// What the tables take, whatever arrives. Pages that no source touched are not resident.
    pub const MEMORY_BYTES: usize = Cells::MEMORY_BYTES + Demand::MEMORY_BYTES;

    /// A limiter for `per_second` units of work a second (at least 1).
    #[must_use]
    pub fn new(per_second: u32, seed: &Seed) -> Self {
        let per_second = u64::from(per_second.max(1));
        Self {
            hasher: seed.hasher("admission"),
            cells: Cells::new(),
            demand: Demand::new(),
            budget: Budget::new(per_second),
            per_second: per_second * UNIT,
            share: per_second * UNIT,
            window_start: Instant::ZERO,
            // A source never seen has 0 in its cells, which must lie a whole burst behind the clock.
            virtual_start: burst(per_second * UNIT),
            window: 1,
            was_short: false,
            passed: 0,
            granted: 0,
            admitted: 0,
            refused: 0,
        }
    }

    /// Whether `source` may cause `cost` units of work now. What is admitted is charged, a refusal is not.
    ///
    /// `cost` beyond [`Admission::MIN_BURST`] may never be admitted.
    pub fn admit(&mut self, now: Instant, source: IpAddr, cost: u32) -> bool {
        self.turn_window(now);
        let places = self.places(Source::of(source));
        self.count_demand(&places, cost);
        let granted = self.serve(now, &places, u64::from(cost) * UNIT);
        let counter = if granted { &mut self.admitted } else { &mut self.refused };
        *counter = counter.saturating_add(1);
        granted
    }

    /// Units of work per second that one busy source gets at present. Equals the budget when there is no contention.
    #[must_use]
    pub fn share_per_second(&self) -> u64 {
        self.share / UNIT
    }

    /// Requests admitted so far.
    #[must_use]
    pub fn admitted(&self) -> u64 {
        self.admitted
    }

    /// Requests refused so far.
    #[must_use]
    pub fn refused(&self) -> u64 {
        self.refused
    }

    /// Charges the source if both its own share and the common budget allow it.
    fn serve(&mut self, now: Instant, places: &[usize; ROWS], cost: u64) -> bool {
        let clock = self.clock(now);
        let burst = burst(self.share);
        let served = self.cells.at(places).map(|cell| cell.served).min().unwrap_or(0);
        let served = served.max(clock.saturating_sub(burst));
        let after = served.saturating_add(cost);
        let spent = burst.saturating_sub(clock.saturating_sub(served));
        if after > clock {
            return false;
        }
        self.passed = self.passed.saturating_add(cost);
        if !self.budget.take(now, cost, spent, burst) {
            return false;
        }
        self.granted = self.granted.saturating_add(cost);
        self.cells.update(places, |cell| cell.served = cell.served.max(after));
        true
    }

    /// Notes what the source asks for, granted or not.
    fn count_demand(&mut self, places: &[usize; ROWS], cost: u32) {
        let window = self.window;
        let asked_now = |cell: &cells::Cell| if cell.window == window { cell.asked } else { 0 };
        let asked = self.cells.at(places).map(|cell| asked_now(&cell)).min().unwrap_or(0);
        let after = asked.saturating_add(cost);
        self.cells.update(places, |cell| {
            cell.asked = asked_now(cell).max(after);
            cell.window = window;
        });
        self.demand.grow(asked, after);
    }

    /// Adapts the share when the window is over.
    fn turn_window(&mut self, now: Instant) {
        let elapsed = now.saturating_since(self.window_start);
        let flooded = !self.was_short && self.passed >= 2 * per_time(self.per_second, Self::WINDOW);
        if elapsed < if flooded { SHORT_WINDOW } else { Self::WINDOW } {
            return;
        }
        self.virtual_start = self.clock(now);
        self.window_start = now;
        self.was_short = elapsed < Self::WINDOW;
        self.window = self.window.checked_add(1).unwrap_or(1);
        self.share = self.next_share(elapsed);
        (self.passed, self.granted) = (0, 0);
    }

    /// The share for the next window, after one of length `elapsed`.
    ///
    /// Water filling is exact for sources that ask several times in a window and too generous to a crowd of rarer ones, of
    /// whom each window sees only some. So among competitors the share also follows what was granted: it sinks until
    /// together they get a little less than the budget.
    fn next_share(&mut self, elapsed: Duration) -> u64 {
        let budget = per_time(self.per_second, elapsed);
        let fair = match self.demand.fill(budget) {
            Filled::Enough => self.per_second,
            Filled::To { level, sources: ..=1 } => per_second(level, elapsed),
            Filled::To { level, .. } if self.was_short => per_second(level, elapsed).min(self.share),
            Filled::To { level, .. } => {
                let measured = mul_div(self.share, budget, self.granted);
                per_second(level, elapsed).min(measured) / 16 * CONTENDED_SIXTEENTHS
            }
        };
        let fastest = grown(self.share, elapsed).min(self.per_second);
        fair.clamp(MIN_SHARE.min(fastest), fastest)
    }

    /// The virtual clock.
    fn clock(&self, now: Instant) -> u64 {
        self.virtual_start.saturating_add(per_time(self.share, now.saturating_since(self.window_start)))
    }

    /// The cells of a source, one in each row.
    fn places(&self, source: Source) -> [usize; ROWS] {
        let mut hasher = self.hasher;
        hasher.write_u64(source.to_bits());
        Cells::places(hasher.finish())
    }
}

/// One derivation in the fixed-point numbers used here.
const UNIT: u64 = 1 << 10;
/// A flood of twice the budget ends a window already after this time. Our choice: the first packets of a flood, for
/// which nothing is known of their sources, compete with everybody for this long.
const SHORT_WINDOW: Duration = Duration::from_millis(10);
/// Least share, one unit a minute: it bounds how long the share takes to recover, two seconds from here to the default.
const MIN_SHARE: u64 = UNIT / 64;
/// Sixteenths of the fair level that become the share when sources compete. The rest keeps the common budget from running
/// dry, so that sources below their share are always served. Our choice.
const CONTENDED_SIXTEENTHS: u64 = 15;
/// A burst is what the share yields in this time: receive batches of a busy source arrive unevenly.
const BURST_TIME: Duration = Duration::from_millis(250);

/// The most that `share` may grow to after a window of this length: twofold each [`Admission::WINDOW`]. A flood that
/// pauses for a moment finds its share still small.
fn grown(share: u64, elapsed: Duration) -> u64 {
    let window = nanos(Admission::WINDOW);
    let (whole, rest) = (nanos(elapsed) / window, nanos(elapsed) % window);
    let doubled = share.saturating_mul(1 << whole.min(40));
    doubled.saturating_add(mul_div(doubled, rest, window))
}

/// What a quiet source may spend at once.
fn burst(share: u64) -> u64 {
    per_time(share, BURST_TIME).max(u64::from(Admission::MIN_BURST) * UNIT)
}

/// What `rate` per second yields in `time`.
fn per_time(rate: u64, time: Duration) -> u64 {
    mul_div(rate, nanos(time), NANOS_PER_SECOND)
}

/// The rate per second that yields `amount` in `time`.
fn per_second(amount: u64, time: Duration) -> u64 {
    mul_div(amount, NANOS_PER_SECOND, nanos(time))
}

fn nanos(time: Duration) -> u64 {
    u64::try_from(time.as_nanos()).unwrap_or(u64::MAX)
}

/// `a * b / c` without overflow; saturates, and divides by at least 1.
fn mul_div(a: u64, b: u64, c: u64) -> u64 {
    u64::try_from(u128::from(a) * u128::from(b) / u128::from(c.max(1))).unwrap_or(u64::MAX)
}

const NANOS_PER_SECOND: u64 = 1_000_000_000;

#[cfg(test)]
mod tests;
