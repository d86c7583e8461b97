//! Single figures: digits, what multiplies them, and their currency.

use super::Unread;
use super::pieces::{Piece, Pieces};
use crate::fact::limits::LARGEST;
use crate::text::suggest::shown;

/// More digits than this are beyond every limit.
const DIGITS: usize = 18;

/// One figure as it was typed.
#[derive(Debug, Clone)]
pub(super) struct Figure {
    /// The digits without their point.
    digits: i128,
    /// How many of them stand behind the point.
    decimals: u32,
    /// What "k" and its like multiply with, if any stands there.
    pub times: Option<i64>,
    /// Typed with commas ("58,000").
    pub grouped: bool,
    /// The ISO code, if the figure has a sign or a word of a currency.
    pub currency: Option<String>,
}

impl Figure {
    /// The figure in `scale`ths (1, or 100 for hundredths); `None` if it has smaller parts.
    fn scaled(&self, scale: i64) -> Option<i128> {
        let figure = self.digits.checked_mul(i128::from(self.times.unwrap_or(1)))?.checked_mul(i128::from(scale))?;
        let parts = 10_i128.pow(self.decimals);
        (figure % parts == 0).then_some(figure / parts)
    }

    /// A number as bare as "85": nobody could tell pounds from thousands.
    pub fn is_bare(&self) -> bool {
        self.times.is_none() && !self.grouped && self.currency.is_none()
    }

    /// Whether "k" or its like stands behind it.
    pub fn has_multiplier(&self) -> bool {
        self.times.is_some()
    }

    /// The figure without its multiplier, for comparing: digits brought to the same number of decimals.
    pub fn is_below(&self, other: &Figure) -> Option<bool> {
        let (a, b) = (10_i128.pow(other.decimals), 10_i128.pow(self.decimals));
        let (ours, theirs) = (self.digits.checked_mul(a)?, other.digits.checked_mul(b)?);
        (ours != theirs).then_some(ours < theirs)
    }
}

/// Sums this large, in units, are no longer kept to the penny.
const PENCE_UP_TO: i128 = 10_000_000_000_000;

pub(super) fn in_range(figure: &Figure, scale: i64, part: &str) -> Result<i64, Unread> {
    let Some(scaled) = figure.scaled(scale) else {
        return Err(Unread::new("the figure has more decimals than can be kept", format!("expected {part}")));
    };
    let whole = i128::from(scale);
    if scaled > i128::from(LARGEST) * whole {
        return Err(Unread::new("the figure is too large", format!("expected at most {LARGEST}")));
    }
    if scaled % whole != 0 && scaled > PENCE_UP_TO * whole {
        return Err(Unread::new("so large a sum is not kept to the penny", "leave the pence out"));
    }
    i64::try_from(scaled).map_err(|_| Unread::new("the figure is too large", format!("expected at most {LARGEST}")))
}

/// One figure with its currency and multiplier; `None` if there is no number.
pub(super) fn figure(pieces: &mut Pieces<'_>) -> Option<Result<Figure, Unread>> {
    let at = pieces.at;
    let before = currency_before(pieces);
    let number = match pieces.number() {
        Some(digits) => number(digits),
        None => match pieces.number_word() {
            Some(n) => Ok(Figure { digits: n.into(), decimals: 0, times: None, grouped: true, currency: None }),
            None => {
                pieces.at = at;
                return None;
            }
        },
    };
    let mut figure = match number {
        Ok(figure) => figure,
        Err(error) => return Some(Err(error)),
    };
    figure.times = pieces.take(multiplier);
    figure.currency = before.or_else(|| currency_behind(pieces));
    Some(Ok(figure))
}

fn number(text: &str) -> Result<Figure, Unread> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let groups: Vec<&str> = whole.split(',').collect();
    let in_threes = groups.iter().skip(1).all(|group| group.len() == 3);
    let starts_short = groups.len() == 1 || groups.first().is_some_and(|group| (1..=3).contains(&group.len()));
    if !in_threes || !starts_short || decimals.contains([',', '.']) {
        let expected = "write commas before three digits and a point before pence: 58,000 or 9.50";
        return Err(Unread::new(format!("`{}` is not a number", shown(text)), expected));
    }
    let digits = format!("{}{decimals}", groups.concat());
    let too_large =
        || Unread::new(format!("`{}` has too many digits", shown(text)), format!("expected {LARGEST} at most"));
    if digits.len() > DIGITS {
        return Err(too_large());
    }
    let decimals = u32::try_from(decimals.len()).map_err(|_| too_large())?;
    let digits = digits.parse().map_err(|_| too_large())?;
    Ok(Figure { digits, decimals, times: None, grouped: groups.len() > 1, currency: None })
}

fn multiplier(word: &str) -> Option<i64> {
    Some(match word {
        "k" | "thousand" | "grand" => 1_000,
        "m" | "mn" | "mil" | "mill" | "mln" | "million" => 1_000_000,
        "b" | "bn" | "billion" => 1_000_000_000,
        "tn" | "trn" | "trillion" => 1_000_000_000_000,
        _ => return None,
    })
}

fn currency_before(pieces: &mut Pieces<'_>) -> Option<String> {
    let code = match pieces.peek()? {
        Piece::Sign('£') => "GBP",
        Piece::Sign('€') => "EUR",
        Piece::Sign('$') => "USD",
        _ => return code(pieces),
    };
    pieces.at += 1;
    Some(code.to_owned())
}

/// The codes that are taken for currencies where no money is expected; there, other capitals are somebody's initials.
const CODES: [&str; 16] =
    ["GBP", "EUR", "USD", "AUD", "CAD", "CHF", "CNY", "CZK", "DKK", "INR", "JPY", "NOK", "NZD", "PLN", "SEK", "ZAR"];

/// A code of three capitals.
fn code(pieces: &mut Pieces<'_>) -> Option<String> {
    let any = pieces.any_code;
    let code = pieces.typed_word().filter(|word| if any { is_code(word) } else { CODES.contains(word) })?.to_owned();
    pieces.at += 1;
    Some(code)
}

/// Whether a text has the form of an ISO 4217 code.
pub(super) fn is_code(text: &str) -> bool {
    text.len() == 3 && text.bytes().all(|b| b.is_ascii_uppercase())
}

fn currency_behind(pieces: &mut Pieces<'_>) -> Option<String> {
    let word = pieces.take(|word| match word {
        "pound" | "pounds" | "quid" | "sterling" | "gbp" => Some("GBP"),
        "euro" | "euros" | "eur" => Some("EUR"),
        "dollar" | "dollars" | "usd" => Some("USD"),
        _ => None,
    });
    if word == Some("GBP") {
        pieces.eat("sterling");
    }
    word.map(str::to_owned).or_else(|| code(pieces))
}
