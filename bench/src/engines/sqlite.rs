//! SQLite's full-text search: BM25 over the words of each fact, in memory.

use super::{Engine, Found, HITS, Making, labels};
use crate::corpus::Corpus;
use ::whitehall::text::lexicon::Lexicon;
use rusqlite::Connection;
use std::sync::Mutex;

pub(super) fn build<'a>(corpus: &'a Corpus, lexicon: &'a Lexicon) -> Making<'a> {
    Box::new(|| Box::new(Sqlite(Mutex::new(built(corpus, lexicon).expect("SQLite builds in memory")))))
}

fn built(corpus: &Corpus, lexicon: &Lexicon) -> rusqlite::Result<Connection> {
    let mut connection = Connection::open_in_memory()?;
    connection.execute_batch("CREATE VIRTUAL TABLE facts USING fts5(text, content='', detail=full)")?;
    let transaction = connection.transaction()?;
    {
        let mut insert = transaction.prepare("INSERT INTO facts(rowid, text) VALUES (?, ?)")?;
        for (at, label) in (1_i64..).zip(labels(corpus, lexicon, true)) {
            insert.execute((at, label))?;
        }
    }
    transaction.commit()?;
    connection.execute_batch("INSERT INTO facts(facts) VALUES ('optimize')")?;
    Ok(connection)
}

struct Sqlite(Mutex<Connection>);

impl Sqlite {
    fn found(&self, question: &str) -> rusqlite::Result<Vec<u32>> {
        let connection = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let words = question.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let any = words.map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(" OR ");
        let mut select =
            connection.prepare_cached("SELECT rowid FROM facts WHERE facts MATCH ? ORDER BY rank LIMIT ?")?;
        let rows = select.query_map((any, HITS as i64), |row| row.get::<_, i64>(0))?;
        rows.map(|row| row.map(|at| (at - 1) as u32)).collect()
    }
}

impl Engine for Sqlite {
    fn ask(&self, question: &str) -> Found {
        Found::Facts(self.found(question).unwrap_or_default())
    }

    fn foreign_bytes(&self) -> usize {
        let connection = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let pragma = |name: &str| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0)).unwrap_or(0);
        (pragma("page_count") * pragma("page_size")) as usize
    }
}
