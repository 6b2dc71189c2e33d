//! When may a person be asked, and until when must they answer?
//!
//! Quiet are the nights, Sundays and public holidays. Offers wait for the next waking moment, and the time to answer
//! counts waking time only, unless the appointment is so near that it cannot wait.

use chrono::{DateTime, Datelike, Duration, NaiveDate, Utc, Weekday};
use chrono_tz::Tz;

use super::holidays::is_holiday;
use super::intervals::Interval;
use super::local::{DAY_MINUTES, local_date, resolve};

/// Below this lead nobody is asked by mail in waves; the office calls.
pub const CALL_LEAD: Duration = Duration::hours(3);

/// From this lead on quiet hours count; a nearer appointment cannot wait for them.
const QUIET_LEAD: Duration = Duration::hours(24);

/// An answer later than this before the begin helps nobody.
const LAST_ANSWER: Duration = Duration::hours(1);

/// No stretch of quiet days is longer; ends every search.
const HORIZON_DAYS: usize = 400;

/// The waking hours of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waking {
    zone: Tz,
    quiet: Option<(u8, u8)>,
}

impl Waking {
    /// Quiet from the first to the second full hour by the clock of `zone` (over midnight when the first is the
    /// larger), and all of Sundays and public holidays. `None`: never quiet.
    pub fn new(zone: Tz, quiet: Option<(u8, u8)>) -> Self {
        Self { zone, quiet }
    }

    /// `now` when it is a waking moment, else the begin of the next waking time.
    pub fn next_waking(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        if self.quiet.is_none() {
            return now;
        }
        self.spans(now).next().map_or(now, |(start, _)| start)
    }

    /// When a mail about an appointment at `starts_at` that is ready `now` may leave: at once when the appointment is
    /// within 24 hours, else in waking time.
    pub fn next_for(&self, now: DateTime<Utc>, starts_at: DateTime<Utc>) -> DateTime<Utc> {
        if starts_at - now <= QUIET_LEAD {
            now
        } else {
            self.next_waking(now)
        }
    }

    /// Whether people may be asked now.
    pub fn is_waking(&self, now: DateTime<Utc>) -> bool {
        self.next_waking(now) == now
    }

    /// `at` when it is a waking moment, else the end of the last waking time before it.
    pub fn last_waking(&self, at: DateTime<Utc>) -> DateTime<Utc> {
        if self.is_waking(at) {
            return at;
        }
        let mut day = local_date(self.zone, at);
        for _ in 0..HORIZON_DAYS {
            let ended = self
                .spans_of(day)
                .into_iter()
                .map(|(_, end)| end)
                .filter(|end| *end <= at);
            if let Some(end) = ended.max() {
                return end;
            }
            match day.pred_opt() {
                Some(before) => day = before,
                None => break,
            }
        }
        at
    }

    /// Until when an offer made now for an appointment at `starts_at` waits for its answer: `window` of waking time.
    /// The clock stands still in quiet hours, except for appointments within 24 hours. Never later than an hour before
    /// the begin, never before `now`.
    pub fn answer_deadline(
        &self,
        now: DateTime<Utc>,
        starts_at: DateTime<Utc>,
        window: Duration,
    ) -> DateTime<Utc> {
        let lead = starts_at - now;
        let deadline = if lead <= QUIET_LEAD {
            now + window
        } else {
            self.after_waking(now, window)
        };
        deadline.min(starts_at - LAST_ANSWER).max(now)
    }

    /// The moment at which `length` of waking time has passed since `now`.
    fn after_waking(&self, now: DateTime<Utc>, length: Duration) -> DateTime<Utc> {
        if self.quiet.is_none() {
            return now + length;
        }
        let mut left = length;
        for (start, end) in self.spans(now) {
            if end - start >= left {
                return start + left;
            }
            left -= end - start;
        }
        now + length
    }

    /// Waking time from `now` on, in order.
    fn spans(&self, now: DateTime<Utc>) -> impl Iterator<Item = Interval> {
        let days = local_date(self.zone, now).iter_days().take(HORIZON_DAYS);
        days.flat_map(|date| self.spans_of(date))
            .filter(move |span| span.1 > now)
            .map(move |span| (span.0.max(now), span.1))
    }

    fn spans_of(&self, date: NaiveDate) -> Vec<Interval> {
        if date.weekday() == Weekday::Sun || is_holiday(date) {
            return Vec::new();
        }
        let hour = |hour: u8| u16::from(hour.min(24)) * 60;
        let minutes = match self.quiet.map(|(from, to)| (hour(from), hour(to))) {
            Some((from, to)) if from > to => vec![(to, from)],
            Some((from, to)) if from < to => vec![(0, from), (to, DAY_MINUTES)],
            _ => vec![(0, DAY_MINUTES)],
        };
        let span = |(from, to)| (resolve(self.zone, date, from), resolve(self.zone, date, to));
        minutes
            .into_iter()
            .map(span)
            .filter(|(start, end)| start < end)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use chrono_tz::Europe::Berlin;

    use super::*;

    /// Windows as the settled rules of asking have them.
    fn answer_window(lead: Duration) -> Duration {
        crate::domain::asking::AskingPolicy::default().rule(lead).window()
    }

    /// A wall clock reading in Berlin, "2026-11-23 09:00".
    fn at(text: &str) -> DateTime<Utc> {
        let (date, time) = text.split_once(' ').unwrap();
        let (hour, minute) = time.split_once(':').unwrap();
        resolve(
            Berlin,
            date.parse().unwrap(),
            hour.parse::<u16>().unwrap() * 60 + minute.parse::<u16>().unwrap(),
        )
    }

    fn office() -> Waking {
        Waking::new(Berlin, Some((20, 7)))
    }

    #[test]
    fn nights_sundays_and_holidays_wait() {
        for (now, next) in [
            ("2026-11-23 09:00", "2026-11-23 09:00"),
            ("2026-11-23 07:00", "2026-11-23 07:00"),
            ("2026-11-23 06:59", "2026-11-23 07:00"),
            ("2026-11-23 20:00", "2026-11-24 07:00"),
            ("2026-11-23 00:10", "2026-11-23 07:00"),
            ("2026-11-21 20:30", "2026-11-23 07:00"),
            ("2026-11-22 12:00", "2026-11-23 07:00"),
            // Christmas 2026: Friday, Saturday, then Sunday.
            ("2026-12-24 21:00", "2026-12-28 07:00"),
            ("2026-12-31 20:00", "2027-01-02 07:00"),
            // Over both changes of the clock; both nights end on a Sunday.
            ("2027-03-27 23:00", "2027-03-30 07:00"),
            ("2027-10-30 23:00", "2027-11-02 07:00"),
        ] {
            assert_eq!(office().next_waking(at(now)), at(next), "{now}");
            assert_eq!(office().is_waking(at(now)), now == next, "{now}");
        }
    }

    #[test]
    fn what_would_fall_into_quiet_hours_goes_before_them() {
        for (at_, before) in [
            ("2026-11-23 09:00", "2026-11-23 09:00"),
            ("2026-11-23 21:00", "2026-11-23 20:00"),
            ("2026-11-24 05:00", "2026-11-23 20:00"),
            ("2026-11-22 12:00", "2026-11-21 20:00"),
            ("2026-12-28 06:00", "2026-12-24 20:00"),
            // Both nights in which the clock changes end on a Sunday.
            ("2027-03-28 03:30", "2027-03-27 20:00"),
            ("2027-10-31 02:30", "2027-10-30 20:00"),
        ] {
            assert_eq!(office().last_waking(at(at_)), at(before), "{at_}");
        }
        assert_eq!(
            Waking::new(Berlin, None).last_waking(at("2026-11-22 03:00")),
            at("2026-11-22 03:00")
        );
    }

    #[test]
    fn quiet_hours_can_be_moved_or_switched_off() {
        let night = at("2026-11-22 03:00");
        assert_eq!(Waking::new(Berlin, None).next_waking(night), night);
        let early = Waking::new(Berlin, Some((1, 6)));
        assert_eq!(early.next_waking(at("2026-11-24 00:30")), at("2026-11-24 00:30"));
        assert_eq!(early.next_waking(at("2026-11-24 01:00")), at("2026-11-24 06:00"));
        let none_by_clock = Waking::new(Berlin, Some((0, 0)));
        assert_eq!(
            none_by_clock.next_waking(at("2026-11-24 03:00")),
            at("2026-11-24 03:00")
        );
        assert_eq!(
            none_by_clock.next_waking(at("2026-11-22 03:00")),
            at("2026-11-23 00:00")
        );
    }

    #[test]
    fn answer_deadlines() {
        for (now, starts, deadline) in [
            // Five days and more: 24 waking hours, 13 a day.
            ("2026-11-23 09:00", "2026-11-30 09:00", "2026-11-24 20:00"),
            ("2026-11-23 10:00", "2026-11-28 10:00", "2026-11-25 08:00"),
            // Saturday evening: one hour, then Monday 13, Tuesday 10.
            ("2026-11-21 19:00", "2026-11-30 09:00", "2026-11-24 17:00"),
            // In the quiet hours the clock has not started yet.
            ("2026-11-23 22:00", "2026-11-30 09:00", "2026-11-25 18:00"),
            // A minute less than five days: 8 hours.
            ("2026-11-23 10:01", "2026-11-28 10:00", "2026-11-23 18:01"),
            ("2026-11-23 16:00", "2026-11-26 09:00", "2026-11-24 11:00"),
            // Less than two days: 2 hours, pausing at night while the start is more than a day away.
            ("2026-11-23 10:00", "2026-11-25 09:59", "2026-11-23 12:00"),
            ("2026-11-23 19:00", "2026-11-25 09:00", "2026-11-24 08:00"),
            // Within 24 hours nothing pauses.
            ("2026-11-23 19:00", "2026-11-24 19:00", "2026-11-23 21:00"),
            ("2026-11-23 23:00", "2026-11-24 08:00", "2026-11-24 01:00"),
            // Never later than an hour before.
            ("2026-11-23 08:00", "2026-11-23 10:30", "2026-11-23 09:30"),
            ("2026-11-23 08:00", "2026-11-23 08:30", "2026-11-23 08:00"),
            ("2026-11-23 08:00", "2026-11-23 07:00", "2026-11-23 08:00"),
            // Christmas pauses; the two-day window ends before the start all the same.
            ("2026-12-24 19:00", "2026-12-28 08:00", "2026-12-28 07:00"),
            // Over the spring change: Saturday 27 March 2027, Easter Sunday and Monday pause.
            ("2027-03-27 18:00", "2027-04-05 09:00", "2027-03-31 16:00"),
        ] {
            assert_eq!(
                office().answer_deadline(at(now), at(starts), answer_window(at(starts) - at(now))),
                at(deadline),
                "{now} for {starts}"
            );
        }
    }

    #[test]
    fn without_quiet_hours_the_clock_never_pauses() {
        let always = Waking::new(Berlin, None);
        assert_eq!(
            always.answer_deadline(
                at("2026-11-21 19:00"),
                at("2026-11-30 09:00"),
                Duration::hours(24)
            ),
            at("2026-11-22 19:00")
        );
        // An hour of the wall is skipped in that night; 24 hours stay 24 hours.
        assert_eq!(
            always.answer_deadline(
                at("2027-03-27 18:00"),
                at("2027-04-05 09:00"),
                Duration::hours(24)
            ),
            at("2027-03-28 19:00")
        );
    }
}
