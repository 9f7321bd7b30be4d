/**
 * The flagged words of the ROOTS filters, by language: bigscience-workshop/data-preparation@9d05884, flagged_words.py (Apache-2.0; made by
 * native speakers after profane-words, washyourmouthoutwithsoap and LDNOOBW). Every language also has the English ones. Left out as in
 * `stop-words.ts`.
 */
export const FLAGGED_WORDS: Readonly<Record<string, string>> = {
  ar: `
إباحي, احتلام, است, استمناء, اغتصاب, أورغازم, إيروتيك, أير, بز, بزاز, بظر, بورن, بيضان, مص, ثدي, جماع, جنس, حلمة, خلاعة, خنثي, خول, دعارة, زب,
سحاق, سحاقية, سكس, سيكس, شاذ, شبق, شرج, شرموطة, شهواني, شهوة, طيز, عاهرة, عرص, فاسقة, فرج, قحبة, قضيب, كس, لحس, لعق, لواط, لوطي, مؤخرة, متناك,
متناكة, مومس, مثير, مضاجعة, مفلقسة, مني, مهتاج, نشوة, نكاح, نيك`,
  bn: `
আচোদা, খানকি, চুচুক, চোদ, চোদনা, চোদা, চোদাচুদি, জারজ, নাঙ্গ, নেংটা, পর্ণহাব, পর্ন, পর্নস্টার, পর্নোগ্রাফি, পোঁদ, বাঁড়া, বানচোদ, বেশ্যা,
বোকাচোদা, ভগ, মাগী, মাদারচোদ, মোরগ, রেন্ডি, শিশ্ন, স্তন, স্তনবৃন্ত, হস্তমৈথুন`,
  ca: `
cagarro, cagarros, cipote, cipotes, collons, colló, consolador, consoladors, cony, conys, corre's, corre't, corregut, cunillingus, córrer-se,
escorreguda, escorregudes, escorregut, escrot, escrots, escórre's, escórre't, escórrer-se, mamada, mamadera, mamaderes, mamades, masturba,
masturbacions, masturbació, masturbant, masturbar, masturbar-se, masturbat, masturbats, masturbes, orgasme, orgasmes, ou, ous, palla, palles,
pornografia, semen, semens, verga, vergues`,
  en: `
anal, bareback, bbw, bdsm, blowjob, blowjobs, brazzers, bukkake, camgirl, camwhore, cocksucking, cougar, creampie, cuckold, cum, cumming, cums,
cumshot, cumshots, cumslut, cunnilingus, deepthroat, deepthroating, dildo, dildos, dogging, doggystyle, dominatrix, erotic, fellatio, femdom,
fingering, fisting, footjob, gangbang, handjob, hentai, horney, horniest, horny, jism, jizz, masterbating, masturbate, masturbating,
masturbation, milf, orgies, orgy, pegging, porn, pornhub, porno, pornos, pornstar, pornstars, redtube, rimming, slutty, squirting, strapon,
threesome, vibrator, xhamster, xnxx, xvideos, xxx, youporn`,
  es: `
coprofagía, correrse, cunillingus, fagging, felación, felching, follada, folladores, hore, kock, macizorra, mamada, pisser, pornografía, sado,
sadomasoquismo, sadomasoquista, skank, smegma`,
  eu: `
`,
  fr: `
baiseurs, baiseur, baiseuse, baiseuses, branlette, branlettes, branleuse, branleuses, cunillingus, cunilingus, enculée, enculées, enculation,
enculations, enculement, enculements, fellation, fellations, pornographie, pornographique, pornographiques, salope, salopes, suceuse, suceuses`,
  hi: `
ओगाज़्म, कून, कॉक, चूची, चूतड़, डिल्डो, नितंब, पिछाड़ी, पॉर्न, फटना, फूहड़, बट, भगवान-शापित, भगशेफ, मुखमैथुन, रक्तरंजित, लेबिया, वहशी, वहशीता,
वैंग, शिश्नमल, होर, चुदाई, चुदक्कड़`,
  id: `
bokep, coli, colmek, grepe, horni, janda, jembut, jilmek, kontol, masturbasi, memek, ngentot, ngewe, peju, pepek, pornografi, sange, sepong,
tusbol`,
  pt: `
balalao, boceta, boquete, buceta, caralho, chochota, coito, cona, consolo, corno, cu, esporrar, estrovenga, felação, gozada, jeba, perereca,
pica, piru, pornografia, pornô, porra, prostituta, pube, punheta, punheteiro, putaria, queca, sexo, siririca, tesão, trepada, verga, vibrador,
xana, xochota, xoxota`,
  ur: `
بٹ, دلڈو, رنڈی, سلٹ, سکلیرا, سیڈسٹ, شہوانی, لن, لنڈ, لوڑہ, ممے, مٹھ, مٹھی, ویشیا, پورن, پھدی, پیگنگ, چدائ, چدک, چوت, چودنا, چوچی, کسبی, کسنگ,
گانڈ, گدا`,
  vi: `
cặc, lồn, địt, buồi, đụ, nứng, phò, bú lol, bú lon, bú cac, bú cak, bú cax, bú buoi, bú mút, húp lol, húp lon, húp sò, nung lol, nung lon,
nug lon, nung cac, nung buoi, thèm dit, thèm lon, thèm lol, thèm buoi, thèm chich, thèm chịch, thèm cax, thèm cak, móc lol, móc lon, buscu,
lol non, bướm non, vú to, vú bự, lon to, phim sex, phim xex, phim xxx`,
};
