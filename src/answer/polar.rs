//! Whether a question expects yes or no: by its opening verb, by what leads up to it, or by a tag at its end
//! (polar questions: Huddleston and Pullum 2002, "The Cambridge Grammar of the English Language", chapter 10).

use super::question::Question;
use crate::search::Index;
use crate::text::{grammar, pauses};

/// What leads up to a question of any kind and says nothing of it.
const COURTESIES: &[&[&str]] = &[
    &["so"],
    &["and"],
    &["well"],
    &["hi"],
    &["hello"],
    &["morning"],
    &["afternoon"],
    &["evening"],
    &["hey"],
    &["ok"],
    &["please"],
    &["just", "checking"],
    &["just", "wondering"],
    &["just", "curious"],
    &["just", "asking"],
    &["quick", "question"],
    &["quick", "one"],
    &["sorry", "to", "bother", "you"],
    &["out", "of", "interest"],
    &["out", "of", "curiosity"],
    &["for", "the", "record"],
    &["for", "a", "friend"],
    &["for", "a", "mate"],
    &["for", "a", "colleague"],
];

/// What leads up to a statement and makes a question of it.
const BELIEFS: &[&[&str]] = &[
    &["am", "i", "right"],
    &["am", "i", "correct"],
    &["i", "take", "it"],
    &["i", "presume"],
    &["i", "assume"],
    &["i", "gather"],
    &["i", "suppose"],
    &["i", "believe"],
    &["i", "guess"],
    &["i", "reckon"],
    &["i", "heard"],
    &["i", "hear"],
    &["i", "think"],
    &["i", "understand"],
    &["true", "or", "false"],
    &["yes", "or", "no"],
    &["presumably"],
    &["surely"],
    &["is", "it", "true"],
    &["is", "it", "right"],
    &["is", "it", "correct"],
    &["is", "it", "so"],
    &["is", "it", "the", "case"],
    &["can", "you", "confirm"],
    &["could", "you", "confirm"],
    &["please", "confirm"],
    &["confirm"],
];

/// What may stand between such words and the statement.
const LINKS: &[&[&str]] =
    &[&["that"], &["if"], &["whether"], &["in", "thinking"], &["in", "saying"], &["to", "think"], &["to", "say"]];

/// What turns the statement before it into a question.
const TAGS: &[&[&str]] = &[
    &["right"],
    &["correct"],
    &["true"],
    &["yes"],
    &["no"],
    &["yeah"],
    &["innit"],
    &["is", "that", "right"],
    &["is", "that", "true"],
    &["is", "that", "correct"],
    &["is", "it", "true"],
    &["true", "or", "false"],
    &["yes", "or", "no"],
    &["yes", "no"],
    // "y/n", as chat spellings are read.
    &["why", "and"],
    &["or", "not"],
    &["or", "what"],
];

/// Tags shorter than the statement they stand behind by at least so many words.
const STATEMENT: usize = 3;

/// Words at most that say who says something: "a friend of mine up north says".
const SOMEBODY: usize = 8;

/// What turns a statement into a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tag {
    None,
    /// "right", "or not"
    Fixed,
    /// The statement's own verb, turned round: "isn't it", "did they".
    Echo,
}

impl Question {
    /// Reads whether yes or no is expected, and takes the words that only say so out of what is asked about.
    pub(super) fn read_polarity(&mut self, index: &Index, text: &str) {
        let courtesy = self.skipped(0, COURTESIES);
        let belief = self.skipped_once(courtesy, BELIEFS).max(self.behind_hearsay(courtesy));
        let opening = if belief > courtesy { self.skipped_once(belief, LINKS) } else { courtesy };
        // Alone such words are a question of their own.
        if opening < self.words.len() {
            self.set_aside(0..opening);
        }
        let opens = opening < self.words.len() && grammar::opens_yes_no(self.closed(index, opening));
        let behind = if opens { None } else { self.inverted_behind_a_pause(index, text, opening) };
        let inverted = opens && !self.requests(opening) || behind.is_some();
        let believed = belief > courtesy && opening < self.words.len();
        let tag = if inverted { Tag::None } else { self.take_tag() };
        self.yes_no = inverted || believed || tag != Tag::None;
        // "isn't it red" asks whether it is, and so does "it isn't red, is it".
        let opening = if inverted { behind.unwrap_or(opening) + 1 } else { opening };
        self.denied = self.yes_no && tag != Tag::Echo && self.denies_from(opening);
    }

    /// "in the crew's eyes, did the mate ...": the place of the verb that opens the question behind what only says where,
    /// when or by whom. The clause behind the pause must be longer than a tag ("..., is it?").
    fn inverted_behind_a_pause(&self, index: &Index, text: &str, opening: usize) -> Option<usize> {
        let (place, _) = pauses(text).find(|(place, within)| *within && *place > opening)?;
        let lead: Vec<&str> = (opening..place).map(|at| self.text(at)).collect();
        let opens = grammar::opens_yes_no(self.closed(index, place)) && !self.requests(place);
        let asks = opens && self.words.len() > place + STATEMENT && grammar::question_word(&lead).is_none();
        asks.then_some(place)
    }

    /// "My editor swears that", "a friend told me": the place behind what says that somebody says so; the same place if
    /// nothing does. Who is named, or has a post, says it as a part of what is asked about.
    fn behind_hearsay(&self, from: usize) -> usize {
        let somebody = matches!(
            self.text(from),
            "my" | "a"
                | "our"
                | "some"
                | "someone"
                | "somebody"
                | "people"
                | "they"
                | "friend"
                | "mate"
                | "colleague"
        );
        let says = |at: &usize| {
            let told = matches!(self.text(*at), "told" | "tells") && matches!(self.text(at + 1), "me" | "us");
            told || matches!(
                self.text(*at),
                "says" | "swears" | "reckons" | "claims" | "insists" | "thinks" | "believes" | "maintains"
            )
        };
        let verb = (from + 1..(from + SOMEBODY).min(self.words.len())).find(says).filter(|_| somebody);
        let Some(verb) = verb else { return from };
        let behind = if matches!(self.text(verb), "told" | "tells") { verb + 2 } else { verb + 1 };
        let asks = (behind..self.words.len()).any(|at| grammar::question_word(&[self.text(at)]).is_some());
        if asks || behind + STATEMENT > self.words.len() { from } else { behind }
    }

    /// "could you list ...": whoever asks so politely wants no yes.
    fn requests(&self, at: usize) -> bool {
        let verb = if self.text(at + 2) == "please" { at + 3 } else { at + 2 };
        self.text(at + 1) == "you" && matches!(self.text(verb), "list" | "name" | "give" | "show" | "explain")
    }

    /// Whether the words from a place on deny what they speak of: each denial turns it round.
    fn denies_from(&self, from: usize) -> bool {
        let words = (from..self.words.len()).filter(|at| !self.words[*at].frame).map(|at| self.text(at));
        words.filter(|word| grammar::denies(&[word]) || grammar::is_denied_verb(word)).count() % 2 == 1
    }

    /// Takes a tag off the end.
    fn take_tag(&mut self) -> Tag {
        let mut end = self.words.len();
        // "right mate", "true then"
        if end > 1 && matches!(self.text(end - 1), "mate" | "then" | "though" | "please") {
            end -= 1;
        }
        let length = |tag: &&[&str]| end >= tag.len() + STATEMENT && self.has(end - tag.len(), tag);
        let fixed = TAGS.iter().copied().filter(length).map(<[&str]>::len).max().map(|length| (length, Tag::Fixed));
        let tag = fixed.or_else(|| self.echo(end).map(|length| (length, Tag::Echo)));
        let tag = tag.or_else(|| self.is_right(end).then_some((3, Tag::Fixed)));
        let Some((length, tag)) = tag else { return Tag::None };
        let words: Vec<&str> = (0..end - length).map(|at| self.text(at)).collect();
        if grammar::question_word(&words).is_some() {
            return Tag::None;
        }
        self.set_aside(end - length..end);
        tag
    }

    /// "is she right", "are they correct" at the end.
    fn is_right(&self, end: usize) -> bool {
        let [verb, who, what] = [3, 2, 1].map(|back| end.checked_sub(back).map_or("", |at| self.text(at)));
        end >= 3 + STATEMENT
            && grammar::is_being(verb)
            && matches!(who, "he" | "she" | "they" | "it" | "that" | "this" | "i" | "we")
            && matches!(what, "right" | "true" | "correct" | "so")
    }

    /// "didn't they", "is it not", "hasn't she": the length of an auxiliary with its pronoun at the end.
    fn echo(&self, end: usize) -> Option<usize> {
        let pronoun = |at: usize| matches!(self.text(at), "it" | "he" | "she" | "they" | "you" | "we");
        let denied = |at: usize| {
            let text = self.text(at);
            let text = text.strip_suffix("n't").unwrap_or(text);
            let text = text.strip_suffix('n').unwrap_or(text);
            grammar::opens_yes_no(text) || text == "ca" || text == "wo"
        };
        let behind = |length: usize| end >= length + STATEMENT;
        if behind(2) && pronoun(end - 1) && denied(end - 2) {
            return Some(2);
        }
        // "didn t they", where the apostrophe parted the word.
        if behind(3) && pronoun(end - 1) && self.text(end - 2) == "t" && denied(end - 3) {
            return Some(3);
        }
        (behind(3) && self.text(end - 1) == "not" && pronoun(end - 2) && denied(end - 3)).then_some(3)
    }

    /// The place behind as many of the phrases as follow each other.
    fn skipped(&self, from: usize, phrases: &[&[&str]]) -> usize {
        let mut at = from;
        loop {
            match self.skipped_once(at, phrases) {
                next if next == at => return at,
                next => at = next,
            }
        }
    }

    /// The place behind the longest of the phrases that stands there; the same place if none does.
    fn skipped_once(&self, from: usize, phrases: &[&[&str]]) -> usize {
        let met = phrases.iter().filter(|phrase| self.has(from, phrase));
        from + met.map(|phrase| phrase.len()).max().unwrap_or(0)
    }

    fn has(&self, from: usize, phrase: &[&str]) -> bool {
        (from..).zip(phrase).all(|(at, word)| self.text(at) == *word)
    }

    fn set_aside(&mut self, places: std::ops::Range<usize>) {
        for word in self.words.get_mut(places).into_iter().flatten() {
            word.frame = true;
            word.weight = 0.0;
        }
    }
}
