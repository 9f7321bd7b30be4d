/*
 * What Punkt (`punkt.ts`) knows of English words. NLTK's trained model is not shipped; these lists stand for it.
 *
 *   abbreviations  written without their last period. Candidates: initials, pairs of initials, and what American newspapers shorten (states, titles, companies,
 *                  months, days, units); kept is what the reference takes for an abbreviation: "e.g", "no", "gov", "etc", "mar" are none to it, "ok", "mg", "fri" are
 *   starters       words that begin a sentence when they follow an abbreviation or an ellipsis with a capital: such as are not capitalized inside a sentence
 *   lower          further words that are written in lower case: a capitalized one after an initial ("Plan B. Most") is no name
 *
 * Candidates of the last two: words that begin at least two sentences of MASC (Open American National Corpus, free for any use) and WikiText-2, the 2,000
 * most frequent ones written in lower case there, stems of contractions ("doesn"), frequent short words of other languages, and the abbreviations, which
 * keep their period here. Each stands where the reference, asked with it in one sentence, puts it ("He left Inc. Most was there.", "It is Plan B. Most was
 * there."). No text had a part in it, so all reference texts judge.
 */
const words = (text: string): string[] => text.trim().split(/\s+/);

export const ABBREVIATIONS: readonly string[] = words(`
a.a a.c a.d a.g a.h a.m a.m.e a.s a.t adm ala ariz aug ave b.f b.v bros c c.v calif chg cie co col colo conn corp cos ct d d.c d.h d.w dec dr e
e.f e.h e.l e.m f f.g f.j feb fla fri ft g g.d g.f g.k ga gen h h.c h.f h.m ill inc j.b j.c j.j j.k j.p j.r jan jr k kan ky l l.a l.f l.p lt ltd
m m.b.a m.j maj messrs mg mich minn mr mrs ms n n.c n.d n.h n.j n.m n.v n.y nev nov oct ok okla ore p p.m pa ph.d prof r r.a r.h r.i r.j r.k r.t
rep reps s s.a s.c s.g s.p.a s.s sen sep sept sr st sw t t.j tenn tues u.k u.n u.s u.s.a u.s.s.r v va vs vt w w.c w.r w.va w.w wash wed wis yr`);

/** After a number these begin no sentence ("2. Business"): collocations of the training text. */
export const AFTER_NUMBERS: readonly string[] = ['business', 'credit', 'international', 'letters', 'review', 'who'];

export const STARTERS: readonly string[] = words(`
a.m. abandoned able above absolutely academic academics accept accepted according accordingly achieve acres actions active adding addition
address adjacent adopted adult adults advantage afternoon afterwards agencies agent agents agreed ahead ain album alive allow allowed allowing
allows almost along already altar although always ambiguous among amount analysis ancient angle animal animals announced annual anybody anyone
anything anyway apparently appear appearance appeared apply appreciate approach appropriate approximately archaeologists architectural
architecture arguing argument arm arrived arriving article artillery artist ask asked asking assume attached attack attacked attacks attempted
attempts attend attendance attended attention au audience audio author authors autonomous available aware bag ballot band bars basic basis
beaches became become becoming bed begin behalf behavior behind being belief believe believed believing beneath benefit besides better between
beyond biology bit blood boats body bond both bottle bound box boy break briefly broke broken brother build built businesses but call calling
came camera cannot captured car carbon carried carries carry carrying cast casualties caught cause caused causing cell cells cents certainly
chair chance channels character characterization characters charge check checking cheers chest choice choose claim claimed classical climate cold
colors combat combination combined commander comment commented comments commitment committed compare compared comparisons competing complete
completed completely concerned concerns concluded conclusion conclusions concrete conditions conducted confidential conflict connection consider
considered considering consistent conspiracy contact contains contemplating content context continued continuing contrary contributed
contribution controversy conversation cool copy copyright core corner correct cost counter couple coupled course covered create created creating
crew critics crosses crossing crowd cultural curious currently damn dark date daughter debate decide decisions declared dedicated deep defeat
defeated defined degree degrees depending described describes describing designated designed despite destroyed details detected determine develop
developed developing didn die difference differences different difficult direct directed direction directly dirty discovered discuss discussed
discussion distance divided doctor document documents does doesn doing dollars done door double doubt downtown drawing dress drink drinking
dropped drugs earlier early easier easily eating edge effective effects eight either elements eliminate else elsewhere embrace emerging eminent
emissions employee enclosed engineers enjoy enjoying enough ensure enter entered entire entirely environment episode era escape especially
essentially established estimated et even event eventually ever evidence exactly example examples excellent except excessive excuse existing
expanded expense expensive experience experiment explain explained explore expressed expression extra eye eyes faced facing fact faith fallen
falling familiar families famous fan fans farther favor favorite fear feature featured features feeling feels feet fellow felt female fig figure
figures file filed files fill filled filming films final finally findings fingers finish finished fired fish fishing fit fixed flexibility flight
floor flying focused follow followed following follows foot forced forces forget formed forth forward fought founded frankly friend fringe fully
furthermore gathering gave gay gift gifts girl girls given gives giving global goals goes going golf goodwill governor grants greater greatest
grew ground growing guess guest gun guns guy hadn hair hands happen happened happy hasn hate he heading healthy hear hearing heaven heavily heavy
helped helping hence her here herself highest highly him himself historic hold homosexuality honor horse hot hour hours houses however huge
hundred hundreds hurry husband i idea identified identity if image imagine immediately important improve in inches incident include included
including increased indeed independent individual individuals influence initial initially inside instance instead intelligent interested
interesting interests into invasion isn it items joined journalist judges jungle kept kids kill killed killing kinds knew knowledge known lack
lacking lakes language languages largely larger latter laugh launching le leaders leadership leading leaning learn learned least led length lets
letters lies lift lights liked linked list listed listen listening lived lives living lo located location looked looking lose losing lot lowering
lunch mainly maintain majority male males managed manager manner many marked marriage massive match mean meaning meanwhile measures meetings
member membership mentioned merchandise merely message mg. mid mightn miles mind mine minute missing modified mom moment months moreover morning
most mother mouth moved multiple murder myself native naturally nature naval nearby necessary neck need needed needn needs neither nevertheless
newspaper non nonetheless nor note noted nothing noticed notwithstanding nowhere number numbers numerous object objection obsession obvious
occasionally occur occurred odd offered officer okay older ones onto opened opening operator opportunities opportunity opposite ordered
organizations organized original originally otherwise ought overall owned p.m. page paid pain pair par parallel parenting particular particularly
pass passed passengers passing patients patterns peak per percent perfect perform performance performances performed permanent person personal
personally personnel phone physical pick picked piece pieces places plain planet planned play played player playing pleasant please plot pointed
points political pop port portion position positive possibility possibly postal potential powerful practice praised preliminary prepared presence
present presented pretty prevent previous previously primarily prior private probably problem problems process processing produced product
professor program projects promise proof proponents proposed prosperity protect protected provide provided provides published pulled pushed put
question questions rain ran range rapidly rats reaction readers reality realized receive received recent recently recipient recipients
reciprocity recorded reduced reduction reductions referred refused regarding regardless regards region regional regions registration regular
relationship relationships relative relatively released relief religion religious remain remained remaining remember removed replaced replied
reply represented require required requirements respect respectively respond responding response responsible restoration result resulted
resulting results returned returning revelation right robot romanticism roof roughly round ruin ruled runs rush safe sales salon same sand sat
savvy saw scene schedule scheduled se seaman season seconds section sections secure seeing seem seemed seems segment select selection selling
senator send sense sensors sent sentence separate seriously serve served setting seven sex shape shift ships shocked shook shoot shortly shot
shoulder shouldn showing shown shut sigh signed significant significantly signing silence similar similarly simple simply sin since sincerely
single sit sitting size skills slow slowly smaller smile snow so soldiers solid solution some someone sometimes son songs soon sooner sorry sort
sounds source speak speaking species specific specifically speech speed spend spent spoke spotting spread stage stand standing stands started
starting stated statement statements status step still stood stopped stories strange stream strength strongly structure structures stuck studied
studio studying style submitted subscribe subsequent subsequently success successful such suddenly suffered suggest suggested suggests supported
suppose surely surface surprise surrounded surrounding suspended sword taking talked task teaching team teams telling temperature ten term terms
terrorism testified testify testing text thank thanks the them themselves theory there thereafter therefore these they thick things think
thinking this though thought thoughts thousand threat through throughout throw thus timing tiny tired title together tomorrow took totally
towards traditional trail train transcripts transfer translation treatment trials tried troops tropical true truly truth try trying turn turned
turning turns type uh ultimately unable und under understand unfortunately unique unknown unless unlike unusual upon us useful user uses using
values variety various varsity version very via victory village visitors von vs. wait waiting walk walked walking walks walls wanted wants
watching waters wave weapons wearing web weekend weeks weight welcome went were weren when whenever whereas wherever whether which while whites
whole wholesalers whom wide wife win window wish within without witness wonderful wondering wooden words worked working worse wounded writing
written ya yes yesterday yet your yourself youth zero`);

/** Words written in lower case: the starters, of which "I" is none, and these. */
export const LOWER: readonly string[] = [...STARTERS.filter((word) => word !== 'i'), ...words(`
a ability about access account across act acting action activities activity actual actually add added additional administration advance advanced
after again against age agency ago agree agreement air aircraft alcohol all alone also am an and another answer any appears architects are area
areas aren arms army around art as aside assistance associated association at attempt authority automatic average avoid away b baby back
background bad balance ball bank bar base based basically battle be beach beautiful because becomes been before began beginning begins below
benefits best big bill billion birthday black block blue board boat bob book books border born bottom bought brief bring brothers brought
building buildings business buy buying by c called calls campaign can cap capital card care career careers cars case cases cash cat catch cats
center central century certain change changed changes changing channel chapter charges chemical chief child children china church cities citizens
city civil claims class clean clear clearly clinical close closed closer club coast code coffee collection college color come comes coming
command commercial committee common community companies company competition complex computer concept concern concert conference congress
constitution construction continue continues contract control corporate costs could couldn countries country county court cover crazy credit
crisis critical cross culture current customers cut d daily dance data day days de dead deal dean death debt decided decision decline defense
demand department der des design detect development di did died dinner director disease district do doctors dog don down drive driving drug dry
du due during each earned earnings earth east eastern easy eat economic economy education effect effort efforts election employees employment en
end ended ends energy environmental equipment evening events every everybody everyone everything exchange executive expect expected extended
extension extensive face factors facts failed failure fair fall falls false family far fast father federal feel fell few field fight fighting
film financial find finding fine fire firm firms first five flights focus food football for force foreign form former forms found four fourth fox
free freedom friends from front full fun function fund funding funds furniture further future gain gambling game games general generally
generation get gets getting give glass go goal god gold gone good got government governors grant granted great green group groups grow growth
guide had half hall hand hard hardly has have haven having head health heard heart held hell help heritage hey high higher highway his history
hit holding home homes hope horses hospital house housing how human hunt hurt ice ideas identify impact includes income increase increasing
industrial industry information institutions insurance intelligence intended interest international interstate interview introduction
investigation investment involved involvement iron is island islands issue issues its itself jet job jobs join journals judge jury just justice
keep keeping key kind king know knowing knows la lady lake land large largest last late later latest law laws lay lead leader learning leave
leaves leaving left leg legal less let letter level levels life light like likely limit limited line lines link little live load loans local long
longer look looks los loss losses lost lots love low lower lucky made magazine mail main major make makes making man management march marine mark
market marketing markets married material materials matter may maybe me means meant measure media medical meet meeting members memory men met
metal middle might mile military mill million minor minutes mission mixed model modern money month more mortgage mostly motion mount mountain
move movement movie moving much music must my name named names nation national natural near nearly nest net network never new news next nice
night nine no nobody none normal north northern not notes notice now obviously of off offer offers office officers official officials often old
on once one only open operating operation operations opinion options or order orders organization other others our out outside over own package
panel paper parents park part parties parts party past pattern pay payment peace people perhaps period perspective pet picture place placed plan
planning plans plant plants players plus point police policy poor popular population positions possible post posted power president press
pressure price prices primary prison produce production products professional programs progress project promote property proposal protection
providing public publications purchase purpose push quality quarter queen quick quickly quiet quite race raise raised rate rates rather re reach
reached read reading ready real really reason reasons recall record records red reduce reference register related release remains report reported
reporters reports request research resources responsibility rest return review rice rich ride rights rise risk road robotics rock role rolling
room rose route row rule rules run running s said sale salt save say saying says school schools science scientific screen sea search seat second
secret secretary securities security see seek seen sees sell semantics sending senior series serious service services set sets settlement several
share shares she ship shopping shops short should show showed shows side sides sign signs silent singing sir site sites situation six sleep
sleeping slightly small social society sold somebody something somewhere song sought sound sources south southern space special spot spring
square staff standard standards stars start starts state states station stay steel steps stock stone stop store storm story straight strategy
street strong student students studies study stuff stupid subject suit summary summer sun supplies supply support sure sweet system systems table
take taken takes talk talking target tax technology telephone television tell tells test testimony tests than that their theme then thing third
those thousands three tickets time times to today told too top total touch tour toward town track trade trading traffic training travel travelers
tree trial trip trouble trust twice two types uncle understanding unemployment union unit united units universal until up use used users usually
utility value van vice video view views violence visit vocal voice vote voted vous wade wall want war ward was wasn watch water way ways we week
well west western what whatever wheel where white who whose why will wind windows wine winning with woman women won wonder wood woods word work
workers works world worth would wouldn write wrong wrote year years you young z`)];
