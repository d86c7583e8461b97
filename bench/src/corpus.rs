//! The invented facts: senior posts and major projects of the organisations that the lexicon knows.
//!
//! A larger corpus of the same seed begins with the smaller ones: what is drawn does not depend on how much is asked
//! for.

use crate::words::{Words, any, one};
use rand::distr::Distribution;
use rand::distr::weighted::WeightedIndex;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rustc_hash::{FxHashMap, FxHashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;
use whitehall::fact::{
    Amount, AttributeId, Count, Fact, FactId, FuzzyDate, Money, Per, Period, Scope, Source, SourceId, Subject,
    SubjectId, SubjectKind, Value,
};
use whitehall::text::lexicon::{Lexicon, Organisation};

/// The share of subjects that are posts. A project has half as many facts again as a post, so that 85% of the facts
/// are about posts.
const POSTS: f64 = 0.893;
/// The share of posts whose title another organisation has, too.
const SHARED_TITLES: f64 = 0.3;
/// The years of the organograms.
const YEARS: std::ops::RangeInclusive<i16> = 2010..=2025;

/// Subjects, sources and facts that fit together.
#[derive(Debug, Clone, Default)]
pub struct Corpus {
    pub subjects: Vec<Arc<Subject>>,
    pub sources: Vec<Arc<Source>>,
    pub facts: Vec<Arc<Fact>>,
}

impl Corpus {
    /// Exactly `count` facts, the same for the same seed. `lexicon` has the organisations.
    pub fn drawn(lexicon: &Lexicon, count: usize, seed: u64) -> Self {
        let mut draw = Draw::new(lexicon, seed);
        while draw.corpus.facts.len() < count {
            draw.subject();
        }
        let mut corpus = draw.corpus;
        corpus.facts.truncate(count);
        corpus
    }
}

/// The lower-case words of a name that tell it from others.
pub fn name_words(name: &str) -> Vec<String> {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase);
    words.filter(|word| !matches!(word.as_str(), "of" | "and" | "the" | "for")).collect()
}

struct Draw {
    rng: ChaCha8Rng,
    words: Words,
    organisations: Vec<Organisation>,
    /// Which organisation: a few are a hundred times as large as most.
    sizes: WeightedIndex<f64>,
    corpus: Corpus,
    /// What is taken: an organisation with the hash of the words of a name in order of the alphabet. The words themselves
    /// would leave holes between all facts in the heap.
    taken: FxHashSet<(usize, u64)>,
    titles: Vec<String>,
    sources: FxHashMap<(usize, bool, i16), SourceId>,
    /// The last posts of each organisation, for those who report to them.
    latest: FxHashMap<usize, SubjectId>,
}

impl Draw {
    fn new(lexicon: &Lexicon, seed: u64) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let words = Words::drawn(&mut rng);
        let bodies = lexicon.organisations.values().filter(|body| body.parent.is_some());
        let organisations: Vec<Organisation> = bodies.cloned().collect();
        let sizes: Vec<f64> = organisations.iter().map(|_| 1.0 / (0.01 + rng.random::<f64>())).collect();
        let sizes = WeightedIndex::new(sizes).expect("the lexicon has organisations");
        Draw {
            rng,
            words,
            organisations,
            sizes,
            corpus: Corpus::default(),
            taken: FxHashSet::default(),
            titles: vec![],
            sources: FxHashMap::default(),
            latest: FxHashMap::default(),
        }
    }

    /// One more subject with its facts.
    fn subject(&mut self) {
        let post = self.rng.random_bool(POSTS);
        let (at, name) = loop {
            let at = self.sizes.sample(&mut self.rng);
            let name = if post { self.title() } else { self.project() };
            let mut key = name_words(&name);
            key.sort_unstable();
            let mut hasher = DefaultHasher::new();
            key.hash(&mut hasher);
            if self.taken.insert((at, hasher.finish())) {
                break (at, name);
            }
        };
        let number = self.corpus.subjects.len();
        let id = SubjectId::new(format!("{}{number}", if post { "post-" } else { "project-" }));
        let kind = if post { SubjectKind::Role } else { SubjectKind::Programme };
        let aliases = self.aliases(&name, post);
        let organisation = Some(self.organisations[at].id.clone());
        self.corpus.subjects.push(Arc::new(Subject { id: id.clone(), kind, name, aliases, organisation }));
        if post { self.post(&id, at) } else { self.programme(&id, at) }
    }

    fn title(&mut self) -> String {
        if !self.titles.is_empty() && self.rng.random_bool(SHARED_TITLES) {
            return self.titles.choose(&mut self.rng).cloned().unwrap_or_default();
        }
        let topic = self.topic();
        let title = match self.rng.random_range(0..100) {
            0..30 => format!("Deputy Director, {topic}"),
            30..44 => format!("Director, {topic}"),
            44..46 => format!("Director General, {topic}"),
            46..68 => format!("Head of {topic}"),
            68..74 => format!("Deputy Head of {topic}"),
            74..82 => format!("Assistant Director, {topic}"),
            82..86 => format!("Programme Director, {topic}"),
            86..90 => format!("Area Director, {topic}"),
            90..94 => format!("Senior Adviser, {topic}"),
            94..97 => format!("Chief of {topic}"),
            _ => format!("{topic} Lead"),
        };
        self.titles.push(title.clone());
        title
    }

    fn topic(&mut self) -> String {
        let Draw { rng, words, .. } = self;
        let (area, work) = (one(rng, &words.areas), one(rng, &words.work));
        match rng.random_range(0..100) {
            0..18 => format!("{area} {} {work}", one(rng, &words.areas)),
            18..30 => format!("{area} {work}"),
            30..48 => format!("{area} {work}, {}", one(rng, &words.places)),
            48..62 => format!("{} {work}", one(rng, &words.sciences)),
            62..74 => format!("{area} {} {work}", one(rng, &words.sciences)),
            74..84 => format!("{} {area} {work}", one(rng, &words.places)),
            84..92 => format!("{area} {work}, {} and {}", one(rng, &words.places), one(rng, &words.places)),
            _ => format!("{} {} {work}", one(rng, &words.families), one(rng, &words.areas)),
        }
    }

    fn project(&mut self) -> String {
        let Draw { rng, words, .. } = self;
        let (area, change, kind) = (one(rng, &words.areas), any(rng, &words.changes), any(rng, &words.programmes));
        match rng.random_range(0..100) {
            0..30 => format!("{} {area} {change} {kind}", one(rng, &words.places)),
            30..50 => format!("{area} {} {kind}", one(rng, &words.sciences)),
            50..65 => format!("{} {change} {kind}", one(rng, &words.sciences)),
            65..80 => format!("{} {} {area} {kind}", one(rng, &words.places), change),
            80..90 => format!("Project {} {change}", one(rng, &words.families)),
            _ => format!("{area} {} {change} {kind}", one(rng, &words.areas)),
        }
    }

    /// Other names: what people shorten, and the initials of what is long.
    fn aliases(&mut self, name: &str, post: bool) -> Vec<String> {
        let mut aliases = Vec::new();
        if post && self.rng.random_bool(0.15) {
            let short = name.replace("Deputy Director, ", "DD ").replace("Director General, ", "DG ");
            let short = short.replace("Assistant Director, ", "AD ").replace("Programme Director, ", "PD ");
            if short != name {
                aliases.push(short);
            }
        }
        let capitals: String = name.split([' ', '-']).filter_map(|word| word.chars().next()).collect();
        let capitals: String = capitals.chars().filter(|c| c.is_uppercase()).collect();
        if capitals.len() > 3 && self.rng.random_bool(if post { 0.05 } else { 0.35 }) {
            aliases.push(capitals);
        }
        aliases
    }

    fn post(&mut self, id: &SubjectId, at: usize) {
        let first = self.rng.random_range(YEARS);
        let years = self.rng.random_range(1..=3);
        let mut low = self.rng.random_range(58..140_i64) * 1_000;
        for year in (first..first + years).filter(|year| YEARS.contains(year)) {
            let amount = Amount::Range(low * 100, (low + 4_999) * 100);
            self.yearly(id, at, year, "salary", money(amount, Some(Per::Year)));
            low += self.rng.random_range(0..3) * 1_000;
        }
        let town = any(&mut self.rng, &self.words.towns).to_owned();
        let chances = [0.6, 0.45, 0.4, 0.35, 0.25].map(|chance| self.rng.random_bool(chance));
        let [town_known, holder, reports, appointed, deadline] = chances;
        if town_known {
            self.fact(id, at, first, "location", Value::Text(town), None);
        }
        if holder {
            let person =
                format!("{} {}", any(&mut self.rng, &self.words.given), any(&mut self.rng, &self.words.families));
            self.fact(id, at, first, "holder", Value::Text(person), None);
        }
        if reports {
            let exact = Amount::Exact(self.rng.random_range(2..40));
            let value = Value::Count(Count { amount: exact, of: None, unit: Some("people".to_owned()) });
            self.fact(id, at, first, "direct-reports", value, None);
        }
        if appointed {
            let date = self.date(first);
            self.fact(id, at, first, "appointed", Value::Date(date), None);
        }
        if deadline {
            let date = self.date(first);
            self.fact(id, at, first, "deadline", Value::Date(date), None);
        }
        if let Some(above) = self.latest.insert(at, id.clone()).filter(|_| self.rng.random_bool(0.3)) {
            self.fact(id, at, first, "reports-to", Value::Subject(above), None);
        }
    }

    fn programme(&mut self, id: &SubjectId, at: usize) {
        let first = self.rng.random_range(YEARS);
        let millions = self.rng.random_range(4..4_000_i64);
        let cost = money(Amount::Exact(millions * 100_000_000), None);
        self.fact(id, at, first, "cost", cost, None);
        for year in (first..first + self.rng.random_range(1..=3)).filter(|year| YEARS.contains(year)) {
            let rating = ["green", "amber-green", "amber", "amber-red", "red"].choose(&mut self.rng);
            self.yearly(id, at, year, "rating", Value::Rating(rating.copied().unwrap_or_default().to_owned()));
        }
        let leader =
            format!("{} {}", any(&mut self.rng, &self.words.given), any(&mut self.rng, &self.words.families));
        self.fact(id, at, first, "led-by", Value::Text(leader), None);
        let end = self.date(first + 4);
        self.fact(id, at, first, "end", Value::Date(end), None);
        if self.rng.random_bool(0.6) {
            let budget = money(Amount::Exact((millions + self.rng.random_range(1..90)) * 100_000_000), None);
            self.fact(id, at, first, "budget", budget, None);
        }
        if self.rng.random_bool(0.6) {
            let start = self.date(first);
            self.fact(id, at, first, "start", Value::Date(start), None);
        }
    }

    fn date(&mut self, year: i16) -> FuzzyDate {
        let (month, day) = (self.rng.random_range(1..=12), self.rng.random_range(1..=28));
        FuzzyDate::from_parts(year, Some(month), Some(day), whitehall::fact::Inference::Stated)
            .unwrap_or_else(|| unreachable!("every month has 28 days"))
    }

    fn yearly(&mut self, id: &SubjectId, at: usize, year: i16, attribute: &str, value: Value) {
        self.fact(id, at, year, attribute, value, Some(Period::Year(year)));
    }

    fn fact(&mut self, id: &SubjectId, at: usize, year: i16, attribute: &str, value: Value, period: Option<Period>) {
        let source = self.source(at, id.as_str().starts_with("post"), year);
        let suffix = period.map_or_else(String::new, |period| format!(".{period}"));
        self.corpus.facts.push(Arc::new(Fact {
            id: FactId::new(format!("{id}.{attribute}{suffix}")),
            scope: Scope::Owners,
            subject: id.clone(),
            attribute: AttributeId::from(attribute),
            value,
            period,
            status: None,
            said_by: None,
            as_of: published(year),
            source,
            statement: None,
            cues: vec![],
            questions: vec![],
        }));
    }

    /// The organisation's list of that year: one of posts, one of projects.
    fn source(&mut self, at: usize, posts: bool, year: i16) -> SourceId {
        if let Some(id) = self.sources.get(&(at, posts, year)) {
            return id.clone();
        }
        let body = &self.organisations[at];
        let (word, title) = if posts { ("posts", "Senior posts") } else { ("projects", "Major projects") };
        let id = SourceId::new(format!("{year}-{word}-{}", body.id));
        self.corpus.sources.push(Arc::new(Source {
            id: id.clone(),
            title: format!("{title} of the {} in {year}", body.name),
            publisher: Some(body.name.clone()),
            author: None,
            published: Some(published(year)),
            url: Some(format!("https://{word}.example.org/{}/{year}", body.id)),
            inferred: vec![],
        }));
        self.sources.insert((at, posts, year), id.clone());
        id
    }
}

fn published(year: i16) -> FuzzyDate {
    FuzzyDate::from_parts(year, Some(9), Some(30), whitehall::fact::Inference::Stated)
        .unwrap_or_else(|| unreachable!("September has 30 days"))
}

fn money(amount: Amount, per: Option<Per>) -> Value {
    Value::Money(Money { amount, currency: "GBP".to_owned(), per })
}
