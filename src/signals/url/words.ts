/*
 * The word lists of datatrove's URL filter (huggingface/datatrove@a649de7 src/datatrove/assets, Apache License 2.0), as its `parse_list` reads them: lines that
 * begin with # are off, what is no ASCII letter or digit is taken out, each entry once.
 */
const words = (list: string): readonly string[] => [...new Set(list.trim().split(/\s+/))];

/** `banned_words.txt` */
export const BANNED_WORDS = words(`
18abused 2g1c acrotomophilia anilingus arsehole assmunch autoerotic babeland bangbros bangbus bareback barenaked bastinado bbw bdsm beaner beaners
beastiality bigcock bimbos birdlock bitches blowjob blumpkin bollocks bondage boner bukkake bulldyke bunghole busty camgirl camslut camwhore
carpetmuncher cialis clit cock cocks coprolagnia coprophilia cornhole creampie cumming cumshot cumshots cunnilingus darkie daterape deepthroat
dendrophilia dildo dingleberries dingleberry doggiestyle doggystyle dolcett dominatrix dommes dvda ecchi eunuch faggot felch feltch femdom figging
fingerbang fingering fisting footjob frotting fuckin fucking fucktards fudgepacker futanari gangbang goatcx goatse gokkun goodpoop goregasm grope
gspot guro handjob hentai honkey hooker horny humping jailbait japaneseadult jigaboo jiggaboo jiggerboo jizz juggs kike kinbaku kinkster kinky
knobbing livesex lovemaking masturbating milf motherfucker muffdiving nambla nawashi nigga nigger nimphomania nsfw nutten nympho nymphomania omorashi
orgy paki pedobear pegging pikey pissing pisspig ponyplay poon poontang poopchute porn porno pthc pubes punany pussy queaf queef quim raep raghead
rimjob rimming salope santorum scat schlong scissoring sexcam sexo shemale shibari shitblimp shota shrimping skeet slanteye slut smut sodomize spic
splooge spooge spunk strapon strappado stroking sucking swinger throating fuckedvideo thumbzilla tit tits titties titty tosser towelhead tranny
tribadism tubgirl tushy twat twink twinkie undressing upskirt urophilia viagra vibrator vorarephilia voyeur voyeurweb voyuer wank wetback whore
worldsex xxx yaoi yiffy zoophilia
`);

/** `soft_banned_words.txt` */
export const SOFT_WORDS = words(`
anus apeshit asshole ass babes baise bastard bastardo bitch circlejerk boob cum coon coons boobs suck brunette bullshit butt clitoris clusterfuck
interracial spastic cunt dick domination ejaculate ejaculation erotic erotism escort fag fecal fellatio footfetish fuck genitals hardcore intercourse
latina latino lesbian lingerie lolita masturbate masturbation naked negro neonazi nipple nipples nude nudity octopussy orgasm paedophile panties panty
pedophile penis playboy pornography rape raping incest rapist rectum sadism homoerotic semen sex sexual sexuality sexually sexy shit shitty snatch
snowballing sodomy spank sucks swastika topless vagina vulva webcam
`);

/** `banned_subwords.txt` */
export const BANNED_SUBWORDS = words(`
2girls1cup alabamahotpocket alaskanpipeline autoerotic babybatter babyjuice ballgag ballgravy ballkicking balllicking ballsack ballsucking barelylegal
beavercleaver beaverlips bigblack bigbreasts bigknockers bigtits blackcock blondeaction blondeonblonde blowjob blowyourload bluewaffle bootycall
brownshowers brunetteaction bukkake bulletvibe bunghole buttcheeks butthole callgirl cameltoe carpetmuncher chatonlinewithgirls chaturbate
chocolaterosebuds clevelandsteamer cloverclamps daterape deepthroat dirtypillows dirtysanchez dogstyle doggiestyle doggystyle donkeypunch doubledong
doublepenetration dpaction dryhump eatmyass escortservice facesitting femalesquirting freesex fuckbuttons fudgepacker gangbang gaysex getlaid
giantcock girlontop girlsgonewild goldenshower googirl groupsex guyssex handjob hotchat hotchick hotnude hugefat jackoff jailbait jellydonut jerkoff
leatherrestraint leatherstraightjacket lemonparty makemecome malesquirting massagegirl menageatrois missionaryposition muffdiver nignog onecuptwogirls
oneguyonejar penispump perfectslave phonesex pisspig pleasurechest polesmoker poopchute pornhub brazzers threesome princealbertpiercing ragingboner
reversecowgirl rosypalm rustytrombone sexdoll sexfree sexvideo sexvideos sexyaf shavedbeaver shavedpussy sploogemoose spreadlegs strapon styledoggy
suicidegirls sultrywomen taintedlove teabagging tightwhite tongueina tubgirl twogirlsonecup urethraplay violetwand webcamwith wetdream wrappingmen
wrinkledstarfish xvideos yellowshowers youjizz
`);
