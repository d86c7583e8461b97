use super::*;
use crate::app::shelf::Shelf;
use crate::search::Foundation;
use crate::text::lexicon::{Attribute, Lexicon};

fn lexicon() -> Lexicon {
    let attribute = Attribute::named("salary", "salary");
    let mut lexicon = Lexicon::default();
    lexicon.attributes.insert("salary".into(), attribute);
    lexicon
}

fn keeper(number: usize) -> Subject {
    let json = format!(r#"{{"id":"keeper-{number}","kind":"role","name":"Keeper of Light {number}"}}"#);
    serde_json::from_str(&json).unwrap()
}

fn fact(number: usize, text: &str) -> Arc<Fact> {
    let json = format!(
        r#"{{"id":"keeper-{number}.salary","subject":"keeper-{number}","attribute":"salary","value":{{"text":"{text}"}},
            "as_of":"2031","source":"log"}}"#
    );
    Arc::new(serde_json::from_str(&json).unwrap())
}

/// A layer of so many facts over nothing.
fn layer(facts: usize) -> (Own, Sight) {
    let source: Source = serde_json::from_str(r#"{"id":"log","title":"Log of lights"}"#).unwrap();
    let own = Own {
        facts: (0..facts).map(|n| fact(n, "first")).collect(),
        subjects: (0..facts).map(|n| Arc::new(keeper(n))).collect(),
        sources: Shelf::from_iter([Arc::new(source)]),
        ..Own::default()
    };
    let ground = Arc::new(Sight::ground(Foundation::new(lexicon()).build([], [], [])));
    let sight = Sight::over(&ground, &own);
    (own, sight)
}

/// Changes every third of so many facts, each by itself, and adds others; gives what each step was made of.
fn written(facts: usize, writes: usize) -> Vec<usize> {
    let (mut own, mut sight) = layer(facts);
    let mut made = Vec::new();
    for write in 0..writes {
        let number = if write % 2 == 0 { write * 3 } else { facts + write };
        let mut touched = Touched::default();
        if number >= facts {
            own.describe([keeper(number)], [], &mut touched);
        }
        let new = fact(number, "second");
        touched.facts.insert(new.id.clone());
        own.facts.insert(Arc::clone(&new));
        sight = sight.after(&own, touched);
        assert_eq!(sight.fact(&new.id), Some(new));
        made.push(sight.recent.last().map_or(usize::MAX, |step| step.index.made_of()));
    }
    // Each is several times as large as what lies over it, so there are few.
    assert!(sight.recent.len() <= 4, "{}", sight.recent.len());
    assert_eq!(sight.index().fact_count(), own.facts.len());
    made
}

#[test]
fn a_write_into_a_large_layer_takes_as_much_as_into_a_small_one() {
    let (few, many) = (written(2_000, 400), written(16_000, 400));
    let most = |made: &[usize]| made.iter().copied().max().unwrap_or_default();
    let sum = |made: &[usize]| made.iter().sum::<usize>() / made.len();
    println!("{} {} / {} {}", most(&few), sum(&few), most(&many), sum(&many));
    assert!(most(&many) < 2_200 && sum(&many) < 480, "{} {}", most(&many), sum(&many));
    assert!(sum(&many) < sum(&few) + sum(&few) / 4, "{} {}", sum(&few), sum(&many));
}

/// When and why a fact was taken back, as the store would say it.
fn taken_back(fact: Arc<Fact>) -> Arc<Withdrawn> {
    let (id, at, reason) = (fact.id.clone(), Timestamp::UNIX_EPOCH, None);
    Arc::new(Withdrawn { fact: Some(fact), id, scope: Default::default(), at, reason })
}

fn step(own: &mut Own, sight: &Sight, number: usize, what: u8) -> Sight {
    let mut touched = Touched::default();
    let new = fact(number, if what == 0 { "second" } else { "third" });
    touched.facts.insert(new.id.clone());
    own.describe([keeper(number)], [], &mut touched);
    let said = own.facts.get(new.id.as_str()).cloned();
    own.withdrawn.remove(new.id.as_str());
    own.facts.remove(new.id.as_str());
    match (what, said) {
        (0 | 1, _) => own.facts.insert(new),
        (2, Some(said)) => own.withdrawn.insert(taken_back(said)),
        _ => {}
    }
    sight.after(own, touched)
}

/// What is held, in the order of the ids.
fn said(index: &Index) -> Vec<String> {
    let mut said: Vec<String> = index.held().map(|(_, doc)| format!("{:?}", doc.fact)).collect();
    said.sort();
    said
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(40))]
    #[test]
    fn step_by_step_it_holds_what_it_would_hold_built_whole(
        steps in proptest::collection::vec((0..40_usize, 0..4_u8), 0..60),
    ) {
        let (mut own, mut sight) = layer(30);
        for (number, what) in steps {
            sight = step(&mut own, &sight, number, what);
        }
        let whole = Sight::over(sight.below.as_ref().unwrap(), &own);
        proptest::prop_assert_eq!(said(sight.index()), said(whole.index()));
        let restored = |sight: &Sight| said(sight.last().restored.as_ref().unwrap_or(sight.index()));
        proptest::prop_assert_eq!(restored(&sight), restored(&whole));
    }
}

#[test]
fn a_write_costs_the_same_however_much_was_withdrawn() {
    let most = |withdrawn: usize| {
        let (mut own, _) = layer(4_000);
        for number in 0..withdrawn {
            let fact = own.facts.get(&format!("keeper-{number}.salary")).cloned().unwrap();
            own.facts.remove(fact.id.as_str());
            own.withdrawn.insert(taken_back(fact));
        }
        let ground = Arc::new(Sight::ground(Foundation::new(lexicon()).build([], [], [])));
        let mut sight = Sight::over(&ground, &own);
        let mut made = Vec::new();
        for number in 3_000..3_100 {
            sight = step(&mut own, &sight, number, if number % 2 == 0 { 1 } else { 2 });
            made.extend(sight.last().restored.as_ref().map(|index| index.made_of()));
        }
        made.into_iter().max().unwrap()
    };
    let (few, many) = (most(1), most(2_000));
    assert!(many < few * 2, "{few} {many}");
}

#[test]
fn a_description_comes_with_the_first_fact_that_speaks_of_it_and_goes_with_the_last() {
    let (mut own, sight) = layer(600);
    let mut touched = Touched::default();
    own.describe([keeper(900)], [], &mut touched);
    let described = sight.after(&own, touched);
    assert_eq!(described.index().subject_by_id("keeper-900"), None, "nothing speaks of it");
    own.facts.insert(fact(900, "first"));
    let touched = Touched { facts: BTreeSet::from(["keeper-900.salary".into()]), ..Touched::default() };
    let said = described.after(&own, touched.clone());
    assert!(said.index().subject_by_id("keeper-900").is_some());
    own.facts.remove("keeper-900.salary");
    let unsaid = said.after(&own, touched);
    assert_eq!(unsaid.index().subject_by_id("keeper-900"), None);
}
