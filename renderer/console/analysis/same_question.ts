import { folded, ownWords } from './readable';

/** What of a question counts when two are compared. */
export type Question = {
  /** Stems of the words that carry it. */
  stems: ReadonlySet<string>;
  /** What two of one kind have alike to the letter: numbers, and whether something is not so. */
  must: string;
  /** Stems behind "from" and behind "to": what goes the other way is another question. */
  from: ReadonlySet<string>;
  to: ReadonlySet<string>;
};

const list = (words: string) => new Set(words.split(/\s+/).filter(Boolean));

/** Politeness and filling: a question is the same without them. */
const FILLING = list(`
  здравствуйте здравствуй привет добрый доброе доброго день дня вечер вечера утро утра пожалуйста пожалуста плиз пж пжл пжлст пжлста спс спасибо подскажите подскажи скажите скажи уточните можете могли бы будьте добры извините простите
  а и но же ли то ну вот это вы мне меня мой моя мое мои моего моей моему моим моих свой свою своей нам нас я мы у в на по к с за для о об от до из при уже еще очень хочу хотел хотела хотелось узнать интересует
  есть быть буду если что бы также тоже так там тут сейчас вообще просто только анна добры вам вас ваш ваша ваши можно
  hello hi hey there good morning afternoon evening please could can you would will tell me thanks thank lot a an the is are am do does did i my to of for in on at about it its be and or so just also kindly this that your we us
`);
/** Lines of these alone ask nothing that one answer could answer. */
const GENERIC = list(`
  ок окей ладно хорошо понятно понял поняла ясно жду ждем ждать ответ ответа спасибо благодарю супер отлично да нет ага угу ау алло вопрос новости новость
  ok okay yes no sure great perfect thanks cool waiting wait fine got answer reply anyone here hello
`);
const NEGATIONS = list('не нет нельзя без никак not no never without dont doesnt cant cannot wont isnt arent wasnt didnt');
/** Asks for one thing and not another: two with different ones are two questions. */
const ASKING = list('когда сколько где куда как почему зачем кто какой какая какое какие каком какую чем when where how why who which what');

const ENDINGS = /(?:иями|ями|ами|иях|ого|его|ому|ему|ыми|ими|ией|ется|ются|ится|ятся|ешь|ишь|ете|ите|ать|ять|ить|еть|ала|ила|али|или|ало|ило|ает|яет|ует|ат|ят|ут|ют|ет|ит|ый|ий|ой|ая|яя|ое|ее|ые|ие|ую|юю|ых|их|ым|им|ом|ем|ам|ям|ах|ях|ов|ев|ей|ию|ия|ье|ья|а|я|о|е|ы|и|у|ю|ь|й|л)$/;

const FROM = list('с со из от from');
const TO = list('на в во to into');
const SLANG: Readonly<Record<string, string>> = { када: 'когда', кагда: 'когда', скока: 'сколько', скок: 'сколько', скольк: 'сколько', чо: 'что', че: 'что' };

/** A word without its ending; rough, and alike for all the forms that matter here. */
function stemOf(word: string): string {
  if (/[a-z]/.test(word)) return word.length > 4 ? word.replace(/(?:ing|ies|es|ed|s)$/, '') : word;
  const bare = word.replace(/(?:сь|ся)$/, '');
  const cut = bare.length > 4 ? bare.replace(ENDINGS, '') : bare;
  return (cut.length >= 3 ? cut : bare).slice(0, 9);
}

/** An order's own number is filled in by the answer. */
const ORDER = /(?:#|№)\s?\d+|(?:заказ\p{L}*|order)\s*(?:номер|number|no\.?)?\s*\d+/gu;

/** What a client's line asks; null when it is too short, or too general, to be the same as another one. */
export function questionOf(text: string): Question | null {
  const plain = folded(ownWords(text)).replace(/['’]/g, '').replace(ORDER, (piece) => (/заказ|order/.test(piece) ? 'заказ' : ' '));
  const words = (plain.match(/[\p{L}]+|\d+(?:[.,:]\d+)*/gu) ?? []).map((word) => SLANG[word] ?? word);
  const carrying = words.filter((word) => !FILLING.has(word) && !NEGATIONS.has(word) && !/^\d/.test(word));
  if (carrying.every((word) => GENERIC.has(word) || ASKING.has(word))) return null;
  const stems = new Set(carrying.map(stemOf));
  if (stems.size < 2 && plain.replace(/[^\p{L}]/gu, '').length < 12) return null;
  if (stems.size < 2 && !carrying.some((word) => word.length >= 6)) return null;
  const numbers = words.filter((word) => /^\d/.test(word));
  const asking = carrying.filter((word) => ASKING.has(word)).sort();
  const behind = (ways: ReadonlySet<string>) => new Set(words.flatMap((word, index) => (index > 0 && ways.has(words[index - 1]!) ? [stemOf(word)] : [])));
  return { stems, must: JSON.stringify([numbers, words.filter((word) => NEGATIONS.has(word)).length, asking]), from: behind(FROM), to: behind(TO) };
}

/** From here on two questions are one. A single other word in a question of four or five is another question. */
export const ALIKE = 0.8;

/** How much two questions have in common, between 0 and 1. */
function likeness(one: Question, two: Question): number {
  let common = 0;
  for (const stem of one.stems) if (two.stems.has(stem)) common += 1;
  return common / (one.stems.size + two.stems.size - common);
}

const meets = (one: ReadonlySet<string>, two: ReadonlySet<string>) => [...one].some((stem) => two.has(stem));

/** Whether one answer fits both. */
export function isSameQuestion(one: Question, two: Question): boolean {
  return one.must === two.must && likeness(one, two) >= ALIKE && !meets(one.from, two.to) && !meets(one.to, two.from);
}
