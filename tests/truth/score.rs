//! Marks over one truth file: what each question came to, the totals, and how sure the answers were.

use crate::gold::{Question, Text};
use std::collections::BTreeMap;
use std::fmt;
use whitehall::answer::{self, Answer, Outcome, Weighed};
use whitehall::search::Index;

/// What a question came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// Answered, and the answer has what was asked for.
    Right,
    /// Answered with something else.
    Wrong,
    /// Not answered though the answer is held.
    Abstained,
    /// Not answered, as a careful reader would not.
    RightlyAbstained,
    /// Answered though nothing held answers it.
    FalseAnswer,
}

/// One question with what came of it.
pub struct Marked {
    pub question: Question,
    pub answer: Answer,
    pub mark: Mark,
    /// The worst place of the best fact that says it; `None` where no stored fact says it alone (a count over
    /// several, a verdict without a figure) or nothing is to be said.
    pub rank: Option<Place>,
}

/// Where the right fact stands among the candidates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// From 1; candidates of equal score stand before it.
    At(usize),
    /// It is held, but was not weighed.
    Missing,
}

impl Marked {
    fn of(index: &Index, sentences: &[Text], question: Question) -> Self {
        let answer = answer::answer(index, &question.q);
        let answered = answer.outcome == Outcome::Answer;
        let mark = match (question.abstains(), answered) {
            (true, true) => Mark::FalseAnswer,
            (true, false) => Mark::RightlyAbstained,
            (false, false) => Mark::Abstained,
            (false, true) if question.is_met_by(&answer.text) => Mark::Right,
            (false, true) => Mark::Wrong,
        };
        let rank = (!question.abstains()).then(|| place(index, sentences, &question)).flatten();
        Self { question, answer, mark, rank }
    }

    /// How bad: a sure wrong answer is the worst, an honest silence the least.
    fn badness(&self) -> f64 {
        match self.mark {
            Mark::FalseAnswer => 2.0 + self.answer.confidence,
            Mark::Wrong => 1.0 + self.answer.confidence,
            Mark::Abstained => 0.0,
            Mark::Right | Mark::RightlyAbstained => -1.0,
        }
    }

    fn is_miss(&self) -> bool {
        self.badness() >= 0.0
    }
}

/// The score that candidates are ordered by, everything ruled out behind the rest.
fn standing(row: &Weighed) -> (bool, f32) {
    (row.ruled_out.is_none(), row.score)
}

/// The place of the best fact that says what is asked for. Ties get the worst place.
fn place(index: &Index, sentences: &[Text], question: &Question) -> Option<Place> {
    let says: Vec<bool> = sentences.iter().map(|sentence| question.is_said_by(sentence)).collect();
    if !says.contains(&true) {
        return None;
    }
    let rows = answer::weighed(index, &question.q);
    let (right, others): (Vec<&Weighed>, Vec<&Weighed>) = rows.iter().partition(|row| says[row.fact]);
    let best = right.into_iter().map(standing).max_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    Some(
        best.map_or(Place::Missing, |best| {
            Place::At(1 + others.into_iter().filter(|row| standing(row) >= best).count())
        }),
    )
}

/// The marks of one file.
pub struct Score {
    pub file: &'static str,
    marked: Vec<Marked>,
}

impl Score {
    pub fn of(file: &'static str, index: &Index, questions: Vec<Question>) -> Self {
        let sentences: Vec<Text> =
            index.facts().iter().map(|doc| Text::new(&answer::sentence(index, &doc))).collect();
        Self { file, marked: questions.into_iter().map(|q| Marked::of(index, &sentences, q)).collect() }
    }

    pub fn len(&self) -> usize {
        self.marked.len()
    }

    pub fn count(&self, mark: Mark) -> usize {
        self.marked.iter().filter(|m| m.mark == mark).count()
    }

    /// Right answers and right silences, in percent of all questions.
    pub fn overall(&self) -> f64 {
        percent(self.count(Mark::Right) + self.count(Mark::RightlyAbstained), self.marked.len())
    }

    /// The mean reciprocal rank of the right fact, and over how many questions.
    pub fn reciprocal_rank(&self) -> (f64, usize) {
        let places: Vec<Place> = self.marked.iter().filter_map(|m| m.rank).collect();
        let sum: f64 = places
            .iter()
            .map(|place| match place {
                Place::At(rank) => 1.0 / *rank as f64,
                Place::Missing => 0.0,
            })
            .sum();
        (sum / places.len().max(1) as f64, places.len())
    }

    /// Characters of the middle one of the answers given.
    pub fn median_length(&self) -> usize {
        let mut lengths: Vec<usize> = self.answers().map(|m| m.answer.text.chars().count()).collect();
        lengths.sort_unstable();
        lengths.get(lengths.len() / 2).copied().unwrap_or(0)
    }

    /// All questions that were answered, rightly or not.
    pub fn answers(&self) -> impl Iterator<Item = &Marked> {
        self.marked.iter().filter(|m| m.answer.outcome == Outcome::Answer)
    }

    /// The worst misses first: each a line with the question and one with what came back.
    pub fn misses(&self, most: usize) -> String {
        let mut misses: Vec<&Marked> = self.marked.iter().filter(|m| m.is_miss()).collect();
        misses.sort_by(|a, b| b.badness().total_cmp(&a.badness()));
        let mut out = String::new();
        for miss in misses.into_iter().take(most) {
            let rank = match miss.rank {
                Some(Place::At(rank)) => format!("right fact at {rank}"),
                Some(Place::Missing) => "right fact not weighed".to_owned(),
                None => "no one fact says it".to_owned(),
            };
            let Question { id, kind, q, .. } = &miss.question;
            let said: String = miss.answer.text.chars().take(160).collect();
            out.push_str(&format!(
                "  {:?} {:.2} {id} [{kind}] {q} ({rank})\n      {said}\n",
                miss.mark, miss.answer.confidence
            ));
        }
        out
    }

    /// How the questions of each kind came out: right of all, and how many of them were answered with something else.
    pub fn by_kind(&self) -> String {
        let mut kinds: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
        for marked in &self.marked {
            let [right, all, wrong] = kinds.entry(&marked.question.kind).or_default();
            *right += usize::from(!marked.is_miss());
            *all += 1;
            *wrong += usize::from(matches!(marked.mark, Mark::Wrong | Mark::FalseAnswer));
        }
        let kinds =
            kinds.into_iter().map(|(kind, [right, all, wrong])| format!("{kind} {right}/{all} ({wrong} wrong)"));
        kinds.collect::<Vec<_>>().join(", ")
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (reciprocal, ranked) = self.reciprocal_rank();
        write!(
            f,
            "{:<20} {:5.1}% of {}: right {}, wrong {}, abstained {}, rightly abstained {}, false answers {}; mean \
             reciprocal rank {reciprocal:.3} over {ranked}; median answer {} characters",
            self.file,
            self.overall(),
            self.marked.len(),
            self.count(Mark::Right),
            self.count(Mark::Wrong),
            self.count(Mark::Abstained),
            self.count(Mark::RightlyAbstained),
            self.count(Mark::FalseAnswer),
            self.median_length(),
        )
    }
}

pub fn percent(part: usize, whole: usize) -> f64 {
    100.0 * part as f64 / whole.max(1) as f64
}
