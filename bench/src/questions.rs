//! Questions about a corpus, each with exactly one right subject.
//!
//! A mention is drawn (in full, without a word, by an alias, with or without the organisation), mistyped or shortened,
//! and then held against every subject: were there another that its words, as they were typed, fit as well, another
//! mention is drawn.

use crate::corpus::{Corpus, name_words};
use crate::rivals::{Body, Rivals, Typed};
use crate::typing::{mistyped, shortened};
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use whitehall::fact::{Fact, Subject};
use whitehall::text::lexicon::Lexicon;

/// How a question was spoilt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// Not at all.
    Typos0,
    /// By one slip of the keyboard.
    Typos1,
    /// By two.
    Typos2,
    /// By three.
    Typos3,
    /// By four.
    Typos4,
    /// Words of the name are shortened.
    Abbreviated,
}

impl Class {
    /// All, with how many of a hundred questions each has.
    pub const SHARES: [(Class, u32); 6] = [
        (Class::Typos0, 20),
        (Class::Typos1, 20),
        (Class::Typos2, 20),
        (Class::Typos3, 12),
        (Class::Typos4, 12),
        (Class::Abbreviated, 16),
    ];

    fn slips(self) -> usize {
        match self {
            Class::Typos0 | Class::Abbreviated => 0,
            Class::Typos1 => 1,
            Class::Typos2 => 2,
            Class::Typos3 => 3,
            Class::Typos4 => 4,
        }
    }
}

/// A question and what is right.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// As somebody types it.
    pub q: String,
    /// How it was spoilt.
    pub class: Class,
    /// The id of the one right subject.
    pub subject: String,
    /// The attribute asked for.
    pub attribute: String,
    /// The year asked for, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<i16>,
    /// The ids of the facts that answer it: of the year, else all of the attribute.
    pub facts: Vec<String>,
}

/// What people ask, with `{s}` for the subject.
fn phrasings(attribute: &str) -> &'static [&'static str] {
    match attribute {
        "salary" => &[
            "what is the salary of the {s}?",
            "how much does the {s} earn",
            "{s} salary",
            "what does the {s} get paid?",
            "salary for {s}?",
            "how much is the {s} on",
            "pay of the {s}",
            "what's the {s} paid?",
        ],
        "location" => &[
            "where is the {s} based?",
            "{s} location",
            "which city is the {s} in?",
            "where does the {s} work",
            "what town is the {s} based in",
        ],
        "holder" => {
            &["who is the {s}?", "who holds the post of {s}", "name of the {s}?", "who's the {s}", "{s} holder"]
        }
        "direct-reports" => &[
            "how many people report to the {s}?",
            "{s} direct reports",
            "how many staff does the {s} manage",
            "how big is the team under the {s}?",
        ],
        "appointed" => &[
            "when was the {s} appointed?",
            "{s} appointment date",
            "when did the {s} get the job",
            "when was the {s} hired",
        ],
        "deadline" => &[
            "when is the application deadline for {s}?",
            "{s} closing date",
            "when do applications for {s} close",
            "last day to apply for {s}?",
        ],
        "reports-to" => &[
            "who does the {s} report to?",
            "line manager of the {s}",
            "who is the boss of the {s}?",
            "{s} reports to whom",
        ],
        "cost" => &[
            "how much did the {s} cost?",
            "cost of {s}",
            "{s} total cost",
            "what's the price tag of {s}",
            "what did {s} cost",
        ],
        "rating" => {
            &["what is the rating of {s}?", "{s} RAG rating", "how was {s} rated", "delivery confidence of the {s}?"]
        }
        "led-by" => &["who leads {s}?", "who is in charge of {s}", "{s} leader", "who runs the {s}?"],
        "end" => &["when is {s} due to end?", "{s} end date", "when will the {s} finish", "planned end of {s}?"],
        "budget" => {
            &["what is the budget of {s}?", "{s} budget", "how much was set aside for {s}", "budget for the {s}?"]
        }
        "start" => &["when did {s} start?", "{s} start date", "when was {s} launched", "when did the {s} begin?"],
        _ => &["{s}"],
    }
}

/// Draws questions over one corpus.
pub struct Asker<'a> {
    corpus: &'a Corpus,
    rivals: Rivals,
    by_subject: FxHashMap<&'a str, Vec<&'a Fact>>,
    bodies: FxHashMap<&'a str, Vec<String>>,
    rng: ChaCha8Rng,
}

/// A part of a question in the making.
#[derive(Debug, Clone)]
struct Piece {
    text: String,
    role: Role,
    slips: usize,
    short: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Frame,
    Name,
    Body,
}

impl<'a> Asker<'a> {
    /// Reads all names. `lexicon` is what the corpus was drawn with.
    pub fn new(corpus: &'a Corpus, lexicon: &'a Lexicon, seed: u64) -> Self {
        let mut by_subject: FxHashMap<&str, Vec<&Fact>> = FxHashMap::default();
        for fact in &corpus.facts {
            by_subject.entry(fact.subject.as_str()).or_default().push(fact);
        }
        let mut bearers: FxHashMap<String, usize> = FxHashMap::default();
        for body in lexicon.organisations.values() {
            for name in std::iter::once(&body.name).chain(&body.aliases) {
                *bearers.entry(name.to_lowercase()).or_default() += 1;
            }
        }
        let bodies = lexicon.organisations.values().map(|body| {
            let names = std::iter::once(&body.name).chain(&body.aliases);
            let own = names.filter(|name| bearers.get(&name.to_lowercase()) == Some(&1));
            (body.id.as_str(), own.cloned().collect())
        });
        Asker {
            corpus,
            rivals: Rivals::of(corpus, lexicon),
            by_subject,
            bodies: bodies.collect(),
            rng: ChaCha8Rng::seed_from_u64(seed ^ 0x51ED_270B),
        }
    }

    /// How many different words the names have.
    pub fn word_count(&self) -> usize {
        self.rivals.word_count()
    }

    /// So many questions, in each hundred as many of each class as [`Class::SHARES`] says.
    pub fn questions(&mut self, count: usize) -> Vec<Question> {
        let deck: Vec<Class> =
            Class::SHARES.iter().flat_map(|(class, share)| (0..*share).map(move |_| *class)).collect();
        // In turns, so that the first few are of all classes.
        (0..count).map(|at| self.question(deck[at * 37 % deck.len()])).collect()
    }

    fn question(&mut self, class: Class) -> Question {
        loop {
            if let Some(question) = self.tried(class) {
                return question;
            }
        }
    }

    fn tried(&mut self, class: Class) -> Option<Question> {
        let fact = self.corpus.facts.choose(&mut self.rng)?.clone();
        let number: usize = fact.subject.as_str().rsplit('-').next()?.parse().ok()?;
        let subject = &self.corpus.subjects[number];
        let facts: Vec<&Fact> = self.by_subject.get(subject.id.as_str())?.clone();
        let same = |other: &&&Fact| other.attribute == fact.attribute;
        let year = fact.period.filter(|_| self.rng.random_bool(0.5)).map(|period| period.years().0);
        let right = facts.iter().filter(same).filter(|f| year.is_none() || f.period == fact.period);
        let right: Vec<String> = right.map(|fact| fact.id.to_string()).collect();

        let (mut name, in_full) = self.mention(subject)?;
        let body = self.body(subject);
        let letters = self.spoil_name(&mut name, class)?;
        let mut pieces = self.framed(&name, body.as_deref(), fact.attribute.as_str(), year);
        self.slip(&mut pieces, class.slips())?;
        let mention = typed(&pieces, letters);
        let body = body.map(|_| {
            let words = pieces.iter().filter(|piece| piece.role == Role::Body);
            let slips = words.clone().map(|piece| piece.slips).sum();
            Body { typed: words.map(|piece| piece.text.to_lowercase()).collect::<Vec<_>>().join(" "), slips }
        });
        if !self.rivals.only(number, &mention, body.as_ref(), in_full) {
            return None;
        }
        let texts: Vec<&str> = pieces.iter().map(|piece| piece.text.as_str()).collect();
        let q = texts.join(" ").replace(" ,", ",").replace(" ?", "?").replace("( ", "(").replace(" )", ")");
        let q = if self.rng.random_bool(0.6) { q.to_lowercase() } else { q };
        let attribute = fact.attribute.to_string();
        Some(Question { q, class, subject: subject.id.to_string(), attribute, year, facts: right })
    }

    /// The name as somebody says it, word by word, and whether it is said in full.
    fn mention(&mut self, subject: &Subject) -> Option<(Vec<Piece>, bool)> {
        let mut full = true;
        let said = match self.rng.random_range(0..100) {
            0..12 => subject.aliases.choose(&mut self.rng).unwrap_or(&subject.name).clone(),
            12..30 => match subject.name.split_once(", ") {
                // "Digital Borders Policy Deputy Director"
                Some((rank, topic)) if rank.contains("irector") => format!("{topic} {rank}"),
                _ => subject.name.clone(),
            },
            _ => subject.name.clone(),
        };
        let commas = self.rng.random_bool(0.3);
        let mut words: Vec<String> = said.split_whitespace().map(str::to_owned).collect();
        if !commas {
            words.iter_mut().for_each(|word| word.retain(|c| c != ','));
        }
        if words.len() > 3 && self.rng.random_bool(0.25) {
            let at = self.rng.random_range(0..words.len());
            words.remove(at);
            full = false;
        }
        let piece = |text: String| Piece { text, role: Role::Name, slips: 0, short: false };
        Some((words.into_iter().map(piece).collect(), full))
    }

    /// What the organisation is called, mostly.
    fn body(&mut self, subject: &Subject) -> Option<String> {
        let called = self.bodies.get(subject.organisation.as_deref()?)?;
        if self.rng.random_bool(0.2) { None } else { called.choose(&mut self.rng).cloned() }
    }

    /// Shortens words of the name, if the class wants that. Gives which piece is how many words by their letters.
    fn spoil_name(&mut self, name: &mut Vec<Piece>, class: Class) -> Option<Option<(usize, Vec<String>)>> {
        if class != Class::Abbreviated {
            return Some(None);
        }
        let lower: Vec<String> = name.iter().map(|piece| piece.text.to_lowercase()).collect();
        let pairs = [("deputy", "director", "DD"), ("director", "general", "DG"), ("assistant", "director", "AD")];
        let is = |word: &str, other: &str| word.trim_end_matches(',') == other;
        let pair = (1..lower.len()).find_map(|at| {
            let found = pairs.iter().find(|(a, b, _)| is(&lower[at - 1], a) && is(&lower[at], b))?;
            Some((at - 1, found))
        });
        let mut letters = None;
        if let Some((at, (first, second, short))) = pair
            && self.rng.random_bool(0.5)
        {
            name.remove(at + 1);
            name[at].text = (*short).to_owned();
            name[at].short = true;
            letters = Some((at, vec![(*first).to_owned(), (*second).to_owned()]));
        }
        let wanted = self.rng.random_range(1..=2_usize) - usize::from(letters.is_some());
        let mut done = 0;
        for _ in 0..8 {
            let at = self.rng.random_range(0..name.len());
            let plain = name[at].text.trim_end_matches(',').to_lowercase();
            if done >= wanted || name[at].short || !plain.chars().all(|c| c.is_ascii_lowercase()) {
                continue;
            }
            if let Some(short) = shortened(&mut self.rng, &plain) {
                name[at] = Piece { text: short, short: true, ..name[at].clone() };
                done += 1;
            }
        }
        (done >= wanted).then_some(letters)
    }

    /// The question around the mention.
    fn framed(&mut self, name: &[Piece], body: Option<&str>, attribute: &str, year: Option<i16>) -> Vec<Piece> {
        let frame = |text: &str| Piece { text: text.to_owned(), role: Role::Frame, slips: 0, short: false };
        let mut said = name.to_vec();
        if let Some(body) = body {
            let words: Vec<Piece> =
                body.split_whitespace().map(|text| Piece { role: Role::Body, ..frame(text) }).collect();
            let full = body.contains(' ');
            match self.rng.random_range(0..6) {
                0 => said = words.into_iter().chain(said).collect(),
                1 => said.extend([frame(",")].into_iter().chain(words)),
                2 => said.extend([frame("(")].into_iter().chain(words).chain([frame(")")])),
                3 if full => said.extend([frame("in"), frame("the")].into_iter().chain(words)),
                _ => said.extend([frame("at")].into_iter().chain(words)),
            }
        }
        let phrasing = phrasings(attribute).choose(&mut self.rng).copied().unwrap_or("{s}");
        let (phrasing, mark) = phrasing.strip_suffix('?').map_or((phrasing, None), |rest| (rest, Some("?")));
        let (before, behind) = phrasing.split_once("{s}").unwrap_or((phrasing, ""));
        let mut pieces: Vec<Piece> = before.split_whitespace().map(frame).collect();
        pieces.extend(said);
        pieces.extend(behind.split_whitespace().map(frame));
        if let Some(year) = year {
            pieces.extend([frame("in"), frame(&year.to_string())]);
        }
        pieces.extend(mark.map(frame));
        pieces
    }

    /// Mistypes words of four letters or more, at most two slips a word; three in four of them in names.
    fn slip(&mut self, pieces: &mut [Piece], slips: usize) -> Option<()> {
        for _ in 0..slips {
            let in_name = self.rng.random_bool(0.75);
            let fits = |piece: &Piece| {
                let word = piece.text.trim_end_matches(',');
                let letters = word.chars().all(|c| c.is_ascii_alphabetic()) && !is_short_form(word);
                let most = if word.len() > 6 { 2 } else { 1 };
                letters && word.len() > 3 && piece.slips < most && (piece.role != Role::Frame) == in_name
            };
            let at: Vec<usize> = (0..pieces.len()).filter(|at| fits(&pieces[*at])).collect();
            let piece = &mut pieces[*at.choose(&mut self.rng)?];
            let comma = piece.text.ends_with(',');
            piece.text = mistyped(&mut self.rng, &piece.text.trim_end_matches(',').to_lowercase());
            piece.text.push_str(if comma { "," } else { "" });
            piece.slips += 1;
        }
        Some(())
    }
}

/// The words of the name as they were typed.
fn typed(pieces: &[Piece], letters: Option<(usize, Vec<String>)>) -> Vec<Typed> {
    let names = pieces.iter().filter(|piece| piece.role == Role::Name);
    let word = |(at, piece): (usize, &Piece)| match &letters {
        Some((place, words)) if *place == at => vec![Typed::Letters(words.clone())],
        _ => {
            let words = name_words(&piece.text).into_iter();
            words
                .map(|word| match (piece.short, piece.slips) {
                    (true, _) => Typed::Short(word),
                    (false, 0) => Typed::Plainly(word),
                    (false, slips) => Typed::Slipped(word, slips),
                })
                .collect()
        }
    };
    names.enumerate().flat_map(word).collect()
}

fn is_short_form(word: &str) -> bool {
    word.chars().filter(|c| c.is_uppercase()).count() > 1
}
