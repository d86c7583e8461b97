//! Words by which people ask what there is: "which programmes do you know", "posts without a deadline".

/// Whether a word says that something is known, kept or told, by whoever is asked.
pub fn is_of_holding(word: &str) -> bool {
    matches!(
        word,
        "know"
            | "known"
            | "knows"
            | "hold"
            | "held"
            | "holding"
            | "cover"
            | "covered"
            | "have"
            | "has"
            | "got"
            | "list"
            | "listed"
            | "show"
            | "give"
            | "tell"
            | "exist"
            | "exists"
            | "there"
            | "database"
            | "stored"
            | "tracked"
            | "every"
            | "all"
            | "each"
            | "different"
    )
}

/// Whether a word says that an organisation has something in hand: "which programmes does the yard run".
pub fn is_of_running(word: &str) -> bool {
    matches!(
        word,
        "run" | "runs" | "running" | "own" | "owns" | "operate" | "operates" | "manage" | "manages" | "use" | "uses"
    )
}

/// Whether a word says that something is lacking.
pub fn is_lacking(word: &str) -> bool {
    matches!(word, "no" | "without" | "lack" | "lacks" | "lacking" | "missing")
}

/// Whether a word stands for bodies of whatever kind that have posts and programmes.
pub fn are_organisations(word: &str) -> bool {
    matches!(word, "departments" | "organisations" | "organizations" | "ministries" | "agencies" | "bodies")
}
