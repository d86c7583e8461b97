//! Finds every path (`a::b::c`) in a file of Rust source, with `use` trees written out and `crate`, `self` and
//! `super` resolved. A reader for this project's own code, not a parser of all Rust.

/// A path, where it stands, and whether inside `mod tests`.
#[derive(Debug, PartialEq, Eq)]
pub struct Found {
    pub path: Vec<String>,
    pub line: usize,
    pub in_tests: bool,
}

/// Every path of two parts or more, and every path of a `use`.
pub fn find(source: &str, module: &[String]) -> Vec<Found> {
    let tokens = tokens(source);
    let mut reader = Reader { tokens: &tokens, at: 0, module: module.to_vec(), braces: vec![], found: vec![] };
    reader.file();
    reader.found
}

#[derive(Debug, PartialEq, Eq)]
struct Token<'a> {
    text: &'a str,
    line: usize,
}

struct Reader<'a> {
    tokens: &'a [Token<'a>],
    at: usize,
    /// The modules around the current place, from the crate's root.
    module: Vec<String>,
    /// For every open brace, whether it opened a module.
    braces: Vec<bool>,
    found: Vec<Found>,
}

impl<'a> Reader<'a> {
    fn peek(&self, ahead: usize) -> &'a str {
        self.tokens.get(self.at + ahead).map_or("", |token| token.text)
    }

    fn file(&mut self) {
        while self.at < self.tokens.len() {
            match self.peek(0) {
                "mod" if self.peek(2) == "{" => {
                    self.module.push(self.peek(1).to_owned());
                    self.braces.push(true);
                    self.at += 3;
                }
                "{" => {
                    self.braces.push(false);
                    self.at += 1;
                }
                "}" => {
                    if self.braces.pop() == Some(true) {
                        self.module.pop();
                    }
                    self.at += 1;
                }
                "use" => {
                    self.at += 1;
                    // A leading :: means an outer crate.
                    if self.peek(0) == "::" {
                        self.at += 1;
                    }
                    self.tree(&[]);
                }
                "extern" if self.peek(1) == "crate" => {
                    self.add(vec![self.peek(2).to_owned()]);
                    self.at += 3;
                }
                word if is_word(word) && self.peek(1) == "::" => {
                    let mut path = vec![word.to_owned()];
                    self.at += 1;
                    while self.peek(0) == "::" && is_word(self.peek(1)) {
                        path.push(self.peek(1).to_owned());
                        self.at += 2;
                    }
                    self.add(path);
                }
                _ => self.at += 1,
            }
        }
    }

    /// One branch of a use tree; stops behind it.
    fn tree(&mut self, before: &[String]) {
        let mut path = before.to_vec();
        loop {
            match self.peek(0) {
                "{" => {
                    self.at += 1;
                    while !matches!(self.peek(0), "}" | "") {
                        self.tree(&path);
                        if self.peek(0) == "," {
                            self.at += 1;
                        }
                    }
                    self.at += 1;
                    return;
                }
                "*" => {
                    path.push("*".to_owned());
                    self.at += 1;
                    break;
                }
                "::" => self.at += 1,
                "as" => self.at += 2,
                word if is_word(word) => {
                    path.push(word.to_owned());
                    self.at += 1;
                }
                _ => break,
            }
        }
        self.add(path);
    }

    fn add(&mut self, path: Vec<String>) {
        let line = self.tokens.get(self.at.min(self.tokens.len()) - 1).map_or(0, |token| token.line);
        let in_tests = self.module.iter().any(|module| module == "tests");
        self.found.push(Found { path: self.resolved(path), line, in_tests });
    }

    /// The path from the crate's root, where it begins with `self` or `super`.
    fn resolved(&self, path: Vec<String>) -> Vec<String> {
        let ups = path.iter().take_while(|part| *part == "super").count();
        let skip = match path.first().map(String::as_str) {
            Some("super") => ups,
            Some("self") => 1 + path[1..].iter().take_while(|part| *part == "super").count(),
            _ => return path,
        };
        let ups = path[..skip].iter().filter(|part| *part == "super").count();
        let inside = &self.module[..self.module.len().saturating_sub(ups)];
        let from_root = std::iter::once("crate".to_owned()).chain(inside.iter().cloned());
        from_root.chain(path[skip..].iter().cloned()).collect()
    }
}

fn is_word(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// Words, `::` and single marks; comments, strings, characters and numbers are left out.
fn tokens(source: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = source;
    let mut line = 1;
    while let Some(c) = rest.chars().next() {
        let (length, kept) = next(rest, c);
        if kept {
            tokens.push(Token { text: &rest[..length], line });
        }
        line += rest[..length].matches('\n').count();
        rest = &rest[length..];
    }
    tokens
}

/// The length of what comes next, and whether it is kept.
fn next(rest: &str, c: char) -> (usize, bool) {
    if rest.starts_with("//") {
        return (rest.find('\n').unwrap_or(rest.len()), false);
    }
    if rest.starts_with("/*") {
        return (comment(rest), false);
    }
    if let Some(length) = raw_string(rest) {
        return (length, false);
    }
    for prefix in ["\"", "b\"", "c\""] {
        if let Some(text) = rest.strip_prefix(prefix) {
            return (prefix.len() + quoted(text, '"'), false);
        }
    }
    if c == '\'' {
        return (character(rest), false);
    }
    if is_word(rest) {
        return (rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len()), true);
    }
    if rest.starts_with("::") {
        return (2, true);
    }
    (c.len_utf8(), !c.is_whitespace() && !c.is_numeric())
}

/// The length of a block comment, which may hold others.
fn comment(rest: &str) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < rest.len() {
        if rest[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += rest[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    rest.len()
}

fn raw_string(rest: &str) -> Option<usize> {
    let body = ["r", "br", "cr"].iter().find_map(|prefix| rest.strip_prefix(prefix))?;
    let hashes = body.len() - body.trim_start_matches('#').len();
    let text = body[hashes..].strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    let length = text.find(&end).map_or(text.len(), |at| at + end.len());
    Some(rest.len() - text.len() + length)
}

/// The length up to and with the closing mark, behind the opening one.
fn quoted(text: &str, close: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == close => return at + c.len_utf8(),
            _ => {}
        }
    }
    text.len()
}

/// The length of a character, or of the mark of a lifetime.
fn character(rest: &str) -> usize {
    let mut chars = rest.char_indices().skip(1);
    match (chars.next(), chars.next()) {
        (Some((_, '\\')), _) => 1 + quoted(&rest[1..], '\''),
        (Some(_), Some((at, '\''))) => at + 1,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::find;

    fn paths(source: &str) -> Vec<String> {
        let module = ["room".to_owned(), "file".to_owned()];
        find(source, &module).into_iter().map(|found| found.path.join("::")).collect()
    }

    #[test]
    fn use_trees_are_written_out() {
        let source = "use crate::{fact::{Fact, Value as V}, text}; pub use ::std::{self, env::*}; extern crate sled;";
        let expected = ["crate::fact::Fact", "crate::fact::Value", "crate::text", "std::self", "std::env::*", "sled"];
        assert_eq!(paths(source), expected);
    }

    #[test]
    fn super_and_self_lead_from_the_module_they_stand_in() {
        let source =
            "use super::super::store::Store; mod tests { use super::*; fn f() { super::super::super::app::g() } }
                      fn h() { self::i::<u8>(); super::json::line() }";
        let expected = [
            "crate::store::Store",
            "crate::room::file::*",
            "crate::app::g",
            "crate::room::file::i",
            "crate::room::json::line",
        ];
        assert_eq!(paths(source), expected);
    }

    #[test]
    fn comments_strings_characters_and_lifetimes_do_not_count() {
        let source = "/* a::b /* c::d */ e::f */ // g::h\n\"i::j \\\" k::l\" r#\"m::n \" o::p\"# b\"q::r\" '\"' '\\'' 's' \
                      fn t<'a>(u: &'a v::w) {} br\"x::\\\" y::z";
        assert_eq!(paths(source), ["v::w", "y::z"]);
    }

    #[test]
    fn lines_and_tests_are_told() {
        let found = find("fn a() {}\n\nmod tests {\n    b::c();\n}\nd::e();", &[]);
        let told: Vec<_> = found.iter().map(|found| (found.line, found.in_tests)).collect();
        assert_eq!(told, [(4, true), (6, false)]);
    }
}
