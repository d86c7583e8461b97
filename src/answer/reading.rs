//! Reading the frame of a question: its question word, what kind of thing it asks for, and its operators.

use super::question::{Question, Threshold};
use super::weight::FILLER_WEIGHT;
use crate::fact::SubjectKind;
use crate::search::{How, Index};
use crate::text::lexicon::Asks;
use crate::text::{Figure, grammar, numbers, scope};
use std::ops::Range;

/// A hundred thousand, in hundredths.
const SIX_FIGURES: i64 = 10_000_000;

/// A sum that is spelt has so many words at most: "a hundred and twenty-five thousand".
const SPELT: usize = 6;

/// A bound from here on, in hundredths, is an amount: nothing else is broken or topped.
const LARGE: i64 = 100_000;

impl Question {
    /// Reads the question words.
    pub(super) fn read_frame(&mut self, index: &Index, text: &str) {
        let n = self.words.len();
        self.read_polarity(index, text);
        // "These days" is now.
        for at in (1..n).filter(|at| self.text(*at) == "days" && self.text(*at - 1) == "these").collect::<Vec<_>>() {
            self.words[at].weight = 0.0;
        }
        // "At the time" is then.
        let then = |at: &usize| {
            self.text(*at) == "time" && matches!(self.text(*at - 1), "the" | "that") && self.text(*at - 2) == "at"
        };
        for at in (2..n).filter(then).collect::<Vec<_>>() {
            self.words[at].weight = 0.0;
        }
        self.read_scope();
        // What only leads up to it or makes a question of it asks nothing: "y/n" is read as "why and".
        for at in (0..n).filter(|at| !self.words[*at].frame).collect::<Vec<_>>() {
            let word = self.closed(index, at).to_owned();
            let verb_next =
                matches!(self.text(at + 1), "is" | "are" | "will" | "was" | "would" | "do" | "does" | "did");
            let asks = match word.as_str() {
                // "were is ..." is "where is ...".
                "were" if at == 0 && verb_next => Some(Asks::Where),
                "number" | "count" if self.text(at + 1) == "of" || at + 1 == n => Some(Asks::HowMany),
                // "is she the one who ..." asks whether she is.
                "who" | "whos" | "that" if self.yes_no && self.is_relative(at) => None,
                "who" | "whom" | "whose" => Some(Asks::Who),
                // "when it comes to" asks nothing, nor does "when a ship sinks, who pays", or "what is lost when it sinks".
                "when" if self.text(at + 1) == "it" || self.opens_a_clause(at) => None,
                "when" => Some(Asks::When),
                "where" | "whereabouts" => Some(Asks::Where),
                "why" => Some(Asks::Why),
                "what" | "which" | "whats" | "what's" => Some(Asks::What),
                "whos" => Some(Asks::Who),
                "wheres" => Some(Asks::Where),
                "whens" => Some(Asks::When),
                "how" => Some(self.how(index, at)),
                _ => None,
            };
            if let Some(asks) = asks {
                self.words[at].frame = true;
                // "which" and "what" behind another question word are relative pronouns.
                if self.asks.is_none() || (self.asks == Some(Asks::What) && asks != Asks::What) {
                    self.asks = Some(asks);
                    if asks == Asks::What {
                        self.read_head(index, at);
                    }
                }
            }
        }
        self.read_cause();
        if self.asks == Some(Asks::Where) && self.text(0) == "were" {
            self.yes_no = false;
        }
        // "does A or B pay more" is a choice, not a yes/no question.
        let choice = (0..n).any(|at| self.text(at) == "or")
            && (0..n).any(|at| grammar::is_more(self.text(at)) || grammar::is_less(self.text(at)));
        if choice || self.asks.is_some_and(|asks| asks != Asks::What) {
            self.yes_no = false;
        }
        if self.asks == Some(Asks::What) && self.yes_no {
            // "does anyone know what ..." asks what.
            let asks = |at: &usize| matches!(self.text(*at), "what" | "which" | "whats" | "what's");
            let late = (0..n).find(asks).unwrap_or(0);
            let told = (0..late)
                .any(|at| matches!(self.text(at), "know" | "tell" | "remember" | "say" | "give" | "explain"));
            self.yes_no = !told;
        }
    }

    /// "To what is the delay put down", "what was it attributed to": what, with a verb that names causes.
    fn read_cause(&mut self) {
        let texts: Vec<&str> = self.words.iter().map(|word| word.expanded.token.text.as_str()).collect();
        let Some(words) = grammar::verb_of_a_cause(&texts).filter(|_| self.asks == Some(Asks::What)) else { return };
        self.asks = Some(Asks::Why);
        for word in &mut self.words[words] {
            word.frame = true;
            word.weight = 0.0;
        }
    }

    /// Takes what only says where to look out of what is asked about.
    fn read_scope(&mut self) {
        let texts: Vec<&str> = self.words.iter().map(|word| word.expanded.token.text.as_str()).collect();
        // "What do you know of" asks for just that.
        let stands = |at: &usize| !grammar::is_auxiliary(texts[*at - 1]);
        let scopes = (1..texts.len()).filter(stands).map(|at| at..at + scope::length(&texts[at..]));
        for scope in scopes.collect::<Vec<_>>() {
            for word in &mut self.words[scope] {
                word.weight = 0.0;
            }
        }
    }

    /// Whether a "who" stands behind the word for somebody that it tells more of.
    fn is_relative(&self, at: usize) -> bool {
        let before = at.checked_sub(1).map_or("", |before| self.text(before));
        matches!(before, "one" | "ones" | "person" | "man" | "woman" | "somebody" | "someone" | "those")
    }

    /// Whether a "when" says on what occasion, and another word asks: no helping verb stands behind it, and a question
    /// word came before or comes later.
    fn opens_a_clause(&self, at: usize) -> bool {
        let next = self.text(at + 1);
        let asks = |at: usize| {
            matches!(self.text(at), "what" | "which" | "who" | "whose" | "where" | "why" | "how" | "whats" | "whos")
        };
        let verb = grammar::is_auxiliary(next) || grammar::is_being(next);
        let asked = self.asks == Some(Asks::What) && !next.is_empty();
        !verb && (asked || at == 0 && (at + 2..self.words.len()).any(asks))
    }

    /// What is asked for without a question word: "name of the director", "overspend figure pls", "head of sales £££".
    pub(super) fn read_bare_request(&mut self, index: &Index, text: &str) {
        self.marked = self.asks.is_none() && !self.yes_no && text.trim_end().ends_with('?');
        if self.yes_no || !matches!(self.asks, None | Some(Asks::What)) {
            return;
        }
        if self.asks.is_none() && self.opens_with_a_reason(index) {
            self.asks = Some(Asks::Why);
            return;
        }
        let n = self.words.len();
        let post = |at: &usize| index.subject(*at).subject.kind == SubjectKind::Role;
        let named_post = self.mentions.iter().any(|m| m.subjects.iter().all(post));
        let name_of = (0..n).any(|at| matches!(self.text(at), "name" | "names") && self.text(at + 1) == "of");
        let last = (0..n).rev().map(|at| self.text(at)).find(|word| !grammar::is_polite(word));
        let money: Vec<usize> = (0..n).filter(|at| grammar::is_money(self.text(*at))).collect();
        let sum = matches!(last, Some("figure" | "amount" | "sum")) || is_lone_currency(text) || !money.is_empty();
        if named_post && name_of {
            self.asks = Some(Asks::Who);
        } else if self.asks.is_none() && sum {
            self.asks = Some(Asks::HowMuch);
            money.into_iter().for_each(|at| self.words[at].weight = 0.0);
        }
    }

    /// Whether it begins with what it asks for: "reasons the pier was late", "the cause of the delay".
    fn opens_with_a_reason(&self, index: &Index) -> bool {
        let lead = |word: &&super::question::Word| word.expanded.closed || word.weight < FILLER_WEIGHT;
        self.words.iter().find(|word| !lead(word)).is_some_and(|word| is_reason(index, word))
    }

    /// What a mistyped word behind "how" was to be, if that measures. "How man" and "how mch" mean nothing else.
    fn mistyped_measure(&self, index: &Index, at: usize) -> Option<&'static str> {
        let word = &self.words.get(at)?.expanded;
        let slip = word.meanings.first().filter(|m| m.how == How::Typo && !word.known).map(|slip| slip.term);
        let is_slip = |measure: &str| slip.is_some() && index.vocabulary().get(measure) == slip;
        let one_edit = |measure: &str| {
            let text = word.token.text.as_str();
            text != measure && text.starts_with('m') && strsim::osa_distance(text, measure) == 1
        };
        let near = || ["much", "many"].into_iter().find(|measure| one_edit(measure));
        ["much", "many", "long"].into_iter().find(|measure| is_slip(measure)).or_else(near)
    }

    /// What "how" asks with the word behind it. "how many pounds", "how much money" ask for a sum, whatever it is for.
    fn how(&mut self, index: &Index, at: usize) -> Asks {
        let next = self.mistyped_measure(index, at + 1).unwrap_or(self.closed(index, at + 1)).to_owned();
        let money = matches!(next.as_str(), "much" | "many") && grammar::is_money(self.text(at + 2));
        if let Some(word) = self.words.get_mut(at + 2).filter(|_| money) {
            word.frame = true;
            word.weight = 0.0;
        }
        if let Some(word) = self.words.get_mut(at + 1)
            && matches!(next.as_str(), "much" | "many" | "long" | "far" | "old" | "big" | "large" | "come")
        {
            word.frame = true;
            word.weight = 0.0;
        }
        match next.as_str() {
            "many" if !money => Asks::HowMany,
            "much" | "many" => Asks::HowMuch,
            "long" => Asks::HowLong,
            // How late something is can be seen from when it is due.
            "late" | "overdue" => Asks::When,
            "come" => Asks::Why,
            "far" if self.text(at + 2) == "back" => {
                if let Some(word) = self.words.get_mut(at + 2) {
                    word.frame = true;
                    word.weight = 0.0;
                }
                Asks::When
            }
            "old" => {
                self.asks_age = true;
                Asks::When
            }
            "big" | "large" => Asks::HowMuch,
            _ => Asks::What,
        }
    }

    /// The noun behind "which" or "what" narrows what is asked.
    fn read_head(&mut self, index: &Index, at: usize) {
        let head = self.behind_of_the(at + 1);
        for place in head..(head + 3).min(self.words.len()) {
            let word = &self.words[place];
            if word.expanded.closed && word.weight == 0.0 && place > head {
                return;
            }
            // "yearly" has the stem of "year", and asks for no time.
            let asks = match word.expanded.token.stem.as_str() {
                _ if is_reason(index, word) => Some(Asks::Why),
                _ if word.expanded.token.text.ends_with("ly") => None,
                "year" | "month" | "date" | "day" | "week" => Some(Asks::When),
                "citi" | "town" | "place" | "locat" | "site" | "region" => Some(Asks::Where),
                "person" | "people" | "name" if place == head => Some(Asks::Who),
                _ => None,
            };
            if let Some(asks) = asks {
                self.asks = Some(asks);
                self.words[place].frame = true;
                self.words[place].weight = self.words[place].weight.min(FILLER_WEIGHT);
                return;
            }
            // A title has two words before its post: "which deputy keeper job".
            let post = index.vocabulary().get(SubjectKind::Role.word());
            let of_posts = post.is_some_and(|post| word.expanded.quality(post) >= 0.8);
            if place <= head + 1 || of_posts {
                self.read_kind(index, place, head == at + 1);
            }
        }
    }

    /// The place of the noun behind "of the", "of your four", "of the 2031"; the place itself, where no "of" stands there.
    fn behind_of_the(&self, at: usize) -> usize {
        if self.text(at) != "of" {
            return at;
        }
        let leads = |at: usize| {
            matches!(self.text(at), "the" | "these" | "those" | "your" | "all")
                || self.any_number(at).is_some()
                || self.words.get(at).is_some_and(|word| matches!(word.expanded.token.figure, Some(Figure::Year(_))))
        };
        (at + 1..self.words.len()).find(|at| !leads(*at)).unwrap_or(at)
    }

    /// "which job", "what programme", "which department": the kind of subject asked for.
    fn read_kind(&mut self, index: &Index, place: usize, all: bool) {
        let word = &self.words[place];
        let quality = |name: &str| index.vocabulary().get(name).map_or(0.0, |term| word.expanded.quality(term));
        // "What's the programme director paid" asks for no programme.
        if grammar::is_of_a_post(self.text(place + 1)) {
            return;
        }
        for (kind, name) in SubjectKind::ALL {
            if quality(name) >= 0.8 && self.asks_kind.is_none() {
                self.asks_kind = Some(kind);
                self.asks_organisation = kind == SubjectKind::Organisation;
                // "which posts" wants all of them, "which of the posts" perhaps one; how many are beyond a bound, and which
                // comes first, is asked otherwise.
                self.list |= all && word.expanded.token.text.ends_with('s');
                self.words[place].weight = self.words[place].weight.min(FILLER_WEIGHT);
                self.read_rank(place);
                return;
            }
        }
    }

    /// "Which senior posts": a word for their rank or size before things of a kind narrows nothing that is held.
    fn read_rank(&mut self, kind: usize) {
        let Some(before) =
            kind.checked_sub(1).filter(|before| self.words[kind].expanded.token.text.ends_with('s') && *before > 0)
        else {
            return;
        };
        if matches!(
            self.text(before),
            "senior" | "big" | "major" | "main" | "key" | "large" | "important" | "leading"
        ) {
            self.words[before].weight = self.words[before].weight.min(FILLER_WEIGHT);
        }
    }

    /// Reads superlatives, comparatives, bounds, and whether all is wanted.
    pub(super) fn read_operators(&mut self) {
        for at in 0..self.words.len() {
            // What leads up to the question may say what somebody has heard.
            if self.words[at].frame {
                continue;
            }
            let text = self.text(at).to_owned();
            let next = self.text(at + 1).to_owned();
            if let Some(extreme) = grammar::superlative(&text) {
                self.extreme = Some(extreme);
                self.words[at].weight = 0.0;
            }
            // "six figures" is a hundred thousand and more.
            if numbers::number_word(&text) == Some(6) && next.starts_with("figure") {
                let under = at > 0 && grammar::is_less(self.text(at - 1));
                self.threshold =
                    Some(if under { Threshold::Below(SIX_FIGURES) } else { Threshold::Above(SIX_FIGURES - 1) });
                self.words[at].weight = 0.0;
            }
            self.read_bound(at, &text);
            self.read_mark(at);
            if matches!(text.as_str(), "difference" | "differ" | "compare" | "compared" | "versus" | "vs" | "gap") {
                self.compares = true;
                self.words[at].weight = 0.0;
            }
            let several = numbers::number_word(&text).is_some_and(|n| n >= 2) || text == "both";
            let lists = matches!(text.as_str(), "list" | "every" | "everything")
                || (several && !self.yes_no && self.asks != Some(Asks::HowMany))
                || (text == "all" && (at == 0 || all_of_them(self.text(at - 1), &next)));
            // "a couple of the", "a few of its"
            if matches!(text.as_str(), "couple" | "few") && next == "of" {
                self.list = true;
                self.words[at].weight = 0.0;
            }
            // "Name the posts" wants all of them, "name of the head" one.
            if lists || (at == 0 && matches!(text.as_str(), "name" | "all") && next != "of") {
                self.list = true;
            }
        }
    }

    /// "more than £90k", "no less than a hundred grand", "£90k or more".
    fn read_bound(&mut self, at: usize, text: &str) {
        let more = grammar::is_more(text);
        if !more && !grammar::is_less(text) {
            return;
        }
        let bound = self.bound_in(at + 1..at + 4, i64::MIN);
        let before = at.checked_sub(1).map_or("", |before| self.text(before));
        let denied = matches!(before, "no" | "not") && !self.yes_no;
        match (bound, self.bound_before(at).filter(|_| !self.yes_no)) {
            // "£90k or more" has the bound in it, and so has "no less than £90k".
            (_, Some(bound)) if more => self.threshold = Some(Threshold::Above(bound - 1)),
            (_, Some(bound)) => self.threshold = Some(Threshold::Below(bound + 1)),
            (Some(bound), _) if denied && more => self.threshold = Some(Threshold::Below(bound + 1)),
            (Some(bound), _) if denied => self.threshold = Some(Threshold::Above(bound - 1)),
            (Some(bound), _) if more => self.threshold = Some(Threshold::Above(bound)),
            (Some(bound), _) => self.threshold = Some(Threshold::Below(bound)),
            _ if grammar::is_comparative(text) || self.sets_against() => self.compares = true,
            _ => {}
        }
        self.words[at].weight = 0.0;
    }

    /// The first amount among some words, in figures or else spelt, in hundredths; none that is smaller than the least.
    fn bound_in(&mut self, near: Range<usize>, least: i64) -> Option<i64> {
        let near = near.start..near.end.min(self.words.len());
        let figure = near.clone().find_map(|at| self.number(at)).filter(|bound| *bound >= least);
        figure.or_else(|| {
            near.clone().find_map(|at| self.spelt_sum(at)).map(|(sum, _)| sum).filter(|sum| *sum >= least)
        })
    }

    /// The amount before "or more", in hundredths.
    fn bound_before(&mut self, at: usize) -> Option<i64> {
        let or = at.checked_sub(1).filter(|before| self.text(*before) == "or")?;
        let large = |bound: &i64| *bound >= LARGE;
        let figure = or.checked_sub(1).and_then(|figure| self.number(figure)).filter(large);
        figure.or_else(|| {
            let mut spelt = (or.saturating_sub(SPELT)..or).filter_map(|from| self.spelt_sum(from));
            spelt.find(|(_, end)| *end == or).map(|(sum, _)| sum).filter(large)
        })
    }

    /// "break the hundred-grand mark", "tops £90k": a bound behind a verb of getting past something.
    fn read_mark(&mut self, at: usize) {
        let least = self.text(at) == "least" && at > 0 && self.text(at - 1) == "at" && !self.yes_no;
        let past = if least { Some(false) } else { grammar::gets_past(self.text(at)) };
        let Some(past) = past else { return };
        let Some(bound) = self.bound_in(at + 1..at + 3, LARGE) else { return };
        self.threshold = Some(Threshold::Above(if past { bound } else { bound - 1 }));
        self.extreme = self.extreme.filter(|_| !least);
        self.words[at].weight = 0.0;
        let marks = |at: &usize| matches!(self.text(*at), "mark" | "barrier" | "threshold" | "ceiling" | "line");
        if let Some(mark) = (at + 1..(at + 6).min(self.words.len())).find(marks) {
            self.words[mark].weight = 0.0;
        }
    }

    /// "a thousand", "two hundred grand", "eighty-five thousand", "the thousand": the sum that is spelt from a place on, in
    /// hundredths, and the place behind it. Its words say nothing else.
    fn spelt_sum(&mut self, at: usize) -> Option<(i64, usize)> {
        let bare = numbers::scale_word(self.text(at)).is_some() && at > 0 && self.text(at - 1) == "the";
        let words: Vec<&str> = (at..self.words.len()).take(SPELT).map(|at| self.text(at)).collect();
        let (sum, read) = numbers::spelt(&words, bare)?;
        let end = at + read;
        for word in &mut self.words[at..end] {
            word.weight = 0.0;
        }
        Some((sum.checked_mul(100)?, end))
    }

    /// Reads the years and periods.
    pub(super) fn read_times(&mut self) {
        for word in &self.words {
            match word.expanded.token.figure {
                Some(Figure::Year(year)) => self.years.push(year),
                Some(Figure::Date(date)) => self.years.push(date.year()),
                Some(Figure::Period(period)) => self.periods.push(period),
                _ => {}
            }
        }
    }
}

/// Whether a word is "reason" or "cause", or was to be.
fn is_reason(index: &Index, word: &super::question::Word) -> bool {
    let slip = |stem: &str| {
        let meant = word.expanded.meanings.first().filter(|m| m.how == How::Typo && !word.expanded.known);
        meant.is_some_and(|meant| index.vocabulary().get(stem) == Some(meant.term))
    };
    ["reason", "caus"].into_iter().any(|stem| word.expanded.token.stem == stem || slip(stem))
}

/// Whether a text has a currency sign that belongs to no figure.
fn is_lone_currency(text: &str) -> bool {
    let mut words = text.split_whitespace();
    words.any(|word| word.contains(['£', '$', '€']) && !word.contains(char::is_alphanumeric))
}

/// Whether "all" between these words asks for all there is ("list all", "all the"), and is not "hello all".
fn all_of_them(before: &str, next: &str) -> bool {
    matches!(before, "list" | "name" | "give" | "me" | "show" | "are" | "what" | "tell")
        || matches!(next, "the" | "of" | "those" | "these" | "its" | "their" | "known")
}
