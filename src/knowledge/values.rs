//! Reads the value of a fact, and says for each wrong shape what would be right.

use super::fields::{Fields, date, kind_of, text, texts};
use super::report::{Report, Spot};
use crate::fact::limits::{LARGEST, MARK, WORDS};
use crate::fact::{Amount, Count, Money, Per, Span, SpanUnit, SubjectId, Value, ValueKind, hundredths};
use crate::text::suggest::{did_you_mean, expected_one_of, shown};
use toml::de::{DeTable, DeValue};

/// The kinds that stand as the one key of a value's table.
pub(super) const KINDS: [ValueKind; 9] = [
    ValueKind::Money,
    ValueKind::Count,
    ValueKind::Date,
    ValueKind::Duration,
    ValueKind::Rating,
    ValueKind::Text,
    ValueKind::List,
    ValueKind::Subject,
    ValueKind::Withheld,
];
/// The keys that belong inside `money`, `count` and `duration`.
const INSIDE: [&str; 9] = ["exact", "about", "min", "max", "over", "per", "currency", "unit", "of"];

/// The value of a fact, or a report of what is wrong with it.
pub(super) fn value(value: &DeValue<'_>, spot: Spot, report: &mut Report) -> Option<Value> {
    let expected = match value {
        DeValue::Table(table) => return tagged(table, spot, report),
        DeValue::String(word) if word == "none" => return Some(Value::None),
        DeValue::String(_) => "expected its kind around it, such as { text = \"Leeds\" }, or \"none\"",
        DeValue::Integer(_) | DeValue::Float(_) => {
            "expected its kind around it, such as { money = { exact = 130000 } } or { count = { exact = 12 } }"
        }
        DeValue::Datetime(_) => "expected { date = \"2019-03\" }",
        DeValue::Array(_) => "expected its kind around it: { list = [\"one\", \"two\"] }",
        DeValue::Boolean(_) => "expected a statement for it, and value = \"none\"",
    };
    report.error(spot, format!("`value` is {}", kind_of(value)), expected);
    None
}

/// A table with its kind as the one key.
fn tagged(table: &DeTable<'_>, spot: Spot, report: &mut Report) -> Option<Value> {
    let kind_of_key = |key: &str| KINDS.into_iter().find(|kind| kind.word() == key);
    let mut kinds = table.iter().filter_map(|(key, value)| Some((kind_of_key(key.get_ref())?, key, value)));
    let first = kinds.next();
    if let (Some((first, ..)), Some((second, key, _))) = (first, kinds.next()) {
        let spot = Spot { offset: key.span().start, ..spot };
        let message = format!("a value of two kinds, `{}` and `{}`", first.word(), second.word());
        report.error(spot, message, "expected one; a second value is a fact of its own");
        return None;
    }
    let strays = table.iter().filter(|(key, _)| kind_of_key(key.get_ref()).is_none());
    let mut sound = true;
    for (key, _) in strays {
        sound = false;
        stray(key.get_ref(), first.map(|(kind, ..)| kind), Spot { offset: key.span().start, ..spot }, report);
    }
    let Some((kind, _, inner)) = first else {
        if sound {
            report.error(spot, "`value` is an empty table", expected_one_of(KINDS.map(ValueKind::word)));
        }
        return None;
    };
    let value = of_kind(kind, inner.get_ref(), Spot { offset: inner.span().start, ..spot }, report);
    value.filter(|_| sound)
}

/// A key of a value's table that is no kind of value.
fn stray(key: &str, kind: Option<ValueKind>, spot: Spot, report: &mut Report) {
    let inside = INSIDE.contains(&key);
    match kind {
        Some(kind) if inside => {
            let message = format!("`{key}` stands outside `{}`", kind.word());
            report.error(spot, message, format!("expected {{ {} = {{ ..., {key} = ... }} }}", kind.word()));
        }
        None if inside => {
            let expected = format!("expected a kind around it, such as {{ money = {{ {key} = ... }} }}");
            report.error(spot, format!("`{key}` without a kind of value"), expected);
        }
        _ if key == "none" => {
            report.error(spot, "`none` stands in a table", "expected value = \"none\"");
        }
        _ => {
            let kinds = || KINDS.map(ValueKind::word);
            let expected = did_you_mean(key, kinds(), || expected_one_of(kinds()));
            report.error(spot, format!("unknown kind of value `{}`", shown(key)), expected);
        }
    }
}

fn of_kind(kind: ValueKind, inner: &DeValue<'_>, spot: Spot, report: &mut Report) -> Option<Value> {
    let key = kind.word();
    let what = format!("`{key}`");
    match kind {
        ValueKind::Money => Some(Value::Money(money(bounds(inner, spot, key, report)?)?)),
        ValueKind::Count => Some(Value::Count(count(bounds(inner, spot, key, report)?)?)),
        ValueKind::Duration => Some(Value::Duration(duration(bounds(inner, spot, key, report)?)?)),
        ValueKind::Date => Some(Value::Date(date(inner, spot, key, report)?.value)),
        ValueKind::Rating => Some(Value::Rating(text(inner, spot, &what, MARK, report)?.value)),
        ValueKind::Text => Some(Value::Text(text(inner, spot, &what, WORDS, report)?.value)),
        ValueKind::Subject => Some(Value::Subject(SubjectId::new(text(inner, spot, &what, WORDS, report)?.value))),
        ValueKind::Withheld => Some(Value::Withheld(text(inner, spot, &what, WORDS, report)?.value)),
        ValueKind::List => {
            if matches!(inner, DeValue::Array(items) if items.is_empty()) {
                report.error(spot, "`list` is empty", "expected one item or more");
                return None;
            }
            let items: Vec<_> = texts(inner, spot, key, WORDS, report).into_iter().map(|item| item.value).collect();
            (!items.is_empty()).then_some(Value::List(items))
        }
        ValueKind::None => None,
    }
}

/// The table of bounds inside `money`, `count` or `duration`.
fn bounds<'t, 'r>(
    inner: &'t DeValue<'t>,
    spot: Spot,
    key: &'static str,
    report: &'r mut Report,
) -> Option<Fields<'t, 'r>> {
    if let DeValue::Table(table) = inner {
        return Some(Fields::new(table, spot, key, report));
    }
    let expected = match inner {
        DeValue::Integer(_) | DeValue::Float(_) => {
            "expected how exact it is around it: { exact = ... }, or about, max (up to), min (at least), over"
        }
        _ => "expected a table such as { exact = 130000 }",
    };
    report.error(spot, format!("`{key}` is {}", kind_of(inner)), expected);
    None
}

fn money(mut fields: Fields<'_, '_>) -> Option<Money> {
    let per = fields.word("per", "`per`", &Per::ALL).map(|per| per.value);
    let currency = fields.text("currency", MARK).map(|code| {
        let sound = code.value.len() == 3 && code.value.bytes().all(|b| b.is_ascii_uppercase());
        if !sound {
            let message = format!("`{}` is not a currency", shown(&code.value));
            fields.report.error(code.spot, message, "expected its code of three capitals, such as \"EUR\"");
        }
        code.value
    });
    let amount = amount(&mut fields, Counted::InHundredths);
    fields.finish();
    Some(Money { amount: amount?, currency: currency.unwrap_or_else(|| "GBP".to_owned()), per })
}

fn count(mut fields: Fields<'_, '_>) -> Option<Count> {
    let of = fields.get("of").map(|(value, spot)| (number(value, spot, "of", Counted::Whole, fields.report), spot));
    let unit = fields.text("unit", MARK).map(|unit| unit.value);
    let amount = amount(&mut fields, Counted::Whole);
    if let (Some(amount), Some((Some(of), spot))) = (amount, of)
        && amount.low().is_some_and(|part| part > of)
    {
        let message = format!("{} of {of} is more than the whole", amount.headline());
        fields.report.error(spot, message, "expected `of` to be the larger figure");
    }
    fields.finish();
    Some(Count { amount: amount?, of: of.and_then(|(of, _)| of), unit })
}

fn duration(mut fields: Fields<'_, '_>) -> Option<Span> {
    fields.require("unit", "unit = \"week\" (or \"day\", \"month\", \"year\")");
    let unit = fields.word("unit", "unit", &SpanUnit::ALL).map(|unit| unit.value);
    let amount = amount(&mut fields, Counted::Whole);
    fields.finish();
    Some(Span { amount: amount?, unit: unit? })
}

/// How figures are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Counted {
    /// One by one: there is no half of a person.
    Whole,
    /// In hundredths: pence.
    InHundredths,
}

/// The figure with its exactness. To be read after all other keys, so that a misspelt figure is known for one.
fn amount(fields: &mut Fields<'_, '_>, counted: Counted) -> Option<Amount> {
    let mut given = vec![];
    for key in ["exact", "about", "min", "max", "over"] {
        if let Some((value, spot)) = fields.get(key) {
            given.push((key, number(value, spot, key, counted, fields.report), spot));
        }
    }
    let spot = fields.spot();
    match given.as_slice() {
        // An unknown key is reported already, and was probably meant to be the figure.
        [] if fields.has_others() => None,
        [] => {
            fields.report.error(
                spot,
                "an amount without a figure",
                "expected one of exact, about, max (up to), min (at least), over (more than), or min and max together",
            );
            None
        }
        [("exact", figure, _)] => figure.map(Amount::Exact),
        [("about", figure, _)] => figure.map(Amount::About),
        [("min", figure, _)] => figure.map(Amount::AtLeast),
        [("max", figure, _)] => figure.map(Amount::AtMost),
        [("over", figure, _)] => figure.map(Amount::Over),
        [("min", low, _), ("max", high, spot)] => {
            let (low, high) = ((*low)?, (*high)?);
            if low < high {
                return Some(Amount::Range(low, high));
            }
            fields.report.error(*spot, "`max` is not above `min`", "expected the smaller figure as `min`");
            None
        }
        [(first, ..), (second, _, spot), ..] => {
            let message = format!("`{first}` and `{second}` cannot both hold");
            fields.report.error(
                *spot,
                message,
                "expected one of exact, about, max, min, over, or min and max together",
            );
            None
        }
        [_] => None,
    }
}

fn number(value: &DeValue<'_>, spot: Spot, key: &str, counted: Counted, report: &mut Report) -> Option<i64> {
    let figure = match value {
        DeValue::Integer(digits) => match i64::from_str_radix(digits.as_str(), digits.radix()) {
            Ok(figure) if (-LARGEST..=LARGEST).contains(&figure) => match counted {
                Counted::Whole => figure,
                Counted::InHundredths => figure * 100,
            },
            _ => return too_large(spot, key, report),
        },
        DeValue::Float(digits) if counted == Counted::InHundredths => match digits.as_str().parse::<f64>() {
            Ok(figure) if figure.abs() <= LARGEST as f64 => match hundredths(figure) {
                Some(figure) => figure,
                None => {
                    let message = format!("`{key}` has more than two decimals");
                    report.error(spot, message, "expected a sum to the hundredth, such as 9.50");
                    return None;
                }
            },
            Ok(figure) if figure.is_nan() => {
                report.error(spot, format!("`{key}` is not a number"), "expected a number such as 85000");
                return None;
            }
            _ => return too_large(spot, key, report),
        },
        DeValue::Float(_) => {
            let expected = "expected a whole number (for half of a year, 6 months)";
            report.error(spot, format!("`{key}` is a decimal number"), expected);
            return None;
        }
        other => {
            let message = format!("`{key}` is {}", kind_of(other));
            report.error(spot, message, "expected a number such as 85000, without quotes, commas or letters");
            return None;
        }
    };
    if figure < 0 {
        report.error(spot, format!("`{key}` is below zero"), "expected 0 or more; say in the statement what falls");
        return None;
    }
    Some(figure)
}

fn too_large(spot: Spot, key: &str, report: &mut Report) -> Option<i64> {
    report.error(spot, format!("`{key}` is too large"), format!("expected at most {LARGEST}"));
    None
}
