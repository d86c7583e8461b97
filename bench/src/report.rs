//! The rows as a table in Markdown.

use crate::live::Live;
use crate::measure::{Group, Hits, Row, Spread};
use std::collections::BTreeSet;
use std::fmt::Write;

/// A table for each number of facts, and below what whole answers came to.
pub fn markdown(rows: &[Row]) -> String {
    let mut out = String::new();
    let sizes: BTreeSet<usize> = rows.iter().map(|row| row.facts).collect();
    for facts in sizes {
        let _ = writeln!(out, "### {} facts\n", figure(facts));
        out.push_str(
            "| | p50 ms | p99 ms | 0-2 typos: first / in five | 3-4 typos | short forms | build s (CPU) | MB | asked |\n\
             |---|---|---|---|---|---|---|---|---|\n",
        );
        for row in rows.iter().filter(|row| row.facts == facts) {
            let [few, many, short] = Group::ALL.map(|group| row.hits.get(&group).map_or("-".to_owned(), percent));
            let Row { engine, p50, p99, build_wall, build_cpu, bytes, questions, .. } = row;
            let (p50, p99) = (short_time(*p50), if *questions < 100 { "-".to_owned() } else { short_time(*p99) });
            let megabytes = short_time(*bytes as f64 / 1e6);
            let _ = writeln!(
                out,
                "| {engine} | {p50} | {p99} | {few} | {many} | {short} | {build_wall:.2} ({build_cpu:.2}) | \
                 {megabytes} | {questions} |"
            );
        }
        out.push('\n');
        for row in rows.iter().filter(|row| row.facts == facts) {
            if let (Some([given, subject, fact]), Some([wall, free])) = (row.answered, row.throughput) {
                let share = |part: usize| 100.0 * part as f64 / row.questions.max(1) as f64;
                let _ = writeln!(
                    out,
                    "Whitehall answered {:.1}% of the questions, {:.1}% with the right subject and {:.1}% with the right \
                     fact; two threads answered {wall:.0} questions a second beside whatever else ran, {free:.0} a \
                     second of their own time.\n",
                    share(given),
                    share(subject),
                    share(fact)
                );
            }
            if let Some(Live { names, questions, changes }) = row.live {
                let both = |spread: Spread| format!("{} and {} ms", short_time(spread.p50), short_time(spread.p99));
                let _ = writeln!(
                    out,
                    "Names are offered for a key in {}, questions in {}; a fact that is added, changed or retracted is \
                     answered by in {} (p50 and p99).\n",
                    both(names),
                    both(questions),
                    both(changes)
                );
            }
        }
    }
    out
}

fn percent(hits: &Hits) -> String {
    let of = |part: usize| 100.0 * part as f64 / hits.asked.max(1) as f64;
    format!("{:.1} / {:.1}", of(hits.first), of(hits.among_five))
}

/// Three figures that count.
fn short_time(number: f64) -> String {
    match number {
        n if n >= 100.0 => format!("{n:.0}"),
        n if n >= 10.0 => format!("{n:.1}"),
        n if n >= 1.0 => format!("{n:.2}"),
        n => format!("{n:.3}"),
    }
}

/// With commas at the thousands.
pub fn figure(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
