//! The attributes whose meaning the code knows, by their ids; knowledge/README.md names them, so that a folder's facts
//! are told as they should be.

/// Who holds a post.
pub(super) const HOLDER: &str = "holder";
/// What post a person has.
pub(super) const POSITION: &str = "position";
/// What a post pays.
pub(super) const SALARY: &str = "salary";
/// What something cost.
pub(super) const COST: &str = "cost";
/// What something is to cost, and what it is expected to.
pub(super) const BUDGET: &str = "budget";
pub(super) const FORECAST: &str = "forecast";
/// How far the one is off the other.
pub(super) const DIFFERENCE: &str = "variance";
/// Until when one could apply.
pub(super) const DEADLINE: &str = "deadline";
/// When something began and ended.
pub(super) const START: &str = "start";
pub(super) const END: &str = "end";
/// Who had a post before, and after.
pub(super) const PREDECESSOR: &str = "predecessor";
pub(super) const SUCCESSOR: &str = "successor";
/// What somebody was before, and where.
pub(super) const PREVIOUS: [&str; 2] = ["previous-position", "previous-employer"];
/// How many people there are.
pub(super) const HEADCOUNT: &str = "headcount";
/// What something is, what it is for, and what it is called in full.
pub(super) const DESCRIPTION: &str = "description";
pub(super) const PURPOSE: &str = "purpose";
pub(super) const FULL_NAME: &str = "full-name";

/// What something costs a year to run.
pub(super) const RUNNING_COST: &str = "running-cost";
