import { folded } from './readable';

/** The forms in which a name stands in a text: Russian cases, and the usual short names. All folded. */

/** Short names that mean one name to everybody. */
const SHORT: Readonly<Record<string, readonly string[]>> = {
  александр: ['саша', 'саня'], александра: ['саша'], алексей: ['леша', 'алеша'], анастасия: ['настя'], анна: ['аня', 'анечка'], валентина: ['валя'], валерия: ['лера'], виктория: ['вика'],
  владимир: ['володя', 'вова'], галина: ['галя'], дарья: ['даша'], дмитрий: ['дима'], евгений: ['женя'], евгения: ['женя'], екатерина: ['катя', 'катерина', 'катюша'], елена: ['лена'], елизавета: ['лиза'],
  иван: ['ваня'], ирина: ['ира'], константин: ['костя'], ксения: ['ксюша'], любовь: ['люба'], людмила: ['люда'], маргарита: ['рита'], мария: ['маша', 'марья'], михаил: ['миша'], надежда: ['надя'],
  наталья: ['наташа', 'наталия'], наталия: ['наташа', 'наталья'], николай: ['коля'], ольга: ['оля'], павел: ['паша'], петр: ['петя'], полина: ['поля'], роман: ['рома'], светлана: ['света'], сергей: ['сережа'],
  софия: ['софья', 'соня'], софья: ['софия', 'соня'], татьяна: ['таня'], юлия: ['юля'], юрий: ['юра'], яна: [], дмитри: ['дима'],
  alexander: ['alex'], alexandra: ['alex'], andrew: ['andy'], anthony: ['tony'], benjamin: ['ben'], christopher: ['chris'], daniel: ['dan', 'danny'], edward: ['ed'], elizabeth: ['liz', 'lizzie'], james: ['jim', 'jimmy'],
  jennifer: ['jen', 'jenny'], joseph: ['joe'], katherine: ['kate'], margaret: ['maggie'], matthew: ['matt'], michael: ['mike'], nicholas: ['nick'], rebecca: ['becky'], richard: ['rick'], robert: ['bob', 'rob'],
  samantha: ['sam'], samuel: ['sam'], stephen: ['steve'], steven: ['steve'], thomas: ['tom'], william: ['will', 'bill'],
};

const isCyrillic = (name: string) => /[а-я]/.test(name);

/** A Russian given name in its cases; a Latin one as it is. */
function caseForms(name: string): string[] {
  if (!isCyrillic(name)) return [name];
  const base = name.slice(0, -1);
  const with_ = (stem: string, endings: string) => endings.split(' ').map((ending) => stem + ending);
  if (name === 'любовь') return ['любовь', 'любови', 'любовью'];
  if (name === 'лев') return ['лев', 'льва', 'льву', 'львом', 'льве'];
  if (name === 'павел') return ['павел', 'павла', 'павлу', 'павлом', 'павле'];
  if (name.endsWith('ия')) return with_(base, 'я и ю ей');
  // The last one is how people call: "Кать", "Марин".
  if (name.endsWith('я')) return [...with_(base, 'я и е ю ей'), `${base}ь`];
  if (name.endsWith('а')) return [...with_(base, /[гкхжчшщ]$/.test(base) ? 'а и е у ой ей ою' : 'а ы е у ой ою'), base];
  if (name.endsWith('й')) return with_(base, 'й я ю ем е и');
  if (name.endsWith('ь')) return with_(base, 'ь я ю ем е и');
  if (/[бвгдзклмнпрстфхцчшщж]$/.test(name)) return with_(name, ' а у ом ем е').map((form) => form.trim());
  return [name];
}

function surnameForms(name: string): string[] {
  if (!isCyrillic(name)) return [name];
  if (/(?:ов|ев|ин|ын)$/.test(name)) return ['', 'а', 'у', 'ым', 'е'].map((ending) => name + ending);
  if (/(?:ова|ева|ина|ына)$/.test(name)) return ['а', 'ой', 'у'].map((ending) => name.slice(0, -1) + ending);
  if (/(?:ский|цкий|ый|ой)$/.test(name)) return [name, ...['ого', 'ому', 'им', 'ом'].map((ending) => name.slice(0, -2) + ending)];
  if (/(?:ская|цкая|ая)$/.test(name)) return [name, ...['ой', 'ую'].map((ending) => name.slice(0, -2) + ending)];
  return caseForms(name);
}

/** Each form with the plain name that it is a form of. */
export type Forms = ReadonlyMap<string, string>;

/** Every name that was asked about, with its forms, and which names a form may be of: so a text is compared with a few names out of thousands. */
type Known = { forms: Map<string, Forms>; bearers: Map<string, Set<string>> };

const KEPT_MOST = 20_000;
const given: Known = { forms: new Map(), bearers: new Map() };
const family: Known = { forms: new Map(), bearers: new Map() };

function remember({ forms, bearers }: Known, name: string, make: (plain: string) => [string, string][]): Forms {
  const known = forms.get(name);
  if (known) return known;
  if (forms.size >= KEPT_MOST) {
    forms.clear();
    bearers.clear();
  }
  const plain = folded(name.trim());
  const made = new Map(plain.length < 2 ? [] : make(plain));
  forms.set(name, made);
  for (const form of made.keys()) bearers.set(form, (bearers.get(form) ?? new Set()).add(name));
  return made;
}

/** How somebody is called warmly: "Мариночка", "Катенька". */
function warmNames(name: string): string[] {
  if (!isCyrillic(name) || !/[бвгдзклмнпрстфхшж][ая]$/.test(name)) return [];
  const stem = name.slice(0, -1);
  return [stem + (name.endsWith('я') || /[шж]$/.test(stem) ? 'ечка' : 'очка'), `${stem}енька`];
}

/** The forms of a given name, those of its short and warm names included. */
export function givenForms(name: string): Forms {
  return remember(given, name, (plain) => {
    const called = [...(SHORT[plain] ?? []), plain];
    return [...called, ...called.flatMap(warmNames)].flatMap((one) => caseForms(one).map((form): [string, string] => [form, one]));
  });
}

/** The forms of a family name. */
export function familyForms(name: string): Forms {
  return remember(family, name, (plain) => surnameForms(plain).map((form): [string, string] => [form, plain]));
}

/** The names, among those that were asked about, of which one of these words is a form. */
export function bearersOf(words: Iterable<string>): { given: ReadonlySet<string>; family: ReadonlySet<string> } {
  const found = { given: new Set<string>(), family: new Set<string>() };
  for (const word of words) {
    given.bearers.get(word)?.forEach((name) => found.given.add(name));
    family.bearers.get(word)?.forEach((name) => found.family.add(name));
  }
  return found;
}
