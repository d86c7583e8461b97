//! The words that names are made of: plain English ones by hand, and ten thousand more put together as English puts
//! together the names of villages, families and sciences. Nothing is copied from a gazetteer or a dictionary.

use rand::Rng;
use rand::seq::{IndexedRandom, SliceRandom};
use std::collections::HashSet;

/// Areas of work, as titles name them.
const AREAS: &str = "digital identity data borders customs tax fraud debt pensions benefits housing planning rail roads \
    aviation maritime energy nuclear climate flood water waste farming fisheries forestry animal plant food trade \
    exports investment skills apprenticeships schools universities childcare safeguarding health hospitals vaccines \
    medicines ageing disability dental research science space cyber security intelligence policing crime courts \
    prisons probation legal devolution elections honours communities faith migration asylum visas passports \
    nationality defence equipment munitions estates property facilities commercial procurement contracts finance \
    accounting audit risk talent payroll workforce press marketing parliamentary ministerial correspondence knowledge \
    records archives libraries museums heritage sport tourism media broadcasting spectrum telecoms broadband postal \
    consumer competition markets insolvency companies patents weather mapping statistics census economics pharmacy \
    nursing midwifery surgery oncology cardiac maternity ambulance fire rescue coastal ports harbours bridges tunnels \
    canals cycling buses freight vehicles drivers licensing emissions air noise soil peat woodland wildlife species \
    veterinary livestock dairy horticulture seeds pesticides hydrogen offshore wind solar storage networks grid heat \
    insulation buildings fire-safety leasehold homelessness rents mortgages banking insurance payments sanctions \
    treaties consular diplomatic embassies aid humanitarian famine conflict stabilisation reserves veterans cadets \
    aircraft submarines frigates logistics ammunition radar satellites cryptography biometrics laboratories forensics \
    firearms drugs trafficking extremism gangs victims witnesses juries tribunals appeals mediation probate wills \
    charities volunteering youth families adoption fostering adult carers dementia autism obesity tobacco alcohol \
    gambling lottery arts film music games fashion languages literacy numeracy teachers nurseries colleges \
    qualifications examinations students loans grants subsidies levies duties tariffs excise alcohol-duty valuation \
    land registration surveying hydrography geology meteorology antarctic genomics biosecurity radiation asbestos \
    chemicals explosives mining quarries steel ceramics textiles automotive aerospace robotics quantum semiconductors \
    batteries materials fusion isotopes";

/// What is done about them.
const WORK: &str = "policy operations delivery strategy services transformation analysis assurance programmes projects \
    engagement regulation standards reform funding governance performance compliance enforcement investigations support \
    platforms architecture engineering infrastructure technology design innovation partnerships inspections resilience \
    recovery integration improvement commissioning negotiations legislation casework complaints communications \
    modelling evaluation insight testing hosting migration automation development capability learning oversight \
    controls readiness response coordination liaison sponsorship accreditation certification monitoring reporting \
    forecasting intake onboarding implementation";

/// What a programme does to its subject.
const CHANGES: &str = "renewal replacement modernisation upgrade expansion relocation transformation refurbishment \
    rollout consolidation digitisation electrification redevelopment decommissioning procurement resilience \
    regeneration remediation capacity improvement";

/// The kinds of programme, the commonest more than once.
const PROGRAMMES: &str = "programme programme programme programme project project scheme portfolio initiative";

/// How villages begin and end.
const PLACE_HEADS: &str = "Ash Alder Apple Axe Barn Beck Birch Black Blen Brad Bram Bridge Broad Brock Buck Burn Calder \
    Carl Cas Chad Chalk Charl Clay Cleve Clif Cold Cole Comb Cran Crow Dal Dart Deep Den Dray Dun Eagle East Edge Elder \
    Elm Ems Fair Farn Fen Fern Flint Fox Gar Gates Glen Gold Gos Grass Green Grim Hal Ham Har Hart Hasel Haw Hay Heath \
    Hen High Hol Horn Hul Hunt Ingle Iver Kel Ken Kes King Kirk Lang Lark Leather Led Lich Lind Long Lud Lyn Mal Mar \
    Marsh Mel Mere Mid Mill Mon Moor Mor Nant Nether New North Oak Oat Old Otter Over Oxen Pad Pen Pick Pol Quarn Rad \
    Raven Red Rock Roe Rush Ryd Sand Sax Sel Shep Sher Ship Skip Smal South Spal Stan Stock Stone Strat Sul Swan Swin \
    Tad Tam Tem Thax Thorn Thur Tid Tot Tun Upper Wain Wal Wan War Wat Weather Wel Wen West Wet Whit Wick Wil Win Wol \
    Wood Wor Wren Yar Yel";
const PLACE_ENDS: &str = "bourne brook bury by carr chester cliffe combe cote croft dale den dene down ey field fleet fold \
    ford forth gate grove ham hampton haven head heath hill holme hope hurst ington keld land leigh ley low mere minster \
    mouth ness over pool port ridge scar shaw side stead sted stock stoke stow thorpe thwaite toft ton tree wade wall \
    water way well wick wold wood worth";

/// How the sciences and the trades name what is new.
const SCIENCE_HEADS: &str = "aero agro alti anthro aqua arbori astro atmo audio auto baro batho bio calori carbo cardio \
    chrono cine climo cosmo cryo cyto dendro demo derma eco electro endo equi ergo ethno ferro flori fluo fluvi galvano \
    geno geo glacio grapho gyro helio hemo hetero histo homo hydro hygro infra iso kine litho magneto mega meta micro \
    mono morpho multi nano neuro nitro nucleo octo omni ortho paleo para patho pedo petro phono photo phyto piezo pluvi \
    pneumo poly proto psycho pyro radio rheo seismo semi sono spectro stereo strato tele thermo topo trans tribo tropo \
    ultra uro vibro xylo zoo";
const SCIENCE_ENDS: &str = "analytics assay bonding calibration casting chemistry coding culture cycle detection \
    diffusion dynamics fabrication filtration fuels genetics gradients graphics grids haulage imaging kinetics lattice \
    logics logging machining mapping mechanics membranes metrics mobility modelling optics patterning phonics physics \
    plastics polymers probes processing pumping ranging reactors refining scanning sensing sequencing shielding signals \
    solvents sorting sources spectra statics storage structures surveying switching synthesis systems tooling tracking \
    transfer transport treatment turbines typing valves welding";

/// How families are named.
const FAMILY_HEADS: &str = "Abb Ack Ald Arm Att Bag Ban Bar Bass Beau Bed Bel Ben Bick Blax Bol Bos Bran Brid Brin Broc \
    Cad Cal Can Car Chal Chet Clax Col Con Cor Cros Cum Dan Daw Der Dod Dor Drew Dud Eck Ells Ever Fal Far Fell Fen Fin \
    Ford Frob Gal Gil Glan Gran Had Han Hask Hep Hes Hod Hol Hop Hux Jar Jes Kemp Kil Lam Lav Leg Lov Mad Man Mart May";
const FAMILY_ENDS: &str = "bank bard beck bell berry bridge den derby ding don dock ell enby erby erley erton ett field \
    forth gan gast gill gley gold gram greave ham hurst ian ingale ington kin land lett ley ling lock low man mead mond \
    more ner ney nock ock over rell rick ridge row sall sett shall shaw smith some son stall ster stone ter thorn tle \
    wald ward way wick win worth yard";

/// Given names, for people who hold posts.
const GIVEN: &str = "Ada Alan Amira Andrew Anita Arjun Beatrice Ben Carol Cerys Chloe Clive Dara David Deborah Dev Edith \
    Elias Emma Erin Farah Femi Fiona Frank Gareth Grace Hamid Hannah Hugh Imogen Iris Isaac Jamal Jean Joan Joseph \
    Kamal Karen Keith Laila Leo Lucy Mairi Mark Maya Megan Mo Nadia Neil Nia Noor Olive Omar Owen Pearl Peter Priya \
    Rachel Ravi Rhys Rosa Ruth Sanjay Sara Simon Sian Stella Tariq Teresa Tom Uma Vera Wendy Will Yusuf Zara Zoe";

/// Where posts are.
const TOWNS: &str = "London Leeds Manchester Sheffield Newcastle Bristol Cardiff Edinburgh Glasgow Belfast Birmingham \
    Nottingham Norwich Exeter Plymouth Swansea Newport Darlington Liverpool Blackpool York Durham Southampton Croydon \
    Swindon Peterborough Reading Worthing Telford Warrington Preston Aberdeen Dundee Stirling Wrexham Derry Taunton \
    Coventry Leicester Ipswich";

/// The words of one world.
pub(crate) struct Words {
    pub areas: Vec<String>,
    pub work: Vec<String>,
    pub changes: Vec<String>,
    pub programmes: Vec<String>,
    pub places: Vec<String>,
    pub sciences: Vec<String>,
    pub families: Vec<String>,
    pub given: Vec<String>,
    pub towns: Vec<String>,
}

impl Words {
    /// Draws them: of all that could be put together about two thirds, so that no grid of near names remains whole.
    pub fn drawn(rng: &mut impl Rng) -> Self {
        let list = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let capital = |text: &str| list(text).into_iter().map(|word| capitalised(&word)).collect::<Vec<_>>();
        Words {
            areas: capital(AREAS),
            work: capital(WORK),
            changes: capital(CHANGES),
            programmes: capital(PROGRAMMES),
            places: joined(rng, PLACE_HEADS, PLACE_ENDS, 5_000),
            sciences: joined(rng, SCIENCE_HEADS, SCIENCE_ENDS, 4_500),
            families: joined(rng, FAMILY_HEADS, FAMILY_ENDS, 4_000),
            given: list(GIVEN),
            towns: list(TOWNS),
        }
    }
}

/// One of a list, its first words far more often than its last: as words are used.
pub(crate) fn one<'a>(rng: &mut impl Rng, list: &'a [String]) -> &'a str {
    let share: f64 = rng.random::<f64>();
    let at = (share * share * list.len() as f64) as usize;
    list.get(at).map_or("", String::as_str)
}

/// One of a list, each as often.
pub(crate) fn any<'a>(rng: &mut impl Rng, list: &'a [String]) -> &'a str {
    list.choose(rng).map_or("", String::as_str)
}

/// The word with a capital.
pub(crate) fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// As many of the words that heads and ends make as asked for, in a drawn order.
fn joined(rng: &mut impl Rng, heads: &str, ends: &str, count: usize) -> Vec<String> {
    let mut seen = HashSet::new();
    let mut words: Vec<String> = heads
        .split_whitespace()
        .flat_map(|head| ends.split_whitespace().map(move |end| (head, end)))
        // No letter three times in a row, and no end that says the head again.
        .filter(|(head, end)| !head.to_lowercase().ends_with(end) && !(end.len() > 1 && head.to_lowercase() == *end))
        .map(|(head, end)| capitalised(&format!("{head}{end}")))
        .filter(|word| !thrice(word) && seen.insert(word.clone()))
        .collect();
    words.shuffle(rng);
    words.truncate(count);
    words
}

fn thrice(word: &str) -> bool {
    let letters: Vec<char> = word.to_lowercase().chars().collect();
    letters.windows(3).any(|three| three[0] == three[1] && three[1] == three[2])
}
