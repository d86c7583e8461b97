//! What each step of an answer takes, over facts by the thousand: `cargo bench --bench steps`.
//!
//! The steps stand on one another: ranking includes finding, and finding includes understanding.

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex};
use whitehall::answer;
use whitehall::fact::Fact;
use whitehall::search::{Expanded, Index};
use whitehall::text::tokenise;
use whitehall_bench::corpus::Corpus;
use whitehall_bench::questions::Asker;

const SIZES: [usize; 3] = [1_000, 10_000, 100_000];
/// Each run asks this many questions.
const ASKED: usize = 50;

struct World {
    corpus: Corpus,
    index: Index,
    questions: Vec<String>,
}

fn main() {
    divan::main();
}

/// Made once for each size, as that takes longer than what is measured.
fn world(facts: usize) -> Arc<World> {
    static WORLDS: LazyLock<Mutex<HashMap<usize, Arc<World>>>> = LazyLock::new(Mutex::default);
    let mut worlds = WORLDS.lock().unwrap();
    Arc::clone(worlds.entry(facts).or_insert_with(|| {
        let lexicon = whitehall::knowledge::embedded().knowledge.lexicon;
        let corpus = Corpus::drawn(&lexicon, facts, 1);
        let questions = Asker::new(&corpus, &lexicon, 1).questions(ASKED).into_iter().map(|asked| asked.q).collect();
        let Corpus { subjects, sources, facts } = corpus.clone();
        Arc::new(World { corpus, index: Index::build(lexicon, subjects, sources, facts), questions })
    }))
}

fn each(bencher: Bencher<'_, '_>, facts: usize, step: impl Fn(&World, &str) + Sync) {
    let world = world(facts);
    bencher.counter(ItemsCount::new(ASKED)).bench(|| {
        for question in &world.questions {
            step(&world, black_box(question));
        }
    });
}

fn understood(index: &Index, question: &str) -> Vec<Expanded> {
    index.expand(tokenise(question))
}

#[divan::bench(args = SIZES)]
fn understand(bencher: Bencher<'_, '_>, facts: usize) {
    each(bencher, facts, |world, question| drop(black_box(understood(&world.index, question))));
}

#[divan::bench(args = SIZES)]
fn find(bencher: Bencher<'_, '_>, facts: usize) {
    each(bencher, facts, |world, question| {
        let words = understood(&world.index, question);
        black_box(world.index.candidates(&words.iter().collect::<Vec<_>>()));
    });
}

#[divan::bench(args = SIZES)]
fn rank(bencher: Bencher<'_, '_>, facts: usize) {
    each(bencher, facts, |world, question| drop(black_box(answer::weighed(&world.index, question))));
}

#[divan::bench(args = SIZES)]
fn whole_answer(bencher: Bencher<'_, '_>, facts: usize) {
    each(bencher, facts, |world, question| drop(black_box(answer::answer(&world.index, question))));
}

#[divan::bench(args = SIZES)]
fn compose(bencher: Bencher<'_, '_>, facts: usize) {
    let world = world(facts);
    let step = facts / ASKED;
    bencher.counter(ItemsCount::new(ASKED)).bench(|| {
        for at in (0..facts).step_by(step).take(ASKED) {
            black_box(answer::sentence(&world.index, &world.index.fact(at)));
        }
    });
}

/// A fact from JSON, as the store keeps it.
#[divan::bench]
fn decode(bencher: Bencher<'_, '_>) {
    let world = world(1_000);
    let kept: Vec<Vec<u8>> =
        world.corpus.facts.iter().take(ASKED).map(|fact| serde_json::to_vec(&**fact).unwrap()).collect();
    bencher.counter(ItemsCount::new(ASKED)).bench(|| {
        for bytes in &kept {
            black_box(serde_json::from_slice::<Fact>(black_box(bytes)).unwrap());
        }
    });
}
