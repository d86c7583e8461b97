//! Amounts: figures with how exactly they are known, "up to 5", "58k-66k", "2m or more".

use super::Unread;
use super::figure::{Figure, figure, in_range};
use super::pieces::{Piece, Pieces};
use crate::fact::Amount;

/// How exactly a figure is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum How {
    Exact,
    About,
    AtMost,
    AtLeast,
    Over,
}

/// Figures with their exactness, before their unit is known.
#[derive(Debug, Clone)]
pub(super) struct Bounds {
    how: How,
    /// The first or only figure.
    pub low: Figure,
    /// The second figure of a range.
    pub high: Option<Figure>,
    /// What was assumed.
    pub notes: Vec<String>,
}

const BEFORE: [(&str, How); 31] = [
    ("a maximum of", How::AtMost),
    ("a minimum of", How::AtLeast),
    ("no more than", How::AtMost),
    ("not more than", How::AtMost),
    ("no less than", How::AtLeast),
    ("not less than", How::AtLeast),
    ("no fewer than", How::AtLeast),
    ("in excess of", How::Over),
    ("maximum of", How::AtMost),
    ("minimum of", How::AtLeast),
    ("more than", How::Over),
    ("at most", How::AtMost),
    ("at least", How::AtLeast),
    ("up to", How::AtMost),
    ("maximum", How::AtMost),
    ("minimum", How::AtLeast),
    ("max", How::AtMost),
    ("min", How::AtLeast),
    ("over", How::Over),
    ("above", How::Over),
    ("exceeding", How::Over),
    ("approximately", How::About),
    ("approx", How::About),
    ("around", How::About),
    ("about", How::About),
    ("roughly", How::About),
    ("circa", How::About),
    ("some", How::About),
    ("ca", How::About),
    ("c", How::About),
    ("exactly", How::Exact),
];
/// Said as nearly the same as another, which a note says.
const NEARLY: [(&str, How, &str); 6] = [
    ("less than", How::AtMost, "up to"),
    ("fewer than", How::AtMost, "up to"),
    ("under", How::AtMost, "up to"),
    ("below", How::AtMost, "up to"),
    ("nearly", How::About, "about"),
    ("almost", How::About, "about"),
];
const AFTER: [(&str, How); 16] = [
    ("or more", How::AtLeast),
    ("or over", How::AtLeast),
    ("or above", How::AtLeast),
    ("and above", How::AtLeast),
    ("and over", How::AtLeast),
    ("plus", How::AtLeast),
    ("minimum", How::AtLeast),
    ("min", How::AtLeast),
    ("or less", How::AtMost),
    ("or fewer", How::AtMost),
    ("or under", How::AtMost),
    ("maximum", How::AtMost),
    ("max", How::AtMost),
    ("or so", How::About),
    ("or thereabouts", How::About),
    ("exactly", How::Exact),
];

/// The words by which a text may end in saying how exactly its figure is known, without it.
pub(super) fn without_ending(text: &str) -> (&str, Option<&'static str>) {
    let lower = text.to_ascii_lowercase();
    for (words, _) in AFTER {
        let before = lower.strip_suffix(words).filter(|before| before.is_empty() || before.ends_with(' '));
        if let Some(before) = before {
            return (text.get(..before.len()).unwrap_or_default().trim_end(), Some(words));
        }
    }
    (text, None)
}

/// Reads figures at the front; `None` if there are none. The pieces then stand behind what was read.
pub(super) fn bounds(pieces: &mut Pieces<'_>) -> Option<Result<Bounds, Unread>> {
    let mut notes = Vec::new();
    let (how, between) = before(pieces, &mut notes);
    let low = match figure(pieces)? {
        Ok(figure) => figure,
        Err(error) => return Some(Err(error)),
    };
    let from = between == Some("from");
    let mut bounds = Bounds { how, low, high: None, notes };
    let at = pieces.at;
    let joined = pieces.eat_sign('-') || pieces.eat("to") || (between == Some("between") && pieces.eat("and"));
    match joined.then(|| figure(pieces)).flatten() {
        Some(Ok(high)) => bounds.high = Some(high),
        Some(Err(error)) => return Some(Err(error)),
        None => pieces.at = at,
    }
    if from && bounds.high.is_none() {
        bounds.how = How::AtLeast;
    }
    if between == Some("between") && bounds.high.is_none() {
        return None;
    }
    Some(bounds.end(pieces).and_then(Bounds::spread))
}

fn before(pieces: &mut Pieces<'_>, notes: &mut Vec<String>) -> (How, Option<&'static str>) {
    if pieces.eat("between") {
        return (How::Exact, Some("between"));
    }
    if pieces.eat("from") {
        return (How::Exact, Some("from"));
    }
    if let Some((_, how)) = BEFORE.iter().find(|(words, _)| pieces.eat(words)) {
        return (*how, None);
    }
    if let Some((words, how, as_if)) = NEARLY.iter().find(|(words, ..)| pieces.eat(words)) {
        notes.push(format!("\"{words}\" was read as \"{as_if}\""));
        return (*how, None);
    }
    let how = match pieces.peek() {
        Some(Piece::Sign('~' | '≈')) => How::About,
        Some(Piece::Sign('≤')) => How::AtMost,
        Some(Piece::Sign('≥')) => How::AtLeast,
        Some(Piece::Sign('<')) => How::AtMost,
        Some(Piece::Sign('>')) => How::Over,
        _ => return (How::Exact, None),
    };
    let less = pieces.eat_sign('<');
    if !less && !pieces.eat_sign('>') {
        pieces.at += 1;
        return (how, None);
    }
    match (less, pieces.eat_sign('=')) {
        (true, true) => (How::AtMost, None),
        (false, true) => (How::AtLeast, None),
        (false, false) => (How::Over, None),
        (true, false) => {
            notes.push("\"<\" was read as \"up to\"".to_owned());
            (How::AtMost, None)
        }
    }
}

impl Bounds {
    /// Reads what may stand behind the figures or their unit: "+", "or more", "max".
    pub fn end(mut self, pieces: &mut Pieces<'_>) -> Result<Self, Unread> {
        let plus = pieces.eat_sign('+').then_some(How::AtLeast);
        let how = plus.or_else(|| AFTER.iter().find(|(words, _)| pieces.eat(words)).map(|(_, how)| *how));
        let Some(how) = how else { return Ok(self) };
        if self.how != How::Exact || self.high.is_some() {
            let expected = "say it once: about, up to, at least, more than, or two figures with a hyphen";
            return Err(Unread::new("the amount says in two ways how exact it is", expected));
        }
        self.how = how;
        Ok(self)
    }

    /// "58-66k" is 58k to 66k, and "€5 to 6" is euros.
    fn spread(mut self) -> Result<Self, Unread> {
        let Some(high) = &mut self.high else { return Ok(self) };
        match (&self.low.currency, &high.currency) {
            (Some(low), Some(other)) if low != other => {
                let message = format!("the two figures are in {low} and {other}");
                return Err(Unread::new(message, "give both in one currency"));
            }
            (Some(currency), None) => high.currency = Some(currency.clone()),
            (None, Some(currency)) => self.low.currency = Some(currency.clone()),
            _ => {}
        }
        if self.low.times.is_none() && high.times.is_some() && !self.low.grouped {
            match self.low.is_below(high) {
                Some(true) => {
                    self.low.times = high.times;
                    self.notes.push("the multiplier was read as that of both figures".to_owned());
                }
                Some(false) => {}
                None => {
                    let expected = "write both figures in full, such as 500 to 500,000";
                    return Err(Unread::new("it is not clear whether the multiplier is for both figures", expected));
                }
            }
        }
        Ok(self)
    }

    /// The amount in `scale`ths of the unit; `what` names what must be whole: "pence", "a whole number".
    pub fn amount(&mut self, scale: i64, part: &str) -> Result<Amount, Unread> {
        let low = in_range(&self.low, scale, part)?;
        let Some(high) = &self.high else {
            return Ok(match self.how {
                How::Exact => Amount::Exact(low),
                How::About => Amount::About(low),
                How::AtMost => Amount::AtMost(low),
                How::AtLeast => Amount::AtLeast(low),
                How::Over => Amount::Over(low),
            });
        };
        let high = in_range(high, scale, part)?;
        match self.how {
            How::Exact => {}
            How::About => self.notes.push("a range does without \"about\"".to_owned()),
            How::AtMost | How::AtLeast | How::Over => {
                let expected = "give either two figures (58k-66k) or one (up to 66k)";
                return Err(Unread::new("a range with \"up to\", \"at least\" or \"more than\"", expected));
            }
        }
        if low >= high {
            return Err(Unread::new("the second figure is not above the first", "give the smaller figure first"));
        }
        Ok(Amount::Range(low, high))
    }
}
