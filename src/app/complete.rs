//! What to offer while somebody fills in a form. Facts are offered by [`App::list`], subjects by [`App::names`].

use super::{App, View};
use crate::fact::Source;
use crate::text::lexicon::Attribute;
use std::sync::Arc;

impl App {
    /// Up to `limit` attributes for what was typed so far: those whose name, id or words begin so first.
    pub fn attributes(&self, view: View, typed: &str, limit: usize) -> Vec<Attribute> {
        let index = self.index(view);
        let typed = typed.trim().to_lowercase();
        let rank = |attribute: &Attribute| {
            let names = [attribute.name.as_str(), attribute.id.as_str()];
            let words = attribute.words.iter().map(String::as_str);
            let best = names.into_iter().chain(words).filter_map(|text| fit(text, &typed)).min()?;
            // What nothing is said of yet is seldom meant.
            Some((
                best,
                index.attribute_by_id(attribute.id.as_str()).map(|at| index.attributes()[at].facts.is_empty()),
            ))
        };
        let all = index.attributes().iter().map(|doc| &doc.attribute);
        let mut found: Vec<_> = all.filter_map(|attribute| Some((rank(attribute)?, attribute))).collect();
        found.sort_by(|(a, x), (b, y)| a.cmp(b).then_with(|| x.name.cmp(&y.name)));
        found.into_iter().take(limit).map(|(_, attribute)| attribute.clone()).collect()
    }

    /// Up to `limit` sources for what was typed so far, by title, publisher or id; the newest first.
    pub fn sources(&self, view: View, typed: &str, limit: usize) -> Vec<Arc<Source>> {
        let index = self.index(view);
        let typed = typed.trim().to_lowercase();
        let rank = |source: &Source| {
            let texts = [Some(&source.title), source.publisher.as_ref()].into_iter().flatten().map(String::as_str);
            texts.chain([source.id.as_str()]).filter_map(|text| fit(text, &typed)).min()
        };
        let mut found: Vec<_> = index.sources().filter_map(|source| Some((rank(source)?, source))).collect();
        let day = |source: &Source| std::cmp::Reverse(source.published.map(|date| date.last_day()));
        found.sort_by(|(a, x), (b, y)| a.cmp(b).then_with(|| day(x).cmp(&day(y))).then_with(|| x.id.cmp(&y.id)));
        found.into_iter().take(limit).map(|(_, source)| Arc::clone(source)).collect()
    }
}

/// How well a text fits what was typed, less is better: it begins so, a word of it does, or it holds it.
fn fit(text: &str, typed: &str) -> Option<u8> {
    let text = text.to_lowercase();
    let at = text.find(typed)?;
    let begins = |at: usize| text.get(..at).is_some_and(|before| !before.ends_with(char::is_alphanumeric));
    Some(match at {
        0 => 0,
        _ if text.match_indices(typed).any(|(at, _)| begins(at)) => 1,
        _ => 2,
    })
}
