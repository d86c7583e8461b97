//! The daily digest: when it is due, what is remembered of it, what stands in it, and how that is laid out.
//!
//! Pure: no I/O, no clock. The time is passed in, so that ten years pass in seconds in tests.

mod calendar;
mod changes;
mod layout;
mod news;
mod record;
mod request;
mod schedule;
mod settings;
mod turn;
mod weekdays;
mod words;
pub mod zones;

pub use changes::Changed;
pub use layout::{AdminNews, LEAST_ROOM, Pen, admins_headline, footer, headline_on_request, lay_out, lay_out_admins};
pub use news::{Body, Digest, Material, Part, parts};
pub use record::{CATCH_UP, Outcome, Pending, Post, REFUSALS, Record, Stage, Task, Told, Trouble};
pub use request::Request;
pub use schedule::{Due, Schedule, TimeError, read_time, time_words};
pub use settings::{MOST_FOLLOWED, STALE_MONTHS, Settings, WhenEmpty};
pub use turn::Turns;
pub use weekdays::{Weekdays, WeekdaysError};
pub use words::{Names, day_words};
