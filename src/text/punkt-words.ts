/*
 * What Punkt (`punkt.ts`) knows of English words. NLTK's trained model is not at hand; these lists stand for it.
 *
 *   abbreviations  written without their last period. States, titles, companies, months and initials as American newspapers shorten them, kept or left
 *                  out by what the reference did with them: "e.g", "no", "gov", "etc", "mar" are none to it, "ok", "mg", "fri" are
 *   starters       words that begin a sentence when they follow an abbreviation or an ellipsis with a capital: such as are not capitalized inside a sentence
 *   lower          further words that are written in lower case: a capitalized one after an initial ("Plan B. Most") is no name
 *
 * `starters` and `lower` were counted in MASC (Open American National Corpus, free for any use) and WikiText-2: words that occur in lower case and,
 * at least twice, at the beginning of a sentence. Both were then corrected by the sentences that the reference made of one half of the reference texts
 * (those whose id has an even first byte of SHA-256); the other half was used to judge.
 */
const words = (text: string): string[] => text.trim().split(/\s+/);

export const ABBREVIATIONS: readonly string[] = words(`
a.m adm ala ariz ark aug b.v bros c calif capt cie co col colo conn corp cos d d.c d.w dec dr e e.m f feb fla fri ft g ga gen h inc j.j j.p jan jr k
kan ky l lt ltd m m.j maj md messrs mg mich minn mo mont mr mrs ms mt n n.c n.d n.h n.j n.m n.v n.y neb nev nov oct ok okla ore p p.m pa ph.d prof r
r.i rep reps s s.a s.c s.d s.p.a s.s sen sept sgt sr st t tenn tex thurs tues u.k u.n u.s u.s.a v va vs vt w w.va wash wis`);

/** After a number these begin no sentence ("2. Business"): seen in the reference, a collocation of its training text. */
export const AFTER_NUMBERS: readonly string[] = ['business', 'review'];

export const STARTERS: readonly string[] = words(`
above absolutely academics according accordingly across adding additionally address adjacent adult afterward afterwards alluvial alongside already
although ambiguous anonymous anybody anyone anywhere approximately archaeologists architectural arguing arriving aside ask attempts attendance
authors automated babbling basically beaches beginning believing below beneath besides beyond bigger bonfire bought boundaryless brace break briefly
bring bugger built businesses but buy buying calm cannot captured carbon caring casualties catching cats certainly changing characterization cheers
clearly colors coming communion compare compared comparisons compassion competing concerned conclusion conclusions concrete consequently consider
continuing contrary copy correct coupled crap creating creation curious currently cuz darn decided depending described describing developing diesel
disclaimer discovering discussion doctors does dollars drawing drinking drugs dude earlier earnings eat eating eclectic either eliminate elsewhere
embrace embryos enclosed encouraging enjoying especially essentially et everybody everything evidence exactly excavations excellent experience
extensive fallen fantasy farther faults feeling feels fibroblasts fifty fig filming finding finished flexibility forget fortunately fourteen fresh
furniture further furthermore fye gathering gave give given giving glancing gonna goodbye goodnight gosh granted guess hands hardly he heading
hearing heh hence her hidden his historian hold hopefully hoping however huge humidity hundreds hurry i if illiteracy imagine immediately in
included increasing incredibly indeed inevitably initial initially inspiration int interested interesting interestingly it journalist judges killing
knowing knowledge lacking lam large launching le listed literally liver located lol longboat looks losing lots love lovely luxury managing materials
meaning meanwhile meetings merchandise merged micro most mostly myself naturally near nearby nearly needless neither nevertheless next niche
nightlife ninety nonetheless notes notwithstanding nowhere nulla numerous objection obsession occasionally offer officials often ooh oops opening
opposite organizing originally otherwise outside overall pachucos panic panty patience patients patterns per perfect perfectly perpetual personally
perspective petitioners phone physical play playing poof population positive posted practical preliminary pretend pretty previous previously prices
proof proponents prosecutor providing publishers pull push question quickly quit radar railings rather rats readers reality reciprocity recognizing
recovering reduced religion remembering repeat responding restoration resume retail returning reviewers rexes roughly ruin running sad sat say
scholars se secondly sections sed seeing select semantics send sending sensors setting settlers seventeen shame she shocked shops shortly shouting
sigh significant signing signs similar similarly simple simply since sincerely sit sitting sixty sleep slightly so solid soluble solution some
somehow something somewhere soon sooner sounds sources sourcing speaking specifically spend staring starting strong stuck studying stunned styles
submitted subscribe subsequent subsequently subsidence such suddenly summary sums suppose surely surrounded suspended sword taking talking teaching
technically tectonic testing the their there thereafter therefore these they thirty this thoroughly thoughts thousands throughout tiny tonight
towards transcript transcripts translation travelers tried try turn turns twelve twenty uh ultimately unable understand underweight unemployment
unfortunately unh unique units unknown unlike unsubscribe upon usually visitors vocal waiting walls wearing were whatever when whenever whereas
whereupon wherever while wishing within wondering worse wouldn writing ya your`);

/** Words written in lower case: the starters and these. */
export const LOWER: readonly string[] = [...STARTERS, ...words(`
a about academic access acres act action actually additional advance after again against age agency agents ai air al all allow almost along alright
also altar alternatively always am amazing among an analysis and angel animals another answer ants any anything anyway apparently archaeology
architects architecture are around as assume at atorvastatin attached attention avoid b baby back background bad ball ballot band bank based be
because been before behind being believe best better between big bike bill black blessing books born both box boy bridge brother building buildings
bus business by ca call can captain cast cat central change changes chapter check checking chief child children choose city clean clear click
climate clinical close co code coffee college come comments common companies composite confidential considering construction contact cool copyright
could credit crew crime critics crown cultural culture current customers d dad dam damn dance dark data date day de dead dear deep defenders despite
destination details did die dinner direct disease do doctor dogs doing don down draft dress drink drive driving dry due during each early earth easy
eight eleven email emerging end engineers enough enter entertainment even eventually ever every everyone example examples except excuse exhibit exit
experiment experimental explore express expression fact factory facts failure fall family fan fans far father fear fed federal feel female few
fighting figure fill final finally find fine fire first fish five follow following food for foreign form former fort forty forward four frankly free
freedom friends from full fun funding future g gambling game general gentlemen get getting gift gifts girls global go going gold good got gotta
government governor grand great green group growing growth guard guitar h ha had half happy hard harvester has have having hay heaven heavy hell
hello help here heritage hero hey hi high him history hm holding home hope hot how huh human hunt hurricane im important including increase
indigenous individual individuals inside instead intelligent international into introduction is islands isn its jet join judge just kay keep keeping
key keys kids kill kind kindly king kitsch know known l lady land language last late later law lead leaning learning leather leave leaving left
legal legend less let lets letters level life lift light lights like listen listening little live living local long look looking low lowering lucky
lunch m made main major make making man management many mark market markets massive may maybe me measures melatonin melody members membership memory
men midden middle might mike miles mind mine mmm mobile modern mom money more morning moving much music muskrat must my name native nature
negotiated nest net neural never new nice nine no nobody none nor north northern not note nothing notice now obviously odd of off office oh oil ok
okay old on once one online only open or order other others our out over oy paid parents part pass passing past patrolling pattern pay peace people
performance perhaps pet philip place plain plan plans please plus points police political pop porcelain port price prior privileged probably
professor property prosperity protection public publications put questions quiet race rate re read reading ready real really reasons recent recently
recipients records red regarding regardless regards registration release remember report request research results revelation review rex ride right
rivers rolling run rush s said sale sales same save savin scene schedule school sea search searching second secret section see seems selected
selling senior seriously set settlement seven several shall shopping should shouldn show shut sign silence silent silver singing six sleeping slowly
small snow social soldiers somebody someone sometimes son song sorry sound source special spring standing stars start state status stay stela step
still stop stories strange streets structure student students stupid style subject successful sun support sure sweet t table take target tea tell
ten terms test thank thanks that then things think thinking third those though three through throw thus tickets time times timing tired to today
together too top traditional training trials tropical true truth trying twitter two types um under understanding unless until update us use used
user using utility vanadyl variety varsity very video visa vision visit w wait waking walk walking want war was watch watching water we web webmail
welcome well west what where whether which white whites who whole wholesalers why will win windows winning winter with without wo women woods word
words work workers working worth would wow yeah years yep yes yet yo you young yours`)];
