//! Sums of money: "£58,000", "58k-66k a year", "about £40m a year".

use super::amount::{Bounds, bounds};
use super::pieces::Pieces;
use super::{Understood, Unread};
use crate::fact::limits::YEARS;
use crate::fact::{Money, Per, Status, Value};
use crate::text::suggest::shown;

/// What can be read.
pub(super) const EXPECTED: &str = "write it like £58,000, 58k-66k a year, up to £66,000 or about £40m a year";

/// A bare figure below this may be thousands or millions to whoever typed it.
const CLEAR: i64 = 100_000;

/// Reads a sum; `None` if it is nothing like one. Without a sign or a word of a currency it is one only if money is
/// `expected`, or if it is for a time.
pub(super) fn money(text: &str, expected: bool) -> Option<Result<Understood<Value>, Unread>> {
    let mut pieces = Pieces::new(text);
    pieces.any_code = expected;
    if let Some((_, status)) = Status::ALL.iter().find(|(_, word)| pieces.eat(word)) {
        let looks = bounds(&mut pieces).is_some();
        let expected = format!("give `{status}` as the status, and the sum alone as the value");
        return looks.then(|| Err(Unread::new(format!("`{}` holds a status", shown(text)), expected)));
    }
    let bounds = match bounds(&mut pieces)? {
        Ok(bounds) => bounds,
        Err(error) => return Some(Err(error)),
    };
    let per = per(&mut pieces);
    let signed = bounds.low.currency.is_some();
    if !(signed || expected || per.is_some()) {
        return None;
    }
    Some(finish(text, bounds, per, pieces))
}

fn finish(text: &str, bounds: Bounds, per: Option<Per>, mut pieces: Pieces<'_>) -> Result<Understood<Value>, Unread> {
    let mut bounds = bounds.end(&mut pieces)?;
    let per = per.or_else(|| self::per(&mut pieces));
    if !pieces.is_done() {
        let left = shown(pieces.rest());
        return Err(Unread::new(
            format!("`{left}` is not part of a sum of money"),
            format!("{EXPECTED}; the statement can say the rest"),
        ));
    }
    let bare = bounds.low.is_bare();
    let amount = bounds.amount(100, "pence at the smallest, such as £9.50")?;
    let figures: Vec<i64> = amount.figures().collect();
    if bare {
        clear(text, figures.first().copied().unwrap_or_default(), figures.len() == 1)?;
    }
    let mut notes = bounds.notes;
    let currency = bounds.low.currency.unwrap_or_else(|| {
        notes.push("read as pounds".to_owned());
        "GBP".to_owned()
    });
    let money = Value::Money(Money { amount, currency, per });
    Ok(Understood { value: money, note: (!notes.is_empty()).then(|| notes.join("; ")) })
}

/// Refuses a bare figure of which nobody can tell what it counts.
fn clear(text: &str, hundredths: i64, alone: bool) -> Result<(), Unread> {
    let pounds = hundredths / 100;
    let year = alone && hundredths % 100 == 0 && i16::try_from(pounds).is_ok_and(|year| YEARS.contains(&year));
    if year {
        let expected = format!("write £{pounds} for the sum, or the kind before it: `date: {pounds}`");
        return Err(Unread::new(format!("`{}` may be a year or a sum", shown(text)), expected));
    }
    if hundredths < CLEAR {
        let expected = "write the pound sign, or what it counts: £62, 62k, £1.5m";
        return Err(Unread::new(format!("`{}` may be pounds, thousands or millions", shown(text)), expected));
    }
    Ok(())
}

/// The time a sum is for: "a year", "per month", "/yr", "pa".
fn per(pieces: &mut Pieces<'_>) -> Option<Per> {
    let at = pieces.at;
    if pieces.eat_any(&["a", "an", "per", "each", "every"]) || pieces.eat_sign('/') {
        let unit = pieces.take(|word| {
            Some(match word {
                "year" | "yr" | "annum" => Per::Year,
                "month" | "mth" => Per::Month,
                "week" | "wk" => Per::Week,
                "day" => Per::Day,
                "hour" | "hr" => Per::Hour,
                _ => return None,
            })
        });
        if unit.is_none() {
            pieces.at = at;
        }
        return unit;
    }
    pieces.take(|word| {
        Some(match word {
            "pa" | "annually" | "yearly" => Per::Year,
            "pcm" | "monthly" => Per::Month,
            "pw" | "weekly" => Per::Week,
            "daily" => Per::Day,
            "ph" | "hourly" => Per::Hour,
            _ => return None,
        })
    })
}
