//! The noun that a question asks for: "which SUPPLIER", "how many APPRENTICES", "what is the DEADLINE". A fact that
//! says nothing of it answers another question, however well the rest fits.

use super::question::Question;
use crate::text::grammar;

/// The place of the noun behind the question word: the last word of the first run of content words. `None` where
/// the question names none ("what did they say").
pub(super) fn asked_noun(question: &Question) -> Option<usize> {
    let n = question.words.len();
    let frame = (0..n).find(|at| question.words[*at].frame)?;
    if !matches!(question.text(frame), "what" | "which" | "whats" | "how" | "whose") {
        return None;
    }
    let content = |at: &usize| !question.words[*at].expanded.closed && question.words[*at].weight > 0.0;
    let start = (frame + 1..n).find(content)?;
    if (frame + 1..start).any(|at| grammar::is_auxiliary(question.text(at))) {
        return None;
    }
    (start..n).take_while(content).last()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::Index;
    use crate::text::lexicon::Lexicon;

    #[test]
    fn the_noun_behind_the_question_word_is_asked_for() {
        let index = Index::build(Lexicon::default(), [], [], []);
        for (question, noun) in [
            ("which large suppliers were dropped", Some("suppliers")),
            ("how many relief ferries does it use", Some("ferries")),
            ("what is the deadline for the post", Some("deadline")),
            ("what did the harbour master say", None),
            ("who keeps the lamps", None),
            ("harbour master salary", None),
        ] {
            let read = Question::read(&index, question);
            assert_eq!(read.asked_noun.map(|at| read.text(at)), noun, "{question}");
        }
    }
}
