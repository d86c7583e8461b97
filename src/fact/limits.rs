//! How long texts and how large figures may be, wherever a fact is written: in a knowledge folder, an import, a form.

/// The longest id of a subject, an attribute or an organisation, in characters; a fact's may be twice as long.
pub const ID: usize = 64;
/// The longest title or name, in characters.
pub const NAME: usize = 200;
/// The longest alias, in characters.
pub const ALIAS: usize = 100;
/// The longest cue, in characters.
pub const CUE: usize = 100;
/// The longest question, in characters.
pub const QUESTION: usize = 200;
/// The longest statement, in characters.
pub const STATEMENT: usize = 600;
/// The longest text inside a value, in characters.
pub const WORDS: usize = 300;
/// The longest rating or unit, in characters.
pub const MARK: usize = 100;
/// The longest web address, in characters.
pub const URL: usize = 2000;
/// The most items of a list.
pub const LIST: usize = 100;
/// The largest figure: a thousand million million, far above any budget and safe to count in hundredths.
pub const LARGEST: i64 = 1_000_000_000_000_000;
/// The years that a source can speak of.
pub const YEARS: std::ops::Range<i16> = 1800..2200;
