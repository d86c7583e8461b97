//! The daily digest: when it is due, what is remembered of it, what stands in it, and how that is laid out.
//!
//! Pure: no I/O, no clock. The time is passed in, so that ten years pass in seconds in tests.

mod record;
mod schedule;
mod weekdays;
pub mod zones;

pub use record::{CATCH_UP, Outcome, Pending, Post, REFUSALS, Record, Stage, Task, Told, Trouble};
pub use schedule::{Due, Schedule, TimeError, read_time, time_words};
pub use weekdays::{Weekdays, WeekdaysError};
