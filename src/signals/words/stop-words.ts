import { baseLanguage } from '../../text/language.js';
import { WordSet } from '../../text/word-set.js';

/**
 * The most frequent function words of 30 languages: articles, prepositions, conjunctions, pronouns, particles and forms of "be" and "have", about 20 to 30
 * each, in lower case, as the segmentation of the language cuts them. Written for this project. Words that are glued to the next one by an apostrophe
 * (l'homme) are no entries.
 */
const STOP_WORDS: Readonly<Record<string, string>> = {
  ar: 'في من على إلى عن أن إن التي الذي هذا هذه ذلك كان كانت ما لا لم مع بعد قبل كل أو هو هي بين غير قد ثم حتى و',
  bg: 'и на в да за се от не с по че е са като до това или ще но при би си му които който има той след',
  bn: 'এবং ও এই একটি থেকে করে হয় না যে তার এ কিন্তু আর জন্য তাদের সে এর করা হয়েছে সঙ্গে সাথে তিনি পর বা যা',
  cs: 'a se v na je že s z do o i to k ale za by od po pro jako jeho si které který jsou ve už nebo když byl',
  da: 'og i at det er en til på som for med de den af ikke der han har et var jeg men fra om vi så kan hun',
  de: 'der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach bei um',
  el: 'και το να του η της με που την από για είναι ο τα στο θα σε οι των δεν τη τον μας στην ένα μια ή τις',
  en: 'the of and to a in is that it for on was with as be by at are this from have or an not he but they which his you we had were has their',
  es: 'de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha me si sin sobre este',
  fa: 'و در به از که این را با است برای آن یک می تا بر هم خود شده بود کرد ها او شد نیز ما یا اما هر',
  fi: 'ja on ei että se oli hän mutta ovat kun niin myös kuin jos joka tai ole hänen nyt sen olla mitä en minä me mukaan sitä vain',
  fr: 'de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont avec son aux ou mais nous comme',
  hi: 'के में की है और से का को पर यह इस कि ने हैं एक भी नहीं हो कर लिए था तो या जो वह थे तक ही गया साथ',
  id: 'yang dan di dengan untuk dari ini itu dalam pada tidak ke akan adalah oleh juga ada saya karena telah bisa sebagai mereka atau kita lebih dia kami',
  it: 'di e il la che in a per un è del non con si una le dei da sono i al come della ma ha nel alla più anche gli o lo',
  ja: 'の に は を た が で て と し れ さ ある いる も する から な こと として い や など なっ ない この ため その です ます',
  ko: '이 그 저 것 수 등 및 더 또 또는 그리고 하지만 그러나 있는 있다 하는 한 대한 위해 때문에 같은 모든 할 때 이런 그런 있습니다',
  nl: 'de het een en van in is dat op te zijn met voor niet die aan er om ook als bij maar dan door hij naar uit wordt nog of was ze',
  no: 'og i det er på en til som for med at de av ikke den har jeg et var han men fra om vi så kan seg ble',
  pl: 'i w na z się nie to do że jest o jak a po od za ale co tak dla są by już przez przy oraz tym tego może jego',
  pt: 'de a que o e do da em um para com não uma os no se na por mais as dos como mas ao ele das à seu sua ou são foi',
  ro: 'de și în a la cu pe că nu un o care din se este au fi pentru mai să ca sunt sau al ale lui fost dar prin',
  ru: 'и в не на что с он как по это но из у за о к от все его а для так же бы было мы они или то при',
  sv: 'och att i en det som är på för av med till den har de inte om ett jag men var så sig från vi kan han eller',
  th: 'ที่ และ ใน ของ เป็น มี ได้ ว่า จะ ไม่ ให้ กับ การ ความ แต่ หรือ นี้ ก็ จาก โดย ไป มา คือ ซึ่ง แล้ว เพื่อ',
  tr: 've bir bu da de için ile olarak çok daha o ne gibi en kadar sonra olan ama var mi her ya ki değil göre ise',
  uk: 'і в не на що з як до це та від за у про але й для він вони його є або так же ми бути було при її',
  ur: 'کے میں کی ہے اور سے کا کو پر یہ اس کہ نے ہیں ایک بھی نہیں ہو کر لیے تھا تو یا جو وہ تھے تک ہی گیا ساتھ',
  vi: 'và của là có các được cho trong không một với những để người này đã khi từ đó cũng về như vào đến tại ra nhiều hay',
  zh: '的 了 在 是 我 有 和 就 不 人 都 一个 也 很 到 说 要 去 你 会 着 没有 看 他 这 那 我们 与 及 或 对 等 为',
};

/** Codes of the same written language. */
const SAME: Readonly<Record<string, string>> = { nb: 'no' };

const lists = new Map<string, WordSet>();

/** The function words of a language tag's language, null when it has no list. */
export const stopWordsOf = (lang: string): WordSet | null => {
  const base = baseLanguage(lang), language = SAME[base] ?? base;
  let list = lists.get(language);
  if (list === undefined) {
    const words = Object.hasOwn(STOP_WORDS, language) ? STOP_WORDS[language] : undefined;
    if (words === undefined) return null;
    lists.set(language, list = new WordSet(words.split(' '), true));
  }
  return list;
};
