//! What one server writes shows in no other, whatever is written in what order.

use super::sample::{ALL, Home, by, form, pounds, with_value};
use proptest::prelude::{ProptestConfig, any, prop_assert, prop_assert_eq, proptest};
use std::collections::BTreeMap;
use whitehall::app::{App, Standing, View, Which};
use whitehall::fact::{FactId, Scope};

const FACTS: [&str; 3] = ["lamp-keeper.salary", "lamp-keeper.location", "foghorn-renewal.cost"];

/// One random step; refusals are fine.
fn step(app: &App, view: View, what: u8, which: u8, minute: i64) {
    let id = FactId::from(FACTS[usize::from(which) % FACTS.len()]);
    let amount = 1_000 + minute + i64::from(which) * 1_000;
    let _ = match (what % 4, app.fact(view, &id).unwrap()) {
        (0, _) => app.add(view, &form("buoy-painter", "salary", pounds(amount)), &by(minute)),
        (1, Some((Standing::Held(seen), revision))) => {
            app.edit(view, &id, revision, &with_value(&seen, pounds(amount)), &by(minute))
        }
        (2, Some((_, revision))) => app.retract(view, &id, revision, "wrong", &by(minute)),
        _ => app.undo(view, Which::Last, &by(minute)),
    };
}

/// All that a view is shown.
fn shown(app: &App, view: View) -> BTreeMap<String, String> {
    let questions = ["lamp keeper salary", "where is the lamp keeper", "foghorn renewal cost", "buoy painter salary"];
    let answers = questions.iter().map(|question| ((*question).to_owned(), format!("{:?}", app.ask(view, question))));
    let names = app.names(view, "", &[], None, 25);
    let facts = app.list(view, &Default::default(), &Default::default(), 100);
    let rest = [
        ("names", format!("{names:?}")),
        ("list", format!("{facts:?}")),
        ("log", format!("{:?}", app.log(view, None, 99))),
    ];
    answers.chain(rest.map(|(name, text)| (name.to_owned(), text))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4))]
    #[test]
    fn a_server_sees_its_own_and_the_owners_facts_only(
        steps in proptest::collection::vec((0..3_usize, any::<u8>(), any::<u8>()), 1..14),
    ) {
        let mut home = Home::new();
        for (minute, (place, what, which)) in (0..).zip(steps) {
            let view = ALL[place];
            let others = |app: &App| -> Vec<_> {
                // The owners write for everyone.
                let unseen = ALL.into_iter().filter(|other| *other != view && view != View::Everyone);
                unseen.map(|other| shown(app, other)).collect()
            };
            let before = others(home.app());
            step(home.app(), view, what, which, minute);
            prop_assert_eq!(others(home.app()), before);
        }
        for view in ALL {
            let index = home.app().index(view);
            let mine = |scope: Scope| view.layers().contains(&scope);
            prop_assert!(index.held().all(|(_, doc)| mine(doc.fact.scope)));
        }
        // What is on the disk says the same as what was swapped in bit by bit.
        let before = ALL.map(|view| shown(home.app(), view));
        home.reopen();
        prop_assert_eq!(ALL.map(|view| shown(home.app(), view)), before);
    }
}
