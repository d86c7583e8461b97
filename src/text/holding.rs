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
            | "current"
            | "currently"
            | "across"
            | "ads"
            | "adverts"
            | "advertisements"
            | "rank"
            | "sort"
            | "sorted"
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

/// Whether a word asks for one figure out of several: their sum or their mean.
pub fn is_summing(word: &str) -> bool {
    matches!(
        word,
        "total"
            | "totals"
            | "sum"
            | "combined"
            | "altogether"
            | "aggregate"
            | "average"
            | "mean"
            | "median"
            | "typical"
    )
}

/// Whether a word asks for all that is held of something: "everything about the mast".
pub fn is_of_the_whole(word: &str) -> bool {
    matches!(
        word,
        "everything"
            | "all"
            | "anything"
            | "summary"
            | "summarise"
            | "summarize"
            | "overview"
            | "profile"
            | "briefing"
            | "facts"
            | "details"
    )
}

/// Whether a word stands for bodies of whatever kind that have posts and programmes.
pub fn are_organisations(word: &str) -> bool {
    matches!(word, "departments" | "organisations" | "organizations" | "ministries" | "agencies" | "bodies")
}
