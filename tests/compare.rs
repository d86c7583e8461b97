//! Two or more things set against each other, the most and the least, differences, counts of the rest, and lists:
//! what is asked, and how the reply goes, over the built-in folder and over an invented one.
//!
//! Each row was written before what answers it. A reply is told by pieces of it, of which the first comes before the others; where
//! it begins with `^` the reply does. `SILENT` is a question that nothing held answers: the reply must
//! not look like an answer.

mod index;

use std::sync::LazyLock;
use whitehall::answer::{self, Outcome};
use whitehall::search::Index;

static BUILT_IN: LazyLock<Index> = LazyLock::new(|| index::load(None));
static NORDMARK: LazyLock<Index> = LazyLock::new(|| index::load(Some("knowledge-nordmark")));
static HARBOURS: LazyLock<Index> = LazyLock::new(|| index::load(Some("knowledge-harbours")));
static POSTS: LazyLock<Index> = LazyLock::new(|| index::load(Some("knowledge-posts")));
static TRANSIT: LazyLock<Index> = LazyLock::new(|| index::load(Some("knowledge-transit")));
static AGENCIES: LazyLock<Index> = LazyLock::new(|| index::load(Some("knowledge-agencies")));

/// Nothing is to be answered.
const SILENT: &[&str] = &[];

type Row = (&'static str, &'static [&'static str]);

/// Over the built-in folder.
const BUILT_IN_ROWS: &[Row] = &[
    // Which of two is more.
    (
        "who earns more, the automation chief or the borders IT director?",
        &["Director of Borders IT", "£130,000", "£85,000"],
    ),
    (
        "which of the automation job and the borders IT job is better paid",
        &["Director of Borders IT", "£130,000", "£85,000"],
    ),
    (
        "between the IT ops deputy and the borders tech boss who is on the bigger salary",
        &["Director of Borders IT", "£130,000", "£71,000"],
    ),
    ("head of automation vs head of borders IT - bigger wage?", &["Director of Borders IT", "£130,000", "£85,000"]),
    (
        "Who's on less, the IT operations chief or the borders IT chief?",
        &["Deputy Director of IT Operations", "£71,000", "£130,000"],
    ),
    ("the croydon job or the sheffield job, which has the higher salary", &["cannot tell", "£71,000", "£85,000"]),
    ("IT ops lead vs automation lead: is the top of the pay the same?", &["same", "£85,000"]),
    ("which cost more, DSAB or the increase on border management IT", &["£336m", "£307m"]),
    ("which is higher for 2015-16, the DSAB budget or the DSAB forecast?", &["forecast", "£17.89m", "£16.67m"]),
    ("who has more people, the tech COO or the technology directorate", &["Technology Directorate", "1,200", "100"]),
    ("which of the automation and IT ops adverts claims support for more services", &["500", "400"]),
    ("how far apart are the bottom and the top of the IT ops salary", &["£14,000", "computed", "£71,000"]),
    ("what's the gap between the best and the worst paid job", &["highest and the lowest", "£45,000", "£130,000"]),
    ("Who's first to close of the deputy director jobs", SILENT),
    ("which deputy director job closed first?", &["IT Operations", "24 March 2021"]),
    ("of the two deputy director jobs, which closed first?", &["IT Operations", "24 March 2021", "31 May 2022"]),
    // Yes or no first.
    ("is the automation role paid more than the borders IT one?", &["^No", "£130,000", "£85,000"]),
    ("does the borders IT director earn more than the IT operations chief?", &["^Yes", "£130,000", "£71,000"]),
    ("Is the borders post worse paid than the Croydon post?", &["^No", "£71,000", "£130,000"]),
    ("do the automation chief and the IT ops chief work in the same town?", &["^No", "Sheffield", "Croydon"]),
    ("was the 2015-16 forecast for DSAB lower than its budget", &["^No", "£17.89m", "£16.67m"]),
    ("did the digital workforce grow between 2015 and the strategy?", &["3,800", "1,200"]),
    ("is the customs declaration system older than DSAB?", &["^Yes", "1994", "February 2014"]),
    // Which is the oldest, the first, the last.
    (
        "which began earlier, DSAB or the customs declaration system?",
        &["Customs Declaration System", "1994", "February 2014"],
    ),
    ("which is the oldest: CDS, ESN or Digital Services at the Border", &["Customs Declaration System", "1994"]),
    (
        "of the customs declaration system, the emergency services network and DSAB, which started most recently",
        &["Digital Services at the Border", "February 2014"],
    ),
    (
        "which job's applications closed first, automation or IT operations?",
        &["Deputy Director of IT Operations", "24 March 2021", "31 May 2022"],
    ),
    ("which programme has the earliest start date?", &["Emergency Services Network", "2011"]),
    ("what's the latest application deadline you have", &["Deputy Director of Automation", "31 May 2022"]),
    // The most and the least of all.
    ("what is the best paid post you know of?", &["Director of Borders IT", "£130,000"]),
    ("which of your jobs pays the most", &["Director of Borders IT", "£130,000"]),
    ("Highest salary of the three: borders IT, automation, IT operations?", &["Director of Borders IT", "£130,000"]),
    // Differences, shown as computed.
    (
        "what is the difference in pay between the borders IT director and the bottom of the IT ops range?",
        &["£59,000", "computed"],
    ),
    ("how wide is the salary band of the IT operations chief", &["£14,000", "computed"]),
    ("how much dearer was the border management IT increase than DSAB itself", &["£29m", "computed"]),
    ("how many years did DSAB have from start to finish", &["Five years", "computed", "February 2014", "March 2019"]),
    (
        "how long was Digital Services at the Border planned to run for?",
        &["Five years", "computed", "February 2014", "March 2019"],
    ),
    (
        "how many months lay between the audit report on e-borders and the criticism by the accounts committee",
        &["Four months", "computed", "December 2015", "April 2016"],
    ),
    (
        "how many years apart did the customs declaration system and the ESN begin?",
        &["17 years", "computed", "1994", "2011"],
    ),
    (
        "How many months did Wilkinson wait between appointment and start?",
        &["Two months", "computed", "December 2014", "February 2015"],
    ),
    // The rest of a count.
    ("how many e-Borders reviews were not rated red or amber/red", &["3 ", "computed", "10"]),
    ("How many external reviews of e-borders escaped a red or amber/red rating?", &["3 ", "computed", "10"]),
    ("how many people in the technology directorate were not managed by the COO?", &["1,100", "computed"]),
    // Lists.
    ("name two principles of the home office's digital strategy", &["data-driven"]),
    ("list the two systems DSAB is to replace", &["Semaphore", "Warnings Index"]),
    ("a few of the strategy's principles please", &["data-driven"]),
    ("which three emergency services is the ESN meant for", &["ambulance"]),
    // What each of several has, or several things of one; of what is not held that is said.
    ("where are the IT operations chief and the automation chief based", &["Croydon", "Sheffield"]),
    ("salaries of the borders IT director and the automation chief", &["£130,000", "£85,000"]),
    ("closing date and location of the automation job", &["31 May 2022", "Sheffield"]),
    ("what does the automation chief get paid and where would they work?", &["£85,000", "Sheffield"]),
    ("salary and pension of the automation chief", &["£85,000", "I hold no pension"]),
    ("when did DSAB and the ESN start", &["February 2014", "2011"]),
    (
        "where are the automation chief and the borders IT director based?",
        &["Sheffield", "I hold no location for the Home Office's Director of Borders IT"],
    ),
    ("who are the CTO and the chief digital, data and technology officer", &["Wilkinson", "Bourne"]),
    // All that something was.
    ("who have been the chief digital officers, old and new", &["Davinson", "Bourne"]),
    ("name the CTOs, past and present", &["McDonagh", "Wilkinson"]),
    ("how many years lie between the start of the CDS and of the ESN", &["17 years", "computed", "1994", "2011"]),
    ("which jobs go up to a maximum of £85k", &["up to £85,000", "£71,000 and £85,000"]),
    // Who had a post first is told by when each is said to have had it.
    ("which of Bourne and Davinson was digital chief later?", &["Simon Bourne came later", "2021", "2020"]),
    ("who was CDDTO earlier, Bourne or Davinson", &["Joanna Davinson came first", "2020", "2021"]),
    // Bounds as people say them.
    ("which posts crack the hundred-thousand mark", &["Director of Borders IT", "£130,000"]),
    ("any job for a hundred grand or more", &["£130,000"]),
    ("any role that breaks £100k?", &["£130,000"]),
    ("which is oldr, the CDS or the ESN", &["Customs Declaration System", "1994", "2011"]),
    ("Of the 13 e-borders reviews, how many did not turn out red?", &["3 ", "computed", "10"]),
    ("Which three emergency services is the delayed communications network meant for?", &["fire"]),
    ("resons DSAB went over bugdet", &["discovery", "scope"]),
    ("who criticised e-Borders first, the MPs or the minister?", SILENT),
    ("of the 13 e-borders reviews, how many did not mention cost?", SILENT),
    // Not held, or no comparison at all.
    ("is the borders IT director better paid than the tech COO", SILENT),
    ("who earns more, the CTO or the automation chief?", SILENT),
    ("which is older, Semaphore or the Warnings Index?", SILENT),
    ("which costs more, the ESN or Crossrail?", SILENT),
    ("who is paid more, the Home Office automation chief or the HMRC automation chief?", SILENT),
    ("does the IT operations chief get a bigger bonus than the automation chief?", SILENT),
    ("which has more windows, the Croydon office or the Sheffield office?", SILENT),
    ("how many years lay between the start and the end of e-Borders?", SILENT),
    ("how many of the e-borders programme directors were not women?", SILENT),
    ("is the DfE automation chief better paid than the Home Office one?", SILENT),
    ("who is older, Simon Bourne or Joanna Davinson?", SILENT),
    ("which job has the longest holiday, automation or borders IT?", SILENT),
    ("is Sheffield bigger than Croydon?", SILENT),
    ("are the borders IT director and the automation chief based in the same place?", SILENT),
    ("best paid minister?", SILENT),
    ("what is the difference in age between Wilkinson and McDonagh", SILENT),
    ("did DSAB take longer than Crossrail?", SILENT),
    ("how much more does the permanent secretary get than the borders IT director", SILENT),
    ("is the automation chief older than the IT ops chief?", SILENT),
    // What one of two had is no verdict, and nobody is asked who is in no fact.
    ("who was harsher on e-Borders first, the treasury or the auditors", SILENT),
    ("how much more would one make looking after border tech than, at best, leading on automation", SILENT),
    // Which day it is the bot does not know; when it ends it does.
    ("how many years until DSAB ends", &["March 2019"]),
    ("which jobs pay more than the automation job", SILENT),
];

/// Over the invented folder.
const NORDMARK_ROWS: &[Row] = &[
    (
        "which chief data officer is paid more, the interior ministry's or the revenue office's?",
        &["Revenue Office", "NOK 1,600,000", "NOK 1.45m"],
    ),
    ("is the revenue CDO better paid than the signals boss?", &["^Yes", "NOK 1,600,000", "NOK 980,000"]),
    ("does the signalling chief earn less than the interior CDO", &["cannot tell", "NOK 980,000"]),
    ("the Havnsund job or the Brattvik job: which pays better?", &["Revenue Office", "NOK 1,600,000"]),
    ("is the job in Kvalheim better paid than the one in Brattvik?", &["^No", "NOK 1,600,000", "NOK 980,000"]),
    ("which delay is dearer, Fjordlink's or Skattnova's", &["Fjordlink", "NOK 85m", "NOK 30m"]),
    (
        "who has more managers, the interior CDO or the revenue CDO?",
        &["Interior Ministry", "9 managers", "6 managers"],
    ),
    ("how many fewer managers does the revenue CDO have than the interior CDO", &["3", "computed", "9 managers"]),
    ("Oldest of Skattnova, Helsevei and Fjordlink?", &["Fjordlink", "May 2019"]),
    ("Which of Helsevei, Skattnova and Fjordlink began most recently?", &["Helsevei", "10 January 2022"]),
    ("which is the older system, Kronebok or Grenseport", &["Kronebok", "1987", "2020"]),
    ("is Grenseport newer than Kronebok?", &["^Yes", "2020", "1987"]),
    (
        "which vacancy closes later, the interior CDO's or the revenue CDO's?",
        &["Revenue Office's Chief Data Officer", "3 July 2023", "11 April 2023"],
    ),
    ("are the interior CDO and the revenue CDO in the same city?", &["^No", "Havnsund", "Brattvik"]),
    ("do Fjordlink and Skattnova share the same rating", &["^No", "red", "amber"]),
    ("gap between Fjordlink's budget and its forecast?", &["NOK 1.2bn", "computed"]),
    ("how far apart are the deadlines of the interior CDO and the revenue CDO, in days", &["83 days", "computed"]),
    (
        "how many years will Fjordlink take from beginning to end?",
        &["Eight years", "computed", "May 2019", "December 2027"],
    ),
    ("how many years older is Kronebok than Grenseport?", &["33 years", "computed", "1987", "2020"]),
    ("How many of Grenseport's acceptance tests did not fail?", &["46", "computed", "14"]),
    ("how many programmes in the 2024 review were not rated red?", &["7", "computed", "2"]),
    ("did the Fjordlink forecast go up?", &["^Yes", "NOK 3.1bn", "NOK 3.6bn"]),
    ("by how much did the forecast for Fjordlink rise", &["NOK 500m", "computed"]),
    ("which programme has the biggest delay cost?", &["Fjordlink", "NOK 85m"]),
    ("which programme started first?", &["Fjordlink", "May 2019"]),
    ("latest deadline of all the jobs?", &["Revenue Office's Chief Data Officer", "3 July 2023"]),
    ("worst paid post you hold?", &["Head of Signalling Systems", "NOK 980,000"]),
    ("name two of Open Nordmark's principles", &["ask only once"]),
    ("which three languages does Skattnova come in?", &["Sami"]),
    // What each of several has, and what one thing was at one time and another.
    ("what are Fjordlink and Skattnova rated", &["red", "amber"]),
    ("where are the interior CDO and the revenue CDO based", &["Havnsund", "Brattvik"]),
    ("salary and place of the signalling chief", &["NOK 980,000", "Kvalheim"]),
    ("budgets of Fjordlink and Helsevei", &["NOK 2.4bn", "withheld"]),
    ("budget and forecast of Fjordlink", &["NOK 2.4bn", "NOK 3.6bn"]),
    ("all forecasts of Fjordlink so far", &["NOK 3.1bn", "NOK 3.6bn"]),
    (
        "how far did the forecast of Fjordlink rise between February 2023 and February 2024",
        &["NOK 500m", "computed", "NOK 3.6bn", "NOK 3.1bn"],
    ),
    ("which programmes started before 2022", &["Fjordlink", "May 2019", "Skattnova", "February 2021"]),
    ("which posts closed after May 2023", &["Revenue Office", "3 July 2023"]),
    ("which programmes started after 2030", SILENT),
    ("which is oldr, Kronebok or Grenseport", &["Kronebok", "1987", "2020"]),
    // Not held.
    ("suppliers of Grenseport and Folkebok", SILENT),
    ("how much did the forecast of Helsevei grow between 2022 and 2024?", SILENT),
    ("how much did the budget of Fjordlink grow between 2022 and 2024?", SILENT),
    ("which systems did Ingrid Solvang and Jostein Brekke build", SILENT),
    ("which has the larger budget, Fjordlink or Helsevei?", SILENT),
    ("is Grenseport rated better than Skattnova?", SILENT),
    ("who is paid more, Ingrid Solvang or Maren Tveit?", SILENT),
    ("which is older, Folkebok or Kronebok?", SILENT),
    ("which pays more, the interior CDO or the health board CDO?", SILENT),
    ("is the interior CDO's office bigger than the revenue CDO's?", SILENT),
    ("how many of the relief ferries are not electric?", SILENT),
    ("how long will Helsevei take from start to finish?", SILENT),
    ("which has more users, Grenseport or Folkebok?", SILENT),
    ("is Havnsund bigger than Brattvik?", SILENT),
    ("is Skattnova cheaper than Fjordlink?", SILENT),
];

/// Over a folder in which the same is told of several, by several, and at several times.
const HARBOURS_ROWS: &[Row] = &[
    ("who supplies Harbourlight and Heron?", &["Tidewater Digital", "Quillon Systems"]),
    ("who supplies Harbourlight and PENTA?", &["Tidewater Digital", "I hold no supplier", "PENTA"]),
    ("salary and grade of the data chief", &["SEK 1,140,000", "G3"]),
    ("whom do the service desk chief and the security architect report to", &["Petra Lindqvist", "I hold no line"]),
    ("every forecast of Heron so far", &["SEK 2.4 billion", "SEK 2.7 billion"]),
    ("programme directors of Heron, former and current", &["Ingrid Strand", "Jonas Falk"]),
    (
        "by how much did the digital office's budget go up from 2022-23 to 2023-24",
        &["SEK 36m", "computed", "SEK 548m", "SEK 512m"],
    ),
    ("how many staff has the Office for Digital Velmark", &["344", "380"]),
    ("which programmes are rated yellow", &["2 rated yellow", "Heron", "Harbourlight"]),
    ("which of your posts closed first", &["Head of Service Desk", "26 March 2021"]),
    ("which got the fatter pile of cash, Harbourlight or Heron?", &["Heron", "SEK 2.7 billion", "SEK 410"]),
    (
        "who has the longer fixed term, the chief data officer or the security architect",
        &["Chief Data Officer", "4 years", "18 months"],
    ),
    ("which posts closed in March 2021", &["Head of Service Desk", "26 March 2021"]),
    ("did Heron cost more in 2019-20 or in 2020-21?", &["SEK 265m", "is more than", "SEK 180m"]),
    ("how far over its budget is Heron's latest forecast", &["SEK 1.4bn", "computed"]),
    ("how many years longer is the data chief's term than the security architect's", SILENT),
    ("which posts crack the million mark", &["none is certain", "1,140,000"]),
];

/// The same over another.
const AGENCIES_ROWS: &[Row] = &[
    ("what are the budgets of Tidewater and Common Docket", &["£164m", "£212m"]),
    (
        "which firms supply Common Docket, Licence Forward and Tidewater?",
        &["Corvane", "Teal Harbour", "Kestrel Quay"],
    ),
    ("Common Docket's spending in 2019-20 and in 2020-21", &["£38.6m", "£51.2m"]),
    ("ratings of Common Docket by the IPA, each of them", &["amber-red", "July 2019"]),
    ("which posts pay at least £125k", &["£139,500", "£131,000", "£125,000"]),
    ("which posts pay £125k or more", &["£139,500", "£131,000", "£125,000"]),
    ("which posts pay no more than £75k", &["Lead Architect", "£72,500"]),
    ("which posts pay over a hundred and thirty grand?", &["£139,500", "£131,000"]),
    ("which is over budget by more, Tidewater or Common Docket", SILENT),
    ("which programme started first", SILENT),
    ("what's the total budget of the programmes", SILENT),
    ("which post pays the least dosh", &["Head of Tariff Services", "£61,000"]),
    ("who was director of Common Docket first, Strand or Marchbank?", &["Helena Marchbank came first"]),
    ("directors of Common Docket, past and present", &["Oluwole Strand", "Helena Marchbank"]),
];

/// The same over another, in which bodies share titles and pay is told in bands.
const POSTS_ROWS: &[Row] = &[
    (
        "Which pays its Chief Digital Officer more, Rural Commerce or Coast and Rivers?",
        &["Department for Rural Commerce", "£155,000", "is more than", "£150,000"],
    ),
    (
        "Which was let for longer, the Archive Cloud contract or the LockBook one?",
        &["Archive Cloud", "4 years", "3 years"],
    ),
    (
        "which is cheaper to keep going each year, LockBook or Beacon Index?",
        &["Beacon Index", "£350,000", "£900,000"],
    ),
    (
        "How much did pay for the Digital Director of the Land Tenancy Agency go up from 2023 to 2025?",
        &["^£10,000 a year more (computed", "£105,000", "£95,000"],
    ),
    ("what's the difference between the highest and lowest salary", &["15 salaries", "£96,999", "computed"]),
    ("how far over its budget is Norvane", SILENT),
];

/// The same over another, in which what was counted grew.
const TRANSIT_ROWS: &[Row] = &[
    (
        "By how many people are the roads department's digital teams meant to grow between 2020 and 2025?",
        &["^450 more (computed", "1,600", "1,150"],
    ),
    ("whats older mallard or tollgate", &["Mallard", "1986"]),
];

/// What a reply falls short of, if it does.
fn shortfall(index: &Index, (question, wanted): &Row) -> Option<String> {
    let answer = answer::answer(index, question);
    let answered = answer.outcome == Outcome::Answer;
    let right = if wanted.is_empty() { !answered } else { answered && goes(&answer.text, wanted) };
    (!right).then(|| format!("{question}\n    wanted {wanted:?}\n    {}: {}", answer.outcome.word(), answer.text))
}

/// Whether the text has all pieces, the first before the others, and at its beginning where it is marked so.
fn goes(text: &str, pieces: &[&str]) -> bool {
    let Some((first, others)) = pieces.split_first() else { return false };
    let start = match first.strip_prefix('^') {
        Some(start) => text.starts_with(start).then_some(0),
        None => text.find(first),
    };
    start.is_some_and(|start| others.iter().all(|piece| text[start..].contains(piece)))
}

fn shortfalls(index: &Index, rows: &[Row]) -> Vec<String> {
    let short: Vec<String> = rows.iter().filter_map(|row| shortfall(index, row)).collect();
    println!("{} of {} as wanted", rows.len() - short.len(), rows.len());
    short
}

#[test]
fn over_the_built_in_folder() {
    let short = shortfalls(&BUILT_IN, BUILT_IN_ROWS);
    assert!(short.is_empty(), "{}", short.join("\n"));
}

#[test]
fn over_an_invented_folder() {
    let short = shortfalls(&NORDMARK, NORDMARK_ROWS);
    assert!(short.is_empty(), "{}", short.join("\n"));
}

#[test]
fn over_folders_in_which_much_is_told_more_than_once() {
    for (index, rows) in
        [(&HARBOURS, HARBOURS_ROWS), (&AGENCIES, AGENCIES_ROWS), (&POSTS, POSTS_ROWS), (&TRANSIT, TRANSIT_ROWS)]
    {
        let short = shortfalls(index, rows);
        assert!(short.is_empty(), "{}", short.join("\n"));
    }
}
