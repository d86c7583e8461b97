#!/usr/bin/env python3
"""Distil words.bin, a small table of static English word vectors.

Nothing here runs in the bot.  The bot embeds `words.bin` (see README.md for
the format) and compares two words by the cosine of their rows, as soft
evidence that they mean the same: "scrapped" ~ "axed", "boss" ~ "chief".

The idea is model2vec's: pass every word of a vocabulary through a sentence
model once, keep the outputs, reduce them with PCA, and use the result as a
static table.  model2vec then weights rows by Zipf/SIF, so that the plain mean
of a sentence's rows is a good sentence vector.  Rows here are compared one
word with one word by cosine, which no row weight can change, so that step is
left out.  What is added instead serves synonymy, because a sentence model
alone puts "start" as near to "end" as to "begin":

 1. vocabulary   SCOWL's commoner words (British and American spellings), the
                 model's own whole-word entries that SCOWL knows, inflected
                 forms, and the small glossary of British slang, headline verbs
                 and abbreviations below.  No names, apart from a few places
                 and the calendar.
 2. model        each word in a few definition-like templates, sentence mean
                 and word-token mean, averaged and centred.
 3. glosses      the model's vectors of the WordNet definitions of the word's
                 senses, weighted by how often each sense is used.
 4. thesaurus    a truncated SVD of the Moby Thesaurus (headword x synonym).
 5. join         [2+3 | 4], words missing from a source imputed by a ridge
                 regression from the ones they have; glossary words mixed with
                 the mean of the plain words they stand for.
 6. specialise   counter-fitting: pull WordNet synonyms together, push its
                 antonyms and the sets in CONTRAST (months, colours, ..) apart,
                 and gently nouns under one hypernym, while staying near where
                 each word was.
 7. table        PCA to --dims, int8 rows, sorted words, words.bin.

Needs numpy, scipy, tokenizers, safetensors; the model's files; Moby's
words.txt; and the Debian packages scowl and wordnet-base, unpacked anywhere.
README.md has the commands.  One thread, no randomness beyond a fixed seed:
the same inputs and library versions give the same bytes.

    python distil.py --model DIR --moby FILE --scowl DIR --wordnet DIR \
                     --out words.bin --cache cache.npz --evaluate
"""
import os

for _k in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_k] = "1"

import argparse
import itertools
import json
import re
import struct
import sys
import time
from collections import Counter, defaultdict
from math import log, sqrt
from pathlib import Path

import numpy as np
import scipy.sparse as sp
from scipy.special import erf

WORD = re.compile(r"[a-z]{2,24}$")

# --------------------------------------------------------------------------
# Hand-made material.  Written for this project, under the project's licence.

# word[,word..] share : the plain words it stands for.  `share` is how much of
# the word's vector becomes the mean of theirs (1 = the word means only this).
GLOSSARY = """
dosh,wonga,moolah,readies,spondulicks .95 : money cash pay
lolly .4 : money cash
dough .4 : money cash
brass .25 : money cash
quid,quids .85 : pounds pound sterling
grand .5 : thousand
fiver,tenner .7 : pounds note money
squillion,squillions,gazillion .9 : millions billions
skint .9 : broke penniless poor
payslip,paycheque,paycheck,paycheques,paychecks .7 : pay wages salary
payrise .9 : rise pay increase
pocketed,trousered .6 : earned received paid
pockets .3 : earns receives
earner,earners .6 : paid income employee
gaffer,guvnor,guv .85 : boss manager chief
gaffers .85 : bosses managers chiefs
honcho,supremo,bigwig,bigshot .9 : chief boss head leader
honchos,supremos,bigwigs,bigshots .9 : chiefs bosses heads leaders
tsar,czar .6 : chief head adviser supremo
tsars,czars .6 : chiefs heads advisers
mandarin .7 : official bureaucrat administrator
mandarins .8 : officials bureaucrats administrators
kingpin .7 : leader boss chief
exec .9 : executive manager director
execs .9 : executives managers directors
ceo,cio,cto,cfo,cdo .8 : chief executive director officer
perm .3 : permanent
staffer .8 : employee official worker
staffers .8 : employees officials workers
headcount .8 : staffing workforce personnel staff employees
graft .4 : work labour
grafter .7 : worker
gig .4 : job work
gigs .4 : jobs work
boffin,techie .8 : expert specialist technician
boffins,techies .8 : experts specialists technicians
geek,nerd .4 : expert enthusiast
coder,dev .9 : programmer developer
coders,devs .9 : programmers developers
sysadmin .9 : administrator computer technician
sysadmins .9 : administrators technicians
devops .8 : developers operations software
infosec,cybersecurity .9 : security computer
cyber .5 : security computer online
axe .6 : scrap cancel abolish
axed .9 : scrapped cancelled abolished
axes .5 : scraps cancels
axing .9 : scrapping cancelling abolishing
scrap .5 : cancel abandon abolish discard
scrapped .7 : cancelled abandoned suspended abolished
suspended .4 : paused halted cancelled
suspend .3 : pause halt cancel
scrapping .6 : cancelling abandoning abolishing
scraps .3 : cancels abandons
ditch .4 : abandon scrap discard
ditched .8 : abandoned scrapped discarded
ditching .7 : abandoning scrapping
binned .8 : scrapped discarded abandoned
binning .6 : scrapping discarding
junked,nixed .8 : scrapped cancelled rejected
nix .8 : cancel reject
culled .4 : cut removed
shelve .7 : postpone suspend scrap
shelved .8 : postponed suspended scrapped
shelving .3 : postponing suspending
mothballed .8 : suspended shelved closed
mothball .7 : suspend shelve close
scuppered .7 : ruined thwarted stopped
scupper .7 : ruin thwart stop
slam,slate,lambast,lambaste .6 : criticise condemn attack
slammed,slated,lambasted,panned .7 : criticised condemned attacked
slams,slates,lambasts .6 : criticises condemns attacks
slamming,slating,lambasting .6 : criticising condemning attacking
blast .3 : criticise condemn
blasted .4 : criticised condemned
blasts .3 : criticises condemns
rapped .5 : criticised rebuked
bashed .4 : criticised attacked
grilled .4 : questioned interrogated
quizzed .7 : questioned asked
probe .6 : investigation inquiry investigate
probes .6 : investigations inquiries
probed .6 : investigated examined
slash .5 : cut reduce
slashed .7 : cut reduced
slashing .5 : cutting reducing
hike .5 : increase rise raise
hiked .6 : increased raised
soar,soars .6 : rise increase
soared .7 : rose increased
plummet .8 : fall drop
plummeted,plunged .7 : fell dropped
woe,woes .6 : problems trouble difficulties
row .3 : dispute argument
rows .3 : disputes arguments
snub .6 : reject ignore
snubbed .7 : rejected ignored
vow .6 : promise pledge
vowed .7 : promised pledged
oust .7 : remove sack eject
ousted .8 : removed sacked dismissed
sack .6 : dismiss fire
sacked .8 : dismissed fired
sacking .6 : dismissal firing
booted .4 : removed sacked dismissed
nick .4 : steal
nicked .7 : stolen arrested
pinched .4 : stolen
splurge .7 : spend
splurged .8 : spent squandered
blew .3 : squandered wasted spent
fritter .6 : waste squander
frittered .8 : wasted squandered
fleece .3 : swindle cheat
fleeced .7 : swindled cheated
bung .5 : bribe payment
backhander,backhanders .9 : bribe payment
shambles,omnishambles,cockup .8 : mess fiasco disaster
farce .4 : fiasco mockery
snafu .8 : mess error
bodge,botch .7 : bungle ruin
bodged,botched .8 : bungled ruined mishandled
kaput .9 : broken failed
knackered .7 : exhausted broken
wonky .8 : faulty unsteady
glitchy,buggy .8 : faulty unreliable
dodgy .8 : dubious unreliable suspicious
naff .8 : poor bad
barmy .9 : crazy mad
gobsmacked .9 : astonished amazed
creaking .5 : outdated old
clunky .6 : outdated awkward
quango .9 : agency body organisation
quangos .9 : agencies bodies organisations
whitehall .7 : government ministries bureaucracy
westminster .6 : parliament government
gov,govt .95 : government
dept .95 : department
depts .95 : departments
org .95 : organisation
orgs .95 : organisations
app .9 : application software
apps .9 : applications software
pc .7 : computer
pcs .8 : computers
hq .95 : headquarters
mgr .95 : manager
info .95 : information details
admin .9 : administration administrator
tech .9 : technology technical
techs .6 : technicians technologies
spec .9 : specification
specs .6 : specifications
stats .95 : statistics figures
biz .9 : business
comms .95 : communications
hr .8 : personnel recruitment
cv .8 : resume
eta .7 : deadline arrival date
rollout .9 : launch deployment introduction
kickoff .7 : start launch
sunset .15 : retire
decommission .7 : retire close dismantle
decommissioned .7 : retired closed dismantled
outsourcer,outsourcers .9 : contractor supplier
integrator,integrators .5 : contractor supplier
nhs .7 : health hospital
uk .9 : britain british
pm .5 : minister premier
mp,mps .7 : politician parliament member
ppl .95 : people
bloke .8 : man chap
blokes .8 : men chaps
plod .4 : police
programme .3 : project scheme initiative
programmes .3 : projects schemes initiatives
scheme .5 : programme project plan
schemes .5 : programmes projects plans
initiative .5 : programme scheme project
initiatives .5 : programmes schemes projects
project .2 : programme
projects .2 : programmes
redundancy,redundancies .5 : layoffs dismissals
minister .8 : politician statesman
ministers .8 : politicians statesmen
vacancy,vacancies .4 : openings jobs
watchdog .7 : regulator auditor overseer
watchdogs .7 : regulators auditors overseers
pilot .3 : trial test
launched .4 : started introduced unveiled
launch .3 : start introduce unveil
unveiled .5 : launched announced revealed
rose .4 : increased climbed
tender .4 : bid contract
bid .3 : tender offer
cuts .3 : reductions
late .4 : overdue delayed
overdue .4 : late delayed
legacy .3 : outdated old
fine,fines .25 : penalty
flop .4 : failure
strike,strikes .2 : walkout
head .4 : chief leader boss
heads .3 : chiefs leaders bosses
based .5 : located situated headquartered
due .3 : deadline expected
overspend .8 : overrun excess cost
overspent .8 : exceeded spent
underspend .8 : saving surplus
"""

# Sets whose members share a kind and are never the same: to be kept apart.
CONTRAST = """
red amber green yellow blue black white orange purple
one two three four five six seven eight nine ten eleven twelve
dozen hundred thousand million billion trillion
first second third fourth fifth
january february march april june july august september october november december
monday tuesday wednesday thursday friday saturday sunday
minute hour day week fortnight month quarter year decade century
north south east west
northern southern eastern western
spring summer autumn winter
london manchester birmingham leeds glasgow edinburgh cardiff belfast newcastle sheffield liverpool bristol swansea blackpool york
england scotland wales ireland
english scottish welsh irish
town village city county
who what when where why how which
minister ministry
"""

# kept although SCOWL does not list them as lower-case words
EXTRA = """
january february march april june july august september october november
december monday tuesday wednesday thursday friday saturday sunday
britain british england english scotland scottish wales welsh ireland irish
european europe london manchester birmingham leeds glasgow edinburgh cardiff
belfast newcastle sheffield liverpool bristol swansea blackpool york
parliament christmas easter internet online website websites email emails
blockchain chatbot chatbots login logins logon signup helpdesk datacentre
datacentres datacenter datacenters offshored onshore offshoring outsourced
outsourcing insourced insourcing freelancer freelancers timeline timelines
roadmap backlog agile startup startups telecom telecoms wifi broadband metadata
dataset datasets biometric biometrics passcode encryption malware ransomware
phishing firewall firewalls hacktivist cyberattack cyberattacks livestream
smartphone smartphones workstream workstreams stakeholder stakeholders
timesheet timesheets workforce headquartered
accountable accountability accrual allowance allowances appraisal appraisals
apprenticeship apprenticeships arrears auditable auditors backlogs ballooned
ballooning benchmark benchmarks bespoke blunders boondoggle bottleneck
bottlenecks breaches bureaucratic bureaucracies callback caseload caseloads
caseworker caseworkers clawback codebase commissioned commissioning
compensations compliance contingency contractual criticisms cutback cutbacks
cutoff deadlines debacles decommissioning delegated deliverable deliverables
deploy deployed deploying deployment deployments devolved digitalisation
digitisation digitise digitised directorate directorates disbanded discontinue
discontinued discontinuing dismantling divisional downgraded downsized
downsizing downtime emolument emoluments expenditures extravagance fiascos
flagship foreseen framework frameworks freelance frontline funders furlough
furloughed gatekeeper governance grading grievance grievances handover
hotdesk housekeeping hybrid inaugurated inception incompetence incompetent
inefficiency inefficient incumbent infrastructure infrastructures inhouse
interoperability interim invoicing lateness layoff layoffs licensing
lifecycle linchpin mainframe mainframes maladministration malfunction
malfunctioned malfunctioning manpower milestone milestones mismanaged
mismanagement modernisation modernised modernising mothballing multinational
obsolescence offboarding offline oligopoly onboarding ongoing outage outages
outlay outlays outsource overbudget overpaid overpayment overpayments overran
overrun overruns overrunning overseeing overseen overseer oversight overtime
overworked payout payouts payroll payrolls pensionable permanently permanency
perks piloted piloting portfolio portfolios postponement premises prioritisation
prioritise prioritised procure procured procurements procuring productivity
profiteering programmers prorata prototype prototypes quarterly quango
rebrand rebranded recruiters recruits redeploy redeployed redesign redesigned
redundancy rehire rehired reimburse reimbursed relaunch relaunched relocate
relocated relocating relocation remit remunerate remunerated remuneration
renegotiate renegotiated renumeration reorganisation reorganise reorganised
replatform rescheduled resignation resignations resourcing restructure
restructured restructuring retender retendered retiree retirees revamp
revamped rollback savings scrutinise scrutinised secondee secondment
secondments secretariat secretariats shortfall shortfalls shortlist shortlisted
shutdown slippage slipped sprawling staffed staffing stalled stipend stipends
stopgap streamline streamlined streamlining subcontract subcontracted
subcontractor subcontractors subsidiary superannuation tendering tenders
terminated turnaround turnover underestimate underestimated underfunded
underpaid understaffed underspends unfilled unreliable unsuccessful unworkable
upgrading vacancies vendors viability viable whistleblower whistleblowers
withdrawn workaround workarounds workforces workload workloads workplace
workplaces writeoff writeoffs
""".split()

# Pairs for choosing and reporting.  syn: same meaning for the bot's purpose.
# rel: siblings and neighbours that must not be taken for synonyms.  ant:
# opposites.  unr: unrelated, many of them fields of one record (a salary is
# not a location) because those are the mistakes that would hurt.
PAIRS = """
[syn]
salary pay,salary wage,wages earnings,pay remuneration,salary remuneration,boss chief,boss manager,boss gaffer
boss head,chief head,leader head,honcho boss,bigwig boss,supremo chief,tsar chief,scrapped axed
scrapped cancelled,scrapped abandoned,scrapped ditched,cancelled axed,cancelled terminated,halted stopped
paused suspended,suspended halted,shelved postponed,delayed postponed,delay holdup,late overdue
deadline cutoff,schedule timetable,timeline schedule,cost price,cost expense,expenditure spending
spend expenditure,costly expensive,pricey expensive,cheap inexpensive,money cash,money dosh,cash wonga
dosh pay,dough money,quid pounds,location place,location site,place site,workplace office,headquarters hq
resigned quit,quit leave,departed left,sacked fired,sacked dismissed,redundancies layoffs,hire recruit
hiring recruitment,vacancy opening,job role,role position,post position,job post,employee worker
staff personnel,staff workforce,staff employees,headcount workforce,headcount staffing,supplier vendor
vendor provider,supplier provider,contract agreement,contract deal,tender bid,procurement purchasing
bought purchased,consultant adviser,adviser advisor,purpose aim,aim goal,goal objective,purpose objective
objective target,criticised condemned,criticised slammed,slammed blasted,praised lauded,praised commended
inquiry investigation,probe investigation,probe inquiry,watchdog regulator,ministry department
mandarin bureaucrat,official bureaucrat,start begin,began started,launched unveiled,commence begin
finish complete,finished completed,ended concluded,build construct,built constructed,replace supersede
upgrade modernise,obsolete outdated,legacy outdated,broken faulty,bug defect,fiasco debacle,flop failure
disaster catastrophe,problem issue,problems difficulties,risk danger,risky dangerous,grade rank,grade level
amount sum,number figure,average mean,increase rise,increased rose,grow expand,decrease reduce,decline fall
fell dropped,cuts reductions,slashed cut,big large,huge massive,enormous vast,small tiny,quickly rapidly
speed pace,programme scheme,scheme initiative,project programme,project initiative,programme program
organisation organization,organisation body,colour color,agency body,computer pc,software application
application app,website site,information data,help assist,assistance support,approved authorised,reject refuse
allow permit,ban prohibit,rule regulation,law legislation,plan proposal,strategy plan,choose select
appointed named,appoint designate,duties responsibilities,responsible accountable,oversee supervise,manage run
colleague coworker,skill expertise,expert specialist,coder programmer,confidential secret,hide conceal
revealed disclosed,published released,said stated,explain clarify,announce declare,question query,answer reply
respond reply,show display,find locate,obtain acquire,provide give,need require,want wish,necessary essential
key crucial,main primary,entire whole,approximately roughly,nearly almost,yearly annual,currently presently
recently lately,difficult hard,easy simple,error mistake,blunder gaffe,proof evidence,benefit advantage
drawback disadvantage,fine penalty,tax levy,revenue income,wasted squandered,scam fraud,breach violation
merge combine,move relocate,moved relocated,abolish scrap,dismantled disbanded,closed shut,fix repair
fixed mended,check verify,pilot trial,test trial,examine inspect,assess evaluate,assessment evaluation
forecast prediction,expected anticipated,suggest propose,recommend advise,dispute disagreement,strike walkout
lawyer solicitor,jail prison,police cops,immigrant migrant,railway rail,vessel ship
[unr]
salary railway,salary database,salary location,salary supplier,salary deadline,salary purpose,salary headcount
wage server,pay building,pay country,boss website,boss cost,boss location,boss deadline,chief invoice
chief network,scrapped paid,scrapped located,scrapped hired,scrapped database,cancelled employed
cancelled rated,suspended salary,axed located,deadline supplier,deadline location,deadline department
deadline website,delay office,delay salary,delay supplier,cost location,cost purpose,cost deadline
cost question,spending city,spending database,expensive late,expensive named,budget location,budget deadline
budget website,money deadline,money town,cash server,dosh deadline,dosh railway,quid office,grand database
location purpose,location headcount,location retire,location rating,place wage,site bonus,office bug
retire supplier,retire database,retire website,resigned cheap,quit expensive,hired broken,fired colour
vacancy server,job river,job colour,role price,role prison,post tax,employee price,employee railway
staff deadline,staff colour,staff hazard,headcount purpose,headcount rating,headcount passport
supplier criticised,supplier purpose,supplier prison,vendor border,contract headcount,contract weather
tender police,procurement hospital,bought responsible,consultant delay,adviser railway,purpose price
purpose staff,purpose city,aim passport,goal invoice,objective vendor,criticised located,criticised paid
criticised upgraded,slammed funded,praised delayed,praised migrated,review salary,inquiry staff
watchdog server,department expensive,minister software,minister cost,start cost,start salary,begin staff
launched employed,finish supplier,built criticised,replaced praised,upgrade salary,obsolete located
legacy chief,bug wage,fiasco grade,failure city,disaster wage,problem county,risk wage,risk city,rating city
rating boss,grade supplier,grade deadline,amount minister,number boss,average boss,increase office
increase staff,decline office,cut website,large late,big paid,small delayed,quick paid,programme boss
programme salary,scheme boss,project salary,organisation deadline,organisation salary,agency deadline
computer wage,computer prison,software wage,software city,system salary,website salary,data boss
information wage,help price,support river,approve city,law software,policy server,plan wage,strategy wage
appointed broken,duties website,responsible cheap,manage river,team price,expert price,engineer price
citizen deadline,secret wage,published hired,question salary,answer salary,find pay,need prison,yearly office
error salary,pension software,tax website,fraud office,breach salary,merge salary,closed expensive,test salary
strike database,prison keyboard,police keyboard,border keyboard,school invoice
[ant]
start end,begin finish,launch cancel,opened closed,increase decrease,increased decreased,rise fall,rose fell
hire fire,hired sacked,appointed resigned,join leave,buy sell,cheap expensive,big small,large small
biggest smallest,early late,old new,fast slow,quickly slowly,success failure,succeeded failed
praised criticised,approve reject,approved rejected,accept refuse,allow ban,permanent temporary,public private
internal external,minimum maximum,lowest highest,boss subordinate,employer employee,profit loss
income expenditure,supply demand,question answer,strong weak,safe dangerous,secure insecure,legal illegal
always never,more less,win lose,advantage disadvantage,overspend underspend,hide reveal,secret public
expand shrink,build demolish,junior senior,full empty,first last
[rel]
salary budget,salary bonus,salary pension,salary cost,salary job,pay tax,wage job,boss employee,boss staff
boss minister,chief minister,chief deputy,manager engineer,manager employee,director secretary
minister secretary,minister parliament,scrapped launched,scrapped delayed,cancelled delayed,suspended resumed
abandoned completed,deadline delay,deadline project,delay cost,delay cancel,cost benefit,cost budget
cost deficit,spending saving,spending tax,budget forecast,budget deficit,expensive slow,money bank,cash debt
pound dollar,pound euro,million billion,thousand million,location date,location distance,city county
city country,town village,london manchester,office department,retire pension,retire die,resign appoint
quit join,recruit train,job employer,role salary,employee customer,staff customers,headcount budget
supplier customer,supplier contract,vendor buyer,contract invoice,contract procurement,consultant client
purpose method,purpose result,goal result,criticised supported,criticised investigated,report author
audit budget,watchdog minister,ministry minister,department minister,department programme,agency department
january february,monday friday,week month,month year,day night,red amber,green red,software hardware
computer software,computer server,computer keyboard,database server,laptop phone,website database
internet email,network server,project manager,organisation department,system user,data database
engineer architect,developer tester,analyst scientist,doctor nurse,lawyer judge,judge jury,police army
soldier sailor,prison police,school hospital,teacher pupil,railway airport,train bus,road railway,car lorry
tax pension,income tax,fraud theft,immigration customs,passport visa,border passport,north south
england scotland,scotland wales,labour conservative,mother father,man woman,husband wife,king queen,who when
who where,where when,why how
"""

# A second set, written before any result on it was seen and not used to choose
# anything; only reported.
CHECK = """
[check-syn]
earnings pay,stipend salary,compensation remuneration,emolument salary,payroll wages,superior boss
overseer supervisor,commander chief,principal head,abandoned ditched,aborted cancelled,dropped abandoned
discontinued ended,halted paused,binned scrapped,terminated ended,shelved suspended,deferred postponed
deferral delay,tardy late,lag delay,hindrance obstacle,completion finish,bill cost,charge fee
outlay expenditure,exorbitant expensive,dear expensive,funds money,funding finance,venue location,spot place
situated located,headquartered based,quitting resigning,departed quit,ousted removed,workforce manpower
headcount manpower,personnel employees,contractor supplier,provider contractor,firm company,company business
business enterprise,corporation company,intention purpose,intent aim,rationale reason,motive reason
point purpose,mission purpose,function purpose,lambasted criticised,denounced condemned,attacked criticised
rebuked criticised,censured criticised,faulted criticised,scrutiny examination,commenced started
initiated launched,rollout deployment,introduced launched,revamp overhaul,overhaul reform
rebuilt reconstructed,antiquated outdated,ageing old,crashed failed,outage failure,glitch fault
malfunction failure,mess shambles,mishap accident,peril danger,threat danger,verdict judgement,score mark
ranking grade,tier level,overall total,tally count,typical average,climbed rose,surged rose,shrank reduced
dwindled declined,trimmed cut,gigantic huge,minor small,swiftly quickly,venture project,undertaking project
department bureau,administration government,programmer developer,worker labourer,apprentice trainee
newcomer recruit,applicant candidate,vacancy position,duties tasks,job occupation,career profession
allegation claim,leaked disclosed,uncovered revealed,concealed hidden,permitted allowed,forbidden banned
swindle fraud,bribe bung,hacked breached,safeguard protect,shifted moved,migrated moved,amalgamated merged
persisted continued,rectified fixed,amended changed,altered changed,modify change,validate verify
appraised assessed,projected forecast,advised recommended,quarrel dispute,solicitor attorney,inmate prisoner
officer policeman
[check-neg]
earnings losses,stipend vacancy,payroll server,superior inferior,supervisor trainee,chief budget
aborted finished,discontinued continued,deferred accelerated,deferral supplier,tardy prompt,fee salary
outlay revenue,exorbitant affordable,funds staff,funding deadline,venue date,spot cost,situated dismissed
retirement recruitment,quitting hiring,departed arrived,removed installed,workforce workplace
contractor customer,provider user,firm union,company country,intention outcome,motive suspect,reason result
mission salary,denounced applauded,attacked defended,rebuked thanked,scrutiny secrecy,commenced ceased
introduced withdrawn,install remove,overhaul budget,antiquated modern,ageing young,crashed climbed
outage salary,glitch supplier,malfunction maintenance,accident ambulance,danger safety,amber green
verdict trial,score team,seniority salary,total fraction,typical unusual,surged slumped,shrank grew
trimmed added,gigantic minuscule,minor major,swiftly gradually,project office,bureau kitchen
government opposition,programmer program,statistician electrician,apprentice master,applicant interviewer
duties holidays,career salary,leaked concealed,permitted forbidden,fraud prosecution,bribe fine
hacked encrypted,protect attack,shifted remained,merged split,rectified caused,change remain
validate invalidate,tested exported,forecast weather,advised ignored,quarrel agreement,attorney client
doctor hospital,inmate guard,officer criminal,cost weight,location department,deadline meeting
supplier factory,headcount hat,rating audience,grade school
"""

TEMPLATES = ("definition of {}", "the meaning of {}", "a synonym for {} is", "the word {}")


def unit(m):
    return m / np.maximum(np.linalg.norm(m, axis=1, keepdims=True), 1e-9)


def log_line(*a):
    print(*a, file=sys.stderr, flush=True)


# --------------------------------------------------------------------------
# The model: a BERT encoder in numpy (no torch needed; fp32, exact gelu).

class Encoder:
    def __init__(self, folder):
        from safetensors.numpy import load_file
        from tokenizers import Tokenizer

        folder = Path(folder)
        self.cfg = json.loads((folder / "config.json").read_text())
        w = load_file(folder / "model.safetensors")
        self.w = {k: np.ascontiguousarray(v, np.float32) for k, v in w.items() if v.dtype.kind == "f"}
        self.tok = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tok.no_padding()
        self.tok.enable_truncation(96)
        self.dim = self.cfg["hidden_size"]

    def _norm(self, x, p):
        x = x - x.mean(-1, keepdims=True)
        v = (x * x).mean(-1, keepdims=True)
        return x / np.sqrt(v + np.float32(self.cfg["layer_norm_eps"])) * self.w[p + ".weight"] + self.w[p + ".bias"]

    def _lin(self, x, p):
        y = x.reshape(-1, x.shape[-1]) @ self.w[p + ".weight"].T + self.w[p + ".bias"]
        return y.reshape(*x.shape[:-1], -1)

    def _forward(self, ids):
        b, t = ids.shape
        w, d, h = self.w, self.dim, self.cfg["num_attention_heads"]
        x = (w["embeddings.word_embeddings.weight"][ids] + w["embeddings.position_embeddings.weight"][:t]
             + w["embeddings.token_type_embeddings.weight"][0])
        x = self._norm(x, "embeddings.LayerNorm")
        for i in range(self.cfg["num_hidden_layers"]):
            p = f"encoder.layer.{i}."
            q, k, v = (self._lin(x, p + f"attention.self.{n}").reshape(b, t, h, d // h).transpose(0, 2, 1, 3)
                       for n in ("query", "key", "value"))
            a = q @ k.transpose(0, 1, 3, 2) / np.float32(sqrt(d // h))
            a = np.exp(a - a.max(-1, keepdims=True))
            a /= a.sum(-1, keepdims=True)
            c = (a @ v).transpose(0, 2, 1, 3).reshape(b, t, d)
            x = self._norm(x + self._lin(c, p + "attention.output.dense"), p + "attention.output.LayerNorm")
            f = self._lin(x, p + "intermediate.dense")
            f = f * np.float32(0.5) * (1 + erf(f / np.float32(sqrt(2))))
            x = self._norm(x + self._lin(f, p + "output.dense"), p + "output.LayerNorm")
        return x

    def encode(self, texts, spans=None, tokens_per_batch=1024):
        """Unit sentence vectors (mean of all tokens, as the model was trained)
        and, where character spans are given, unit means of those tokens only."""
        enc = self.tok.encode_batch(list(texts))
        sent = np.zeros((len(enc), self.dim), np.float32)
        word = np.zeros((len(enc), self.dim), np.float32)
        by_len = defaultdict(list)
        for i, e in enumerate(enc):
            by_len[len(e.ids)].append(i)
        for t, idx in sorted(by_len.items()):       # equal lengths: no padding, no mask
            step = max(1, tokens_per_batch // t)
            for j in range(0, len(idx), step):
                part = idx[j:j + step]
                x = self._forward(np.array([enc[i].ids for i in part]))
                sent[part] = x.mean(1)
                if spans is not None:
                    for r, i in enumerate(part):
                        a, z = spans[i]
                        ts = [u for u, (p, q) in enumerate(enc[i].offsets) if q > p and p >= a and q <= z]
                        word[i] = x[r, ts].mean(0)
        return unit(sent), (unit(word) if spans is not None else None)


# --------------------------------------------------------------------------
# WordNet 3.0 database files

class WordNet:
    POS = {"noun": "n", "verb": "v", "adj": "a", "adv": "r"}
    RULES = {
        "n": [("ies", "y"), ("ses", "s"), ("xes", "x"), ("zes", "z"), ("ches", "ch"), ("shes", "sh"), ("men", "man"), ("s", "")],
        "v": [("ies", "y"), ("ied", "y"), ("es", ""), ("ed", "e"), ("ed", ""), ("ing", "e"), ("ing", ""), ("s", "")],
        "a": [("er", ""), ("est", ""), ("er", "e"), ("est", "e"), ("ier", "y"), ("iest", "y")],
        "r": [],
    }

    def __init__(self, folder):
        folder = Path(folder)
        self.synsets, self.senses = {}, defaultdict(list)
        self.lemmas = {p: set() for p in "nvar"}
        self.exc, self.count = {}, defaultdict(int)
        for name, p in self.POS.items():
            for line in (folder / f"data.{name}").read_text("latin1").splitlines():
                if line.startswith(" "):
                    continue
                left, gloss = line.split("|", 1)
                t = left.split()
                n = int(t[3], 16)
                words = [re.sub(r"\(.*\)", "", t[4 + 2 * i]) for i in range(n)]
                j = 4 + 2 * n
                ptr = [(t[j + 1 + 4 * i], t[j + 3 + 4 * i] + t[j + 2 + 4 * i]) for i in range(int(t[j]))]
                self.synsets[p + t[0]] = (words, ptr, gloss.strip().split('; "')[0])
            for line in (folder / f"index.{name}").read_text("latin1").splitlines():
                if line.startswith(" "):
                    continue
                t = line.split()
                n = int(t[2])
                self.senses[t[0]] += [(p + o, i) for i, o in enumerate(t[-n:])]
                self.lemmas[p].add(t[0])
            e = defaultdict(list)
            for line in (folder / f"{name}.exc").read_text("latin1").splitlines():
                t = line.split()
                e[t[0]] += t[1:]
            self.exc[p] = e
        kind = {"1": "n", "2": "v", "3": "a", "4": "r", "5": "a"}
        for line in (folder / "cntlist.rev").read_text("latin1").splitlines():
            key, number, c = line.split()
            lemma, rest = key.split("%")
            self.count[(lemma, kind[rest[0]], int(number) - 1)] += int(c)

    def weight(self, lemma):
        """[(synset, unnormalised weight)]: tagged uses, smoothed by rank."""
        return [(o, self.count[(lemma, o[0], i)] + 0.8 / (i + 1) ** 1.5) for o, i in self.senses.get(lemma, ())]

    def lemmas_of(self, w):
        """[(pos, lemma)] of which w is an inflected form."""
        out = []
        for p in "nva":
            c = list(self.exc[p].get(w, ()))
            if not c or p == "n":                       # taxes: taxis, but tax too
                for a, b in self.RULES[p]:              # the first rule that fits
                    x = w[:-len(a)] + b
                    if not w.endswith(a) or len(w) - len(a) < 2 or (a == "es" and not re.search("([sxzo]|[cs]h)$", x)):
                        continue
                    if x in self.lemmas[p]:
                        c += [x] * (x not in c)
                        break
                    if b == "" and a not in ("s", "es") and len(x) > 3 and x[-1] == x[-2] and x[:-1] in self.lemmas[p]:
                        c.append(x[:-1])
                        break
            out += [(p, x) for x in c if x != w and (p, x) not in out]
        return out

    def form(self, pos, w):
        if pos == "n":
            return "s"
        if pos == "v":
            return "ing" if w.endswith("ing") else "s" if w.endswith("s") and w not in self.exc["v"] else "ed"
        return "est" if w.endswith("est") else "er"

    def analyses(self, w):
        """{(synset, form): probability}.  `form` keeps scrapped~dropped apart
        from scrap~drop; "0" is the base form."""
        own = [(o, x, "0") for o, x in self.weight(w)]
        inflected, tagged = [], sum(self.count[(w, o[0], i)] for o, i in self.senses.get(w, ()))
        for p, lemma in self.lemmas_of(w):
            part = [(o, x) for o, x in self.weight(lemma) if o[0] == p]
            inflected += [(o, x, self.form(p, w)) for o, x in part]

        def share(items, total):
            t = sum(x for _, x, _ in items) or 1
            return [(o, f, x / t * total) for o, x, f in items]

        if own and inflected:
            a = 0.6 if tagged else 0.3
            items = share(own, a) + share(inflected, 1 - a)
        else:
            items = share(own or inflected, 1)
        d = defaultdict(float)
        for o, f, x in items:
            d[(o, f)] += x
        return dict(d)


# --------------------------------------------------------------------------
# Words

AMERICAN = [("isation", "ization"), ("isations", "izations"), ("ise", "ize"), ("ised", "ized"), ("ises", "izes"),
            ("ising", "izing"), ("iser", "izer"), ("isers", "izers"), ("yse", "yze"), ("ysed", "yzed"),
            ("yses", "yzes"), ("ysing", "yzing"), ("our", "or"), ("ours", "ors"), ("oured", "ored"),
            ("ouring", "oring"), ("ourable", "orable"), ("ourite", "orite"), ("ourites", "orites"),
            ("tre", "ter"), ("tres", "ters"), ("ogue", "og"), ("ogues", "ogs"), ("lled", "led"), ("lling", "ling"),
            ("ller", "ler"), ("llers", "lers"), ("ence", "ense"), ("ences", "enses"), ("gramme", "gram"),
            ("grammes", "grams"), ("grey", "gray"), ("gement", "gment"), ("aedic", "edic"), ("mould", "mold"),
            ("lment", "llment"), ("lments", "llments"), ("lfil", "lfill")]


def american(w, known):
    """The American spelling of w, if the rules find one that SCOWL lists."""
    for a, b in AMERICAN:
        stem = w[:-len(a)]
        if not w.endswith(a) or stem + b not in known:
            continue
        if a.startswith("our") and len(stem) < 3:                       # four, tour
            continue
        if a.startswith("ll") and len(re.findall("[aeiouy]+", stem)) < 2:  # filled, polled
            continue
        return stem + b
    return None


def glossary():
    out = {}
    for line in GLOSSARY.strip().splitlines():
        left, right = line.split(" : ")
        words, share = left.split()
        for w in words.split(","):
            out[w] = (float(share), right.split())
    return out


def load_pairs(text=PAIRS):
    groups, seen, cur = {}, set(), None
    for line in text.split("\n"):
        line = line.strip()
        if line.startswith("["):
            cur = groups.setdefault(line[1:-1], [])
        elif line:
            for p in line.split(","):
                a, b = p.split()
                k = tuple(sorted((a, b)))
                if k not in seen:
                    seen.add(k)
                    cur.append((a, b))
    return groups


def scowl_levels(folder):
    """{word: smallest SCOWL level}, and the words listed for American use."""
    level, us = {}, set()
    for cat in ("english", "british", "british_z", "american"):
        for n in (10, 20, 35, 40, 50, 55, 60, 70):
            f = Path(folder) / f"{cat}-words.{n}"
            if not f.exists():
                continue
            for w in f.read_text("latin1").split():
                if WORD.match(w):
                    level[w] = min(n, level.get(w, 99))
                    if cat in ("american", "english"):
                        us.add(w)
    return level, us


def vocabulary(args, wn):
    level, us = scowl_levels(args.scowl)
    model_vocab = [w for w in json.loads((Path(args.model) / "tokenizer.json").read_text())["model"]["vocab"] if WORD.match(w)]
    whole = set(model_vocab)
    gl = glossary()
    must = set(gl) | {t for _, ts in gl.values() for t in ts} | set(EXTRA) | set(CONTRAST.split())
    must |= {w for g in (load_pairs() | load_pairs(CHECK)).values() for p in g for w in p}
    must |= {w for w, n in level.items() if n <= 20}
    must |= {w for w in model_vocab if w in level}
    # the rest by how common the lemma is (tagged uses in WordNet, SCOWL level)
    base = must & set(level)
    scored = []
    for w, n in level.items():
        if w in must or n > 55:
            continue
        lemmas = [x for _, x in wn.lemmas_of(w)] or [w]
        tagged = sum(wn.count[(x, o[0], i)] for x in lemmas for o, i in wn.senses.get(x, ()))
        inflected = lemmas != [w]
        if all(p == "a" for p, _ in wn.lemmas_of(w)) and inflected and not wn.senses.get(w):
            tagged = 0                                  # urbaner, timeliest
        usw = american(w, us)
        spelling = usw is not None and usw in base
        scored.append((-(3 * spelling + log(1 + tagged) - 1.5 * inflected + (50 - n) / 10), w))
    # no slurs: WordNet says which words are
    slur = re.compile(r"ethnic slur|\b(offensive|disparaging|derogatory) (term|name|word)|\(offensive|now considered offensive")
    bad = {w for w in set(level) - set(gl) if any(x > 0.3 and slur.search(wn.synsets[o][2]) for (o, _), x in wn.analyses(w).items())}
    scored = [(x, w) for x, w in scored if w not in bad]
    words = sorted(must - bad)
    room = max(0, args.words - len(words))
    words = sorted(words + [w for _, w in sorted(scored)[:room]])
    log_line(f"vocabulary: {len(words)} words ({len(must)} chosen outright; {len(bad)} slurs left out)")
    return words, us, whole


# --------------------------------------------------------------------------
# Sources

class Cache:
    """Vectors by key, kept between runs, so that a changed vocabulary costs
    only its new words."""

    def __init__(self, path):
        self.path, self.data = path, {}
        if path and Path(path).exists():
            z = np.load(path, allow_pickle=False)
            for name in {k.split(":")[0] for k in z.files}:
                self.data[name] = (str(z[name + ":keys"]).split(" "), z[name + ":rows"])

    def get(self, name, keys, make):
        have, rows = self.data.get(name, ([], None))
        known = {k: i for i, k in enumerate(have)}
        new = [k for k in keys if k not in known]
        if new:
            fresh = make(new).astype(np.float32)
            have = have + new
            rows = fresh if rows is None else np.vstack([rows, fresh])
            self.data[name] = (have, rows)
            known = {k: i for i, k in enumerate(have)}
            if self.path:
                np.savez(self.path, **{n + ":keys": np.array(" ".join(k)) for n, (k, _) in self.data.items()},
                         **{n + ":rows": r for n, (_, r) in self.data.items()})
        return rows[[known[k] for k in keys]]


def model_vectors(words, us, whole, encoder, cache):
    def make(texts):
        log_line(f"model: {len(texts)} words")
        total, t0 = 0, time.time()
        for t in TEMPLATES:
            a = t.index("{}")
            s, v = encoder().encode([t.format(w) for w in texts], [(a, a + len(w)) for w in texts])
            # the whole sentence for the definition-like ones, the word's own
            # tokens for the first and the last
            if t != "the word {}":
                total = total + s
            if t in ("definition of {}", "the word {}"):
                total = total + v
            log_line(f"  {t!r} {time.time() - t0:.0f} s")
        return total

    # a British spelling the model would cut in pieces leans on the American
    us_of = {w: u for w in words if w not in whole and (u := american(w, us)) and u in whole}
    texts = sorted(set(words) | set(us_of.values()))
    at = {w: i for i, w in enumerate(texts)}
    total = cache.get("base", texts, make)
    base = np.array([0.2 * total[at[w]] + 0.8 * total[at[us_of[w]]] if w in us_of else total[at[w]] for w in words], np.float32)
    return unit(base - base.mean(0))


def gloss_vectors(words, senses, wn, encoder, cache):
    def make(ids):
        log_line(f"glosses: {len(ids)}")
        return encoder().encode([", ".join(x.replace("_", " ") for x in wn.synsets[o][0][:5]) + ": " + wn.synsets[o][2]
                                 for o in ids])[0]

    used = sorted({o for d in senses for (o, _), x in d.items() if x > 0.04})
    vec = cache.get("gloss", used, make)
    at = {o: i for i, o in enumerate(used)}
    m = np.zeros((len(words), vec.shape[1]), np.float32)
    for i, d in enumerate(senses):
        for (o, _), x in d.items():
            if o in at:
                m[i] += x * vec[at[o]]
    return m, np.linalg.norm(m, axis=1) > 0


def subspace_svd(a, k, rounds=12, seed=7):
    """Leading right singular vectors, scaled: block power iteration."""
    q = np.random.default_rng(seed).standard_normal((a.shape[1], k + 32)).astype(np.float32)
    for _ in range(rounds):
        q, _ = np.linalg.qr(a.T @ (a @ q))
    b = a @ q
    _, s, vt = np.linalg.svd(b.T @ b)
    v = (q @ vt.T)[:, :k]
    s = np.sqrt(s[:k])
    return v * np.sign(v[np.abs(v).argmax(0), np.arange(k)]) * s


def moby_vectors(words, us, wn, path, cache, k=384):
    rows = []
    for line in Path(path).read_bytes().decode("latin1").replace("\r", "\n").split("\n"):
        t = [x.strip().lower() for x in line.split(",") if x.strip()]
        if len(t) > 1:
            rows.append(sorted(set(t)))
    df = Counter(x for r in rows for x in r)
    # words and phrases found under two headwords or more; single words kept
    cols = {x: i for i, x in enumerate(sorted(x for x, c in df.items() if c >= 2))}
    single = [x for x in cols if WORD.match(x)]

    def make(keys):
        i, j, v = [], [], []
        for r, xs in enumerate(rows):
            xs = [x for x in xs if x in cols]
            i += [r] * len(xs)
            j += [cols[x] for x in xs]
            v += [log(len(rows) / df[x]) / sqrt(len(xs)) for x in xs]
        a = sp.csr_matrix((np.array(v, np.float32), (i, j)), (len(rows), len(cols)))
        log_line(f"moby: {a.shape[0]} entries, {a.shape[1]} words and phrases")
        return subspace_svd(a, k)[[cols[x] for x in keys]]

    c = cache.get("moby", single, make)
    row = {x: i for i, x in enumerate(single)}
    m = np.zeros((len(words), k), np.float32)
    for n, w in enumerate(words):
        for cand in ([w], [american(w, us)], [x for _, x in wn.lemmas_of(w)],
                     [x for _, x in wn.lemmas_of(american(w, us) or "")]):
            hit = [c[row[x]] for x in cand if x in row]
            if hit:
                m[n] = np.mean(hit, 0)
                break
    return m, np.linalg.norm(m, axis=1) > 0


def impute(m, has, x, ridge=10.0):
    """Rows of m that are missing, predicted linearly from x."""
    x = np.hstack([x, np.ones((len(x), 1), x.dtype)])
    r = np.linalg.solve(x[has].T @ x[has] + ridge * np.eye(x.shape[1]), x[has].T @ m[has])
    m = m.copy()
    m[~has] = (x @ r)[~has]
    return m.astype(np.float32)


# --------------------------------------------------------------------------
# Counter-fitting

def constraints(words, senses, wn):
    """Weighted word pairs: from WordNet synonyms, near (adjective cluster,
    hypernym), antonyms and siblings; from CONTRAST those to keep apart."""
    members = defaultdict(list)
    for i, d in enumerate(senses):
        for (o, f), x in d.items():
            if x > 0.04:
                members[(o, f)].append((i, x))
    syn, near, ant, sib = (defaultdict(float) for _ in range(4))

    def add(to, a, b, x):
        if a != b:
            k = (min(a, b), max(a, b))
            to[k] = max(to[k], x)

    def cross(to, m, other, by=1.0):
        for a, x in m:
            for b, y in members.get(other, ()):
                add(to, a, b, by * sqrt(x * y))

    children = defaultdict(list)
    for (o, f), m in sorted(members.items()):
        for (a, x), (b, y) in itertools.combinations(m, 2):
            add(syn, a, b, sqrt(x * y))
        for sym, t in wn.synsets[o][1]:
            if sym == "!":
                cross(ant, m, (t, f))
            elif sym == "&":
                cross(near, m, (t, f))
                for sym2, t2 in wn.synsets[t][1]:
                    if sym2 == "!":
                        cross(ant, m, (t2, f))
                        for sym3, t3 in wn.synsets[t2][1]:
                            if sym3 == "&":
                                cross(ant, m, (t3, f), 0.7)
            elif sym in ("@", "$"):
                cross(near, m, (t, f))
            if sym in ("@", "@i") and o[0] == "n":
                children[(t, f)].append(m)
    for group in children.values():
        for m1, m2 in itertools.combinations(group, 2):
            for a, x in m1:
                for b, y in m2:
                    if x >= 0.3 and y >= 0.3:
                        add(sib, a, b, sqrt(x * y))
    near = {k: x for k, x in near.items() if k not in syn}
    sib = {k: x for k, x in sib.items() if k not in syn and k not in near}
    ant = {k: x for k, x in ant.items() if syn.get(k, 0) < x}
    at = {w: i for i, w in enumerate(words)}
    apart = {}
    for line in CONTRAST.strip().splitlines():
        for a, b in itertools.combinations(line.split(), 2):
            k = (min(at[a], at[b]), max(at[a], at[b]))
            apart[k] = 1.0
            for d in (syn, near, ant, sib):
                d.pop(k, None)
    return syn, near, ant, sib, apart


def specialise(v0, cons, skip=(), ws=1.0, wh=0.3, wa=2.0, wsib=0.5, wc=1.0, ts=0.8, th=0.5, ta=-0.2, tsib=0.35, tc=0.1, rounds=60):
    syn, near, ant, sib, apart = cons
    n = len(v0)

    def pack(d, floor):
        e = sorted((a, b, x) for (a, b), x in d.items() if x > floor and (a, b) not in skip)
        if not e:
            return np.zeros(0, int), np.zeros(0, int), np.zeros(0, np.float32)
        a, b, x = zip(*e)
        return np.array(a + b), np.array(b + a), np.array(x + x, np.float32)

    s, h, t, g, k = pack(syn, 0.1), pack(near, 0.25), pack(ant, 0.15), pack(sib, 0.3), pack(apart, 0)
    # a word in a large set, or with many antonyms, is pushed not much harder
    crowd = np.bincount(k[0], minlength=n)[k[0]]
    many = np.sqrt(np.maximum(1, np.bincount(t[0], t[2], minlength=n)))[t[0]]
    v = v0.copy()

    def cosines(e):
        return np.concatenate([np.einsum("ij,ij->i", v[e[0][i:i + 65536]], v[e[1][i:i + 65536]])
                               for i in range(0, len(e[0]), 65536)] or [np.zeros(0, np.float32)])

    def push(e, gain):
        return sp.csr_matrix((gain * e[2], (e[0], e[1])), (n, n)) @ v

    for _ in range(rounds):
        u = v0 + ws * push(s, 2 * np.clip((ts - cosines(s)) / ts, 0, None))
        u += wh * push(h, 2 * np.clip((th - cosines(h)) / th, 0, None))
        u -= wa * push(t, 3 * np.clip(cosines(t) - ta, 0, None) / many)
        u -= wsib * push(g, 3 * np.clip(cosines(g) - tsib, 0, None))
        u -= wc * push(k, 3 * np.clip(cosines(k) - tc, 0, None) / crowd)
        last, v = v, unit(0.75 * v + 0.25 * unit(u)).astype(np.float32)
    log_line("  last step moved: mean %.4f, most %.3f" % (np.linalg.norm(v - last, axis=1).mean(), np.linalg.norm(v - last, axis=1).max()))
    return v


def carry(final, before, words, wn):
    """Inflected forms of the words in CONTRAST move as those moved."""
    at = {w: i for i, w in enumerate(words)}
    moved, out = set(CONTRAST.split()), final.copy()
    for w, i in at.items():
        lemmas = sorted({x for _, x in wn.lemmas_of(w) if x in moved})
        if lemmas and w not in moved and w not in wn.senses:
            shift = np.mean([final[at[x]] - before[at[x]] for x in lemmas], 0)
            out[i] = unit((before[i] + shift)[None])[0]
    return out


# --------------------------------------------------------------------------
# Table

def pca(m, dims, flatten=0.0):
    """Leading components; flatten>0 evens out their scale (0.5 = half way to
    white)."""
    m = m - m.mean(0)
    val, vec = np.linalg.eigh(m.T.astype(np.float64) @ m / len(m))
    val, vec = val[::-1][:dims], vec[:, ::-1][:, :dims]
    vec = vec * np.sign(vec[np.abs(vec).argmax(0), np.arange(dims)])
    return (m @ vec * val ** (-flatten / 2)).astype(np.float32)


def quantise(m):
    """int8 rows, each scaled so that its largest component is 127."""
    return np.rint(m * (127 / np.abs(m).max(1, keepdims=True))).astype(np.int8)


def write_table(path, words, q):
    blob = [w.encode("ascii") for w in words]
    assert blob == sorted(blob) and len(set(blob)) == len(blob)
    offsets = np.concatenate([[0], np.cumsum([len(b) for b in blob])]).astype("<u4")
    text = b"".join(blob)
    data = b"WVEC" + struct.pack("<BBHII", 1, 0, q.shape[1], len(words), len(text)) + offsets.tobytes() + text + q.tobytes()
    Path(path).write_bytes(data)
    return len(data)


def read_table(path):
    """The reader, as the bot does it; also the format's reference."""
    d = Path(path).read_bytes()
    magic, version, zero, dims, count, size = struct.unpack_from("<4sBBHII", d)
    assert magic == b"WVEC" and version == 1 and zero == 0
    off = np.frombuffer(d, "<u4", count + 1, 16)
    at = 16 + 4 * (count + 1)
    words = [d[at + a:at + b].decode("ascii") for a, b in zip(off, off[1:])]
    assert off[-1] == size and len(d) == at + size + count * dims
    return words, np.frombuffer(d, np.int8, count * dims, at + size).reshape(count, dims)


# --------------------------------------------------------------------------
# Judging

def auc(pos, neg):
    pos, neg = np.asarray(pos), np.asarray(neg)
    return float((pos[:, None] > neg).mean() + 0.5 * (pos[:, None] == neg).mean())


def scores(m, at, pairs):
    m = unit(m.astype(np.float32))
    return {g: np.array([m[at[a]] @ m[at[b]] for a, b in ps]) for g, ps in pairs.items()}


def report(name, m, at, pairs):
    s = scores(m, at, pairs)
    hard = np.concatenate([s["unr"], s["ant"], s["rel"]])
    easy = s["unr"]
    u = unit(m.astype(np.float32))
    r = np.random.default_rng(0)
    n = len(u)
    back = np.einsum("ij,ij->i", u[r.integers(0, n, 100000)], u[r.integers(0, n, 100000)])
    print(f"{name:34s} syn/unr {auc(s['syn'], easy):.3f}  syn/ant {auc(s['syn'], s['ant']):.3f}  "
          f"syn/rel {auc(s['syn'], s['rel']):.3f}  syn/all {auc(s['syn'], hard):.3f}  "
          f"syn+rel/unr {auc(np.concatenate([s['syn'], s['rel']]), easy):.3f}  "
          f"syn/random {auc(s['syn'], back[:20000]):.3f}  random99.9% {np.quantile(back, .999):.2f}")
    return s, back


def thresholds(s, back):
    hard = np.concatenate([s["unr"], s["ant"], s["rel"]])
    print("\n   cos  | syn>=t  ant>=t  rel>=t  unr>=t random>=t | precision near(syn : ant+rel+unr)  related(syn+rel : unr+ant)")
    for t in np.arange(0.25, 0.91, 0.05):
        a, b, c, d = ((s[g] >= t).mean() for g in ("syn", "ant", "rel", "unr"))
        tp, fp = (s["syn"] >= t).sum(), (hard >= t).sum()
        tr = tp + (s["rel"] >= t).sum()
        fr = (s["unr"] >= t).sum() + (s["ant"] >= t).sum()
        print(f"  {t:.2f}  |  {a:.3f}   {b:.3f}   {c:.3f}   {d:.3f}   {(back >= t).mean():.5f} |"
              f"   {tp / max(1, tp + fp):.3f}   {tr / max(1, tr + fr):.3f}")


def hand_pairs():
    """Pairs that GLOSSARY or CONTRAST state outright."""
    out = {tuple(sorted((w, t))) for w, (_, ts) in glossary().items() for t in ts}
    for line in CONTRAST.strip().splitlines():
        out |= {tuple(sorted(p)) for p in itertools.combinations(line.split(), 2)}
    return out


def judge(words, q):
    at = {w: i for i, w in enumerate(words)}
    s, back = report("table", q, at, load_pairs())
    thresholds(s, back)
    check = load_pairs(CHECK)
    for name, skip in (("check pairs", ()), ("check pairs, less those stated by hand", hand_pairs())):
        c = scores(q, at, {g: [p for p in ps if tuple(sorted(p)) not in skip] for g, ps in check.items()})
        a, b = c["check-syn"], c["check-neg"]
        print(f"\n{name}: {len(a)} syn, {len(b)} not; AUC {auc(a, b):.3f};", "; ".join(
            f"t={t:.2f} recall {(a >= t).mean():.2f} precision {(a >= t).sum() / max(1, (a >= t).sum() + (b >= t).sum()):.3f}"
            for t in (.4, .5, .55, .6, .65, .7)))
    return s


def neighbours(words, m, queries, k=12):
    u = unit(m.astype(np.float32))
    at = {w: i for i, w in enumerate(words)}
    for w in queries:
        if w not in at:
            print(f"{w}: not in the table")
            continue
        c = u @ u[at[w]]
        print(f"{w}: " + ", ".join(f"{words[i]} {c[i]:.2f}" for i in np.argsort(-c, kind="stable")[1:k + 1]))


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--model", help="folder with config.json, tokenizer.json, model.safetensors")
    p.add_argument("--moby", help="the Moby Thesaurus, words.txt")
    p.add_argument("--scowl", help="folder with english-words.10 and so on")
    p.add_argument("--wordnet", help="folder with data.noun and so on")
    p.add_argument("--out", default="words.bin")
    p.add_argument("--cache", help="keep the model's outputs here (.npz) between runs")
    p.add_argument("--words", type=int, default=27500, help="size of the vocabulary")
    p.add_argument("--dims", type=int, default=96)
    p.add_argument("--moby-weight", type=float, default=0.75)
    p.add_argument("--flatten", type=float, default=0.5, help="evening-out of the components' scale, 0 to 1")
    p.add_argument("--evaluate", action="store_true", help="print the comparison of variants")
    p.add_argument("--read", metavar="TABLE", help="only read this table: judge it and show neighbours")
    p.add_argument("--neighbours", default="salary boss scrapped deadline delay location retire supplier purpose headcount cost criticised dosh")
    args = p.parse_args()

    if args.read:
        words, q = read_table(args.read)
        judge(words, q)
        print()
        neighbours(words, q, args.neighbours.split())
        return
    for need in ("model", "moby", "scowl", "wordnet"):
        if not getattr(args, need):
            p.error(f"--{need} is needed")

    wn = WordNet(args.wordnet)
    words, us, whole = vocabulary(args, wn)
    at = {w: i for i, w in enumerate(words)}
    cache, models = Cache(args.cache), []

    def encoder():
        if not models:
            models.append(Encoder(args.model))
        return models[0]

    senses = [wn.analyses(w) or wn.analyses(american(w, us) or "") for w in words]
    base = model_vectors(words, us, whole, encoder, cache)
    g, has_g = gloss_vectors(words, senses, wn, encoder, cache)
    m, has_m = moby_vectors(words, us, wn, args.moby, cache)
    g = unit(impute(g, has_g, base))
    meaning = unit(base + unit(g - g[has_g].mean(0)))
    m = unit(impute(unit(m), has_m, meaning))
    m = unit(m - m[has_m].mean(0))
    joint = unit(np.hstack([meaning, args.moby_weight * m]))
    joint = unit(joint - joint.mean(0))
    plain = joint.copy()
    gl = glossary()
    for w, (share, targets) in gl.items():
        mean = unit(np.mean([joint[at[t]] for t in targets], 0, keepdims=True))[0]
        plain[at[w]] = (1 - share) * joint[at[w]] + share * mean
    joint2 = unit(plain)

    cons = constraints(words, senses, wn)
    log_line("constraints: synonyms %d, near %d, antonyms %d, siblings %d, contrast %d" % tuple(len(c) for c in cons))
    final = carry(specialise(joint2, cons), joint2, words, wn)
    q = quantise(pca(final, args.dims, args.flatten))

    if args.evaluate:
        evaluate(args, words, at, base, meaning, m, joint, joint2, cons, final)
    size = write_table(args.out, words, q)
    words2, q2 = read_table(args.out)
    assert words2 == words and (q2 == q).all()
    print(f"\n{args.out}: {len(words)} words, {args.dims} dims, {size} bytes")
    judge(words, q)
    print()
    neighbours(words, q, args.neighbours.split())


def evaluate(args, words, at, base, meaning, m, joint, joint2, cons, final):
    pairs, hand = load_pairs(), hand_pairs()
    rest = {g: [p for p in ps if tuple(sorted(p)) not in hand] for g, ps in pairs.items()}
    print("pairs:", {g: len(ps) for g, ps in pairs.items()}, "less those stated by hand:", {g: len(ps) for g, ps in rest.items()})
    report("model only", base, at, pairs)
    _, _, vt = np.linalg.svd(base - base.mean(0), full_matrices=False)
    for k in (1, 2, 3):
        report(f"model only, less top {k}", base - base @ vt[:k].T @ vt[:k], at, pairs)
    report("model only, 96 dims", pca(base, 96), at, pairs)
    report("model + glosses", meaning, at, pairs)
    report("thesaurus only", m, at, pairs)
    report("model + glosses + thesaurus", joint, at, pairs)
    report(" + glossary", joint2, at, pairs)
    report(" + specialised (768 float)", final, at, pairs)
    # what it knows of pairs that no constraint and no hand-made list names
    skip = {(min(at[a], at[b]), max(at[a], at[b])) for ps in pairs.values() for a, b in ps}
    held = specialise(joint2, cons, skip)
    report(" held out, less hand (768 float)", held, at, rest)
    report(" held out, less hand (table)", quantise(pca(held, args.dims, args.flatten)), at, rest)
    report(" full, less hand (table)", quantise(pca(final, args.dims, args.flatten)), at, rest)
    for d in (64, 96, 128, 192):
        for fl in (0, 0.5):
            report(f"{d} dims float, flatten {fl}", pca(final, d, fl), at, pairs)
        report(f"{d} dims int8, flatten {args.flatten}", quantise(pca(final, d, args.flatten)), at, pairs)


if __name__ == "__main__":
    main()
