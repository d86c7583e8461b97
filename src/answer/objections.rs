//! What rules a fact out, however well the rest of it fits.

use super::attributes::AttributeHits;
use super::evidence::{EXPLAINED, Evidence, Scratch, said_of_organisations};
use super::known::{COST, HEADCOUNT, HOLDER, POSITION, SALARY};
use super::mentions::{self, SubjectMention};
use super::question::Question;
use super::subject_view::SubjectView;
use crate::fact::{SubjectKind, Value, ValueKind};
use crate::search::{FactDoc, Index};
use crate::text::grammar::Extreme;
use crate::text::lexicon::Asks;
use crate::text::{Figure, grammar, tokenise};

/// A word of at least this weight must be explained if it names what is asked for.
const TELLING: f32 = 0.3;

/// A word this near to a typed one may be meant by it.
const NEAR: f32 = 0.85;

/// Numbers up to this, in hundredths, count the things asked for ("which 2 systems").
const SMALL_NUMBER: i64 = 1_200;

/// An attribute named less clearly is not named.
pub(super) const NAMED_AT_ALL: f32 = 0.2;

/// Words of its own that make up less of the question may be there by chance.
const OWN_AT_ALL: f32 = 0.04;

/// A fact with such a share of the likelihood of all wordings, as a logarithm (one half), is meant by how the question is
/// put.
const MEANT: f32 = -0.69;

/// With such a share (nine tenths) it is meant even where something else is plainly named.
const SURELY_MEANT: f32 = -0.105;

/// So much said beside the names, in weight, asks for something.
const SAID_BESIDE: f32 = 0.3;

/// Less of a name does not stand against another name in full ...
const HALF_NAMED: f32 = 0.6;
/// ... unless so much of the question is the fact's own words.
const MOSTLY_OWN: f32 = 0.6;

/// Why a fact cannot be the answer, however well the rest fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Objection {
    /// The value can be no answer to this kind of question.
    Kind,
    /// The question names another organisation.
    Organisation(usize),
    /// The question is about another time.
    Time,
    /// The question gives a figure that the fact does not.
    Figure,
    /// The question has a name that the fact does not (the word's place).
    UnknownName(usize),
}

/// From this share of a name on it is all there.
const NAMED_IN_FULL: f32 = 0.9;

/// Whether a word with a capital stands beside one that the subject's name explains, and is not explained itself:
/// "Ann Miller" is not Jane Miller.
fn half_of_a_name(question: &Question, evidence: &Evidence, at: usize) -> bool {
    // "His Majesty's" is no name of anybody's.
    let capital = |at: usize| {
        question
            .words
            .get(at)
            .is_some_and(|w| w.expanded.token.capital && !grammar::is_function(&w.expanded.token.text))
    };
    let other_half = |at: usize| capital(at) && evidence.by_subject.get(at).is_some_and(|quality| *quality >= 0.9);
    // "Lamp Register" is no Lamp Programme.
    let first_half = || {
        let word = &question.words[at];
        at > 0 && other_half(at - 1) && evidence.subject < NAMED_IN_FULL && word.weight >= TELLING
    };
    !question.shouting && capital(at) && (other_half(at + 1) || first_half())
}

/// Whether the fact's own words of a question for somebody only say when: that says nothing of what it tells.
fn only_says_when(question: &Question, own: f32) -> bool {
    question.asks == Some(Asks::Who) && own - share_of_times(question) < OWN_AT_ALL
}

/// The share of the question's weight that says when.
fn share_of_times(question: &Question) -> f32 {
    let time = |figure: &Figure| !matches!(figure, Figure::Number { .. });
    let (all, times) = question.words.iter().fold((0.0, 0.0), |(all, times), word| {
        let timed = word.expanded.token.figure.as_ref().is_some_and(time);
        (all + word.weight, if timed { times + word.weight } else { times })
    });
    if all > 0.0 { times / all } else { 0.0 }
}

/// Whether nothing in the question says that this attribute is asked for, where the subject has others of the
/// kind expected: "who got the job" asks neither whom it works with nor who advertised it.
fn one_of_several(
    index: &Index,
    question: &Question,
    view: &SubjectView,
    doc: &FactDoc,
    evidence: &Evidence,
) -> bool {
    let asks = question.asks.filter(|asks| *asks != Asks::What && !question.yes_no);
    if asks.is_none()
        || evidence.attribute >= NAMED_AT_ALL
        || evidence.own >= OWN_AT_ALL && !only_says_when(question, evidence.own)
        || evidence.subject < HALF_NAMED
        || evidence.likeness.is_close()
        || asks != Some(Asks::Who) && is_meant(index, question, doc, MEANT)
    {
        return false;
    }
    let others = || view.fitting(index, question).iter().any(|other| *other != doc.attribute);
    // "who is the ..." asks who holds a post or what a person is, nothing else.
    let id = index.attributes()[doc.attribute].attribute.id.as_str();
    if asks == Some(Asks::Who) {
        return !says_who(index, question, doc) || says_something_beside(evidence) && others();
    }
    // "how much is the ..." asks what a post pays or what anything else costs.
    let sum = asks == Some(Asks::HowMuch) && matches!(id, SALARY | COST);
    !sum && others()
}

/// Whether "who is the master" is answered by what somebody else, who is not named, has to do with the master.
fn tells_of_another(index: &Index, question: &Question, doc: &FactDoc, evidence: &Evidence) -> bool {
    let Value::Subject(id) = &doc.fact.value else { return false };
    let post = index.subject_by_id(id.as_str()).is_some_and(|at| index.subject(at).subject.kind == SubjectKind::Role);
    let by_value = post && evidence.subject < HALF_NAMED && evidence.attribute < NAMED_AT_ALL && !evidence.inverse;
    question.asks == Some(Asks::Who) && by_value && !evidence.likeness.is_close()
}

/// Whether nothing is asked but who a post is, however much of its name is there, and the fact tells something else of it.
pub(super) fn is_only_who(
    index: &Index,
    question: &Question,
    hits: &AttributeHits,
    doc: &FactDoc,
    evidence: &Evidence,
) -> bool {
    let post = index.subject(doc.subject).subject.kind == SubjectKind::Role;
    let only = question.asks == Some(Asks::Who) && !says_something_beside(evidence) && !question.yes_no;
    // "Head of" is another word for "boss of", and stands in many a title.
    let named = hits.clearest_direct(|at| at == doc.attribute).is_some_and(|(_, strength)| strength >= NAMED_AT_ALL);
    let unasked = !named && !evidence.likeness.is_close();
    post && only && unasked && !says_who(index, question, doc)
}

/// Whether the question says anything that tells, beside the name of a fact's subject.
pub(super) fn says_something_beside(evidence: &Evidence) -> bool {
    evidence.asked >= SAID_BESIDE
}

/// Whether "who is", where nothing else is said, asks for what a fact tells: who holds a post, or what a person is.
pub(super) fn says_who(index: &Index, question: &Question, doc: &FactDoc) -> bool {
    let id = index.attributes()[doc.attribute].attribute.id.as_str();
    // "To whom does the mate answer" has a verb of its own.
    let verb = (0..question.words.len()).any(|at| matches!(question.text(at), "do" | "does" | "did"));
    question.asks == Some(Asks::Who) && matches!(id, HOLDER | POSITION) && !verb
}

/// Whether "who" asks for the doer of something else than the fact tells: another attribute of the subject, which names
/// nobody, is plainly named, the fact's is not, and people do not ask for the fact in these words. "Who broke the lamp" is
/// not answered by who mended it.
pub(super) fn is_another_deed(
    index: &Index,
    question: &Question,
    hits: &AttributeHits,
    doc: &FactDoc,
    evidence: &Evidence,
) -> bool {
    if question.asks != Some(Asks::Who) || evidence.attribute >= NAMED_AT_ALL || evidence.likeness.is_close() {
        return false;
    }
    let nobody = |at: usize| !super::kinds::can_be_asked(index, question, at);
    let held = |at: usize| index.subject(doc.subject).facts.iter().any(|fact| index.fact(*fact).attribute == at);
    !is_meant(index, question, doc, SURELY_MEANT)
        && hits.clearest_direct(|at| nobody(at) && held(at)).is_some_and(|(_, strength)| strength >= 0.8)
}

/// Whether the fact, or where nobody wrote how people ask for it its attribute, has at least such a share of the
/// likelihood of all wordings, as a logarithm.
fn is_meant(index: &Index, question: &Question, doc: &FactDoc, share: f32) -> bool {
    match doc.wording {
        Some(_) => question.phrasing.surely(index, doc.wording) >= share,
        None => question.asking.surely(index, doc.attribute) >= share,
    }
}

/// Whether the question counts what is not so, and the fact what is.
fn counts_the_rest(question: &Question, doc: &FactDoc) -> bool {
    if question.asks != Some(Asks::HowMany) || !question.excepts {
        return false;
    }
    let said: Vec<String> = doc.fact.statement.iter().flat_map(|s| tokenise(s)).map(|t| t.text).collect();
    !grammar::denies(&said.iter().map(String::as_str).collect::<Vec<_>>())
}

/// Whether all of a sum is asked for, and the fact is of one period of several: what was spent in a year is no total.
fn is_part_of_the_whole(index: &Index, question: &Question, doc: &FactDoc) -> bool {
    let whole = || (0..question.words.len()).any(|at| grammar::is_whole(question.text(at)));
    let sum = |doc: &FactDoc| doc.fact.value.kind() == ValueKind::Money;
    let total = |at: &usize| {
        let other = index.fact(*at);
        sum(&other) && other.fact.period.is_none()
    };
    question.is_timeless()
        && doc.fact.period.is_some()
        && sum(doc)
        && whole()
        && index.subject(doc.subject).facts.iter().any(total)
}

/// Whether nothing is asked but how many people an organisation has, and the fact counts those of a part of it: "how many
/// staff has the port" is not answered by the crew of its dredger.
pub(super) fn counts_a_part(index: &Index, question: &Question, doc: &FactDoc) -> bool {
    let figure = |at: usize| question.words[at].expanded.token.figure.is_some();
    let words = || 0..question.words.len();
    let given = !question.yes_no && words().any(figure);
    // That its name has a word for people in it does not make it named.
    let itself = question.mentions.iter().any(|mention| {
        mention.subjects.contains(&doc.subject) && !mention.words.iter().all(|at| is_of_people(question.text(*at)))
    });
    if doc.fact.attribute.as_str() != HEADCOUNT || question.organisations.is_empty() || given || itself {
        return false;
    }
    let phrases = &index.attributes()[doc.attribute].phrases;
    let counts = |at: usize| {
        let mut terms = phrases.iter().flat_map(|phrase| phrase.terms.iter());
        terms.any(|term| question.words[at].expanded.quality(*term) >= EXPLAINED) || is_of_people(question.text(at))
    };
    words()
        .all(|at| question.words[at].weight < TELLING || question.names_organisation(at) || counts(at) || figure(at))
}

/// Words for people and for having them.
fn is_of_people(word: &str) -> bool {
    matches!(
        word,
        "staff" | "people" | "workers" | "employees" | "workforce" | "employ" | "employs" | "work" | "works" | "size"
    )
}

/// Whether nothing but a post is named where its holder is asked for, and the fact is another post's that only mentions
/// it: "who is the pilot master" is not answered by whom the pilot master works beside.
fn only_mentions_the_post(index: &Index, question: &Question, doc: &FactDoc) -> bool {
    let Value::Subject(id) = &doc.fact.value else { return false };
    let Some(value) = index.subject_by_id(id.as_str()) else { return false };
    let post = |at: usize| index.subject(at).subject.kind == SubjectKind::Role;
    post(value) && post(doc.subject) && who_is_it(question, value).is_some_and(|m| !m.subjects.contains(&doc.subject))
}

/// The same of a fact of the post itself that says nothing of who holds it.
fn is_beside_the_holder(index: &Index, question: &Question, doc: &FactDoc, evidence: &Evidence) -> bool {
    // "To whom does the mate answer", "who is the mate managed by"
    let stands = |at: usize| matches!(question.text(at), "whom" | "to" | "by" | "with" | "under");
    if evidence.attribute > 0.0 || (0..question.words.len()).any(stands) {
        return false;
    }
    let kind = |at: usize| index.subject(at).subject.kind;
    let value = if let Value::Subject(id) = &doc.fact.value { index.subject_by_id(id.as_str()) } else { None };
    let names_somebody = doc.fact.attribute.as_str() == HOLDER
        || value.is_some_and(|value| kind(value) == SubjectKind::Person)
        || doc.fact.said_by.is_some();
    kind(doc.subject) == SubjectKind::Role && !names_somebody && who_is_it(question, doc.subject).is_some()
}

/// The mention of a subject in a question that asks who that is, and nothing else.
fn who_is_it(question: &Question, subject: usize) -> Option<&SubjectMention> {
    let mut mentions = question.mentions.iter();
    let mention = mentions.find(|m| m.subjects.contains(&subject) && m.words.len() > 1)?;
    let else_said = |at: usize| {
        question.words[at].weight >= TELLING && !mention.words.contains(&at) && !question.names_organisation(at)
    };
    let name = || question.words.iter().any(|w| w.expanded.token.text == "name");
    let asks_who = !question.yes_no && !question.list && (question.asks == Some(Asks::Who) || name());
    (asks_who && !(0..question.words.len()).any(else_said)).then_some(mention)
}

/// Whether it is asked how long somebody had a post, and the fact says how long they did something else.
fn is_time_spent_otherwise(index: &Index, question: &Question, doc: &FactDoc) -> bool {
    let person = index.subject(doc.subject).subject.kind == SubjectKind::Person;
    let spent = matches!(doc.fact.value, Value::Duration(_)) && question.asks == Some(Asks::HowLong);
    let post = |at: &usize| index.subject(*at).subject.kind == SubjectKind::Role;
    let mut posts = question.mentions.iter().filter(|mention| mention.subjects.iter().all(post));
    person && spent && posts.any(|mention| !mentions::speaks_of(doc, mention))
}

/// Whether the question names the fact's subject in full and asks no yes or no of it.
fn same_story(question: &Question, subject: f32) -> bool {
    !question.yes_no && question.asks.is_some() && subject >= super::kinds::NAMED
}

/// A subject of whose name the question has so much is looked at whole, whatever organisation the question names.
const WORTH_WEIGHING: f32 = HALF_NAMED;

/// Whether the question names an organisation with which a fact has plainly nothing to do: told from the names of its
/// subject, its attribute and its own words alone. Such a fact has [`Objection::Organisation`]; one for which this says
/// no may have it too.
pub(super) fn of_another_organisation(
    index: &Index,
    question: &Question,
    by_attribute: &[f32],
    view: &SubjectView,
    doc: &FactDoc,
    scratch: &mut Scratch,
) -> bool {
    let words = || question.organisations.iter().flat_map(|mention| question.telling_words(mention));
    let unnamed = |at: usize| view.named[at].max(by_attribute[at]) < EXPLAINED;
    if view.cover >= WORTH_WEIGHING || !words().any(unnamed) {
        return false;
    }
    let said = said_of_organisations(index, question, doc, scratch);
    words().any(|at| unnamed(at) && said[at] < EXPLAINED)
}

/// Whether the least is asked for of an amount that is only bounded above ("up to £85,000"), or the most of one that
/// is only bounded below.
fn beyond_its_bound(question: &Question, doc: &FactDoc, evidence: &Evidence) -> bool {
    if evidence.subject < super::kinds::NAMED {
        return false;
    }
    let Some(measure) = super::amounts::measure(&doc.fact.value) else { return false };
    match question.extreme {
        Some(extreme @ (Extreme::Lowest | Extreme::Highest)) => measure.end(extreme == Extreme::Highest).is_none(),
        _ => false,
    }
}

/// Whether "report" is a verb in the question ("who does she report to"), and the subject is one.
pub(super) fn reports_to_somebody(index: &Index, question: &Question, subject: usize) -> bool {
    if index.subject(subject).subject.kind != SubjectKind::Report {
        return false;
    }
    // In the title of the report itself it is no verb of the question.
    let title = |at: usize| {
        question.mentions.iter().any(|m| m.subjects.contains(&subject) && m.words.len() > 2 && m.words.contains(&at))
    };
    let report = |at: usize| question.words[at].expanded.token.stem == "report";
    let verb = |at: usize| report(at) && question.text(at + 1) == "to" && !title(at);
    (0..question.words.len()).any(verb)
}

/// What rules the fact out, if anything does.
pub fn objection(
    index: &Index,
    question: &Question,
    view: &SubjectView,
    doc: &FactDoc,
    evidence: &Evidence,
) -> Option<Objection> {
    let unexplained = |at: usize| evidence.words[at] < EXPLAINED;
    for mention in &question.organisations {
        // An organisation that people merely look for beside the fact is not the fact's. One that other facts of a
        // subject named in full speak of stands in the same story.
        let told = |at: usize| {
            if same_story(question, evidence.subject) { evidence.words[at] } else { evidence.strict[at] }
        };
        if question.telling_words(mention).any(|at| told(at) < EXPLAINED) {
            return Some(Objection::Organisation(mention.organisations[0]));
        }
    }
    for (at, word) in question.words.iter().enumerate().filter(|(at, _)| unexplained(*at)) {
        match word.expanded.token.figure {
            Some(Figure::Number { hundredths, .. })
                if question.threshold.is_none() && !question.yes_no && hundredths > SMALL_NUMBER =>
            {
                return Some(Objection::Figure);
            }
            Some(Figure::Number { .. }) | None => {}
            Some(_) if question.yes_no => {}
            Some(_) => return Some(Objection::Time),
        }
        if !question.yes_no && half_of_a_name(question, evidence, at) {
            return Some(Objection::UnknownName(at));
        }
        let known = word.expanded.known || word.expanded.meanings.iter().any(|m| m.quality >= NEAR);
        let name = word.expanded.token.capital && !grammar::is_function(&word.expanded.token.text);
        if name && !known && !question.shouting && !question.yes_no {
            return Some(Objection::UnknownName(at));
        }
    }
    if beyond_its_bound(question, doc, evidence) || reports_to_somebody(index, question, doc.subject) {
        return Some(Objection::Kind);
    }
    if super::turns::is_of_another_turn(index, question, doc) {
        return Some(Objection::Kind);
    }
    if counts_the_rest(question, doc)
        || is_part_of_the_whole(index, question, doc)
        || counts_a_part(index, question, doc)
        || only_mentions_the_post(index, question, doc)
        || is_beside_the_holder(index, question, doc, evidence)
        || is_time_spent_otherwise(index, question, doc)
    {
        return Some(Objection::Kind);
    }
    // What people ask for in such words is asked for, whatever else the words could mean.
    if !question.asking.is_likely_for(index, doc) && is_beside_the_point(index, question, view, doc, evidence) {
        return Some(Objection::Kind);
    }
    super::kinds::impossible(question, doc, evidence.fit).then_some(Objection::Kind)
}

/// Whether the fact only has to do with what is asked about, and is no answer.
fn is_beside_the_point(
    index: &Index,
    question: &Question,
    view: &SubjectView,
    doc: &FactDoc,
    evidence: &Evidence,
) -> bool {
    evidence.missed > 0.0 && evidence.subject < HALF_NAMED && evidence.itself < MOSTLY_OWN
        || one_of_several(index, question, view, doc, evidence)
        || tells_of_another(index, question, doc, evidence)
}

/// The attribute that a word asks for and that rules the fact out, if there is one.
pub fn claimed(index: &Index, question: &Question, hits: &AttributeHits, evidence: &Evidence) -> Option<usize> {
    (0..question.words.len())
        .filter(|at| evidence.strict[*at] < EXPLAINED)
        .filter(|at| question.words[*at].weight.max(hits.raised_weight(*at)) >= TELLING)
        .find_map(|at| excluded_by(index, question, hits, at, evidence.answers_for))
}

/// The attribute that an unexplained word asks for, if that rules the fact out: the attribute could itself be
/// what is asked for, the fact has none of those that the word names, and either its values are of a definite
/// kind or nothing at all is held of it.
fn excluded_by(index: &Index, question: &Question, hits: &AttributeHits, at: usize, own: usize) -> Option<usize> {
    let mut asked =
        hits.claims(at).filter(|attribute| super::kinds::can_be_asked(index, question, *attribute)).peekable();
    let first = *asked.peek()?;
    if asked.any(|attribute| attribute == own) || hits.strength(own) >= 0.8 {
        return None;
    }
    let definite = matches!(
        index.attributes()[first].attribute.value,
        Some(
            ValueKind::Money
                | ValueKind::Count
                | ValueKind::Date
                | ValueKind::Duration
                | ValueKind::Rating
                | ValueKind::Subject
        )
    );
    (definite || index.attributes()[first].facts.is_empty()).then_some(first)
}
