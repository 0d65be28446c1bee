import type { Language } from '../../protocol/errors';

/** Texts for people: a table of keys, each in both languages, with `{name}` places and plural forms by `count`. */

export type Plural = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };
export type Entry = string | Plural;
export type TextTable = Readonly<Record<string, Readonly<Record<Language, Entry>>>>;

type Places<S> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Places<Rest> : never;
type PlacesOf<E> = E extends string ? Places<E> : E extends { other: infer Other } ? Places<Other> | 'count' : never;
type ParamsOf<E extends Record<Language, Entry>> = PlacesOf<E[Language]>;
type Arguments<E extends Record<Language, Entry>> = [ParamsOf<E>] extends [never]
  ? []
  : [params: { readonly [P in ParamsOf<E>]: P extends 'count' ? number : string | number }];

/** Text of a key; the parameters are those that the key's own texts name. */
export type Translate<T extends TextTable> = <K extends keyof T & string>(key: K, ...rest: Arguments<T[K]>) => string;

/** Keeps the literal types of a table, so that `t` knows its keys and parameters. */
export function defineTexts<const T extends TextTable>(table: T): T {
  return table;
}

const plurals = { ru: new Intl.PluralRules('ru'), en: new Intl.PluralRules('en') };
const numbers = { ru: new Intl.NumberFormat('ru'), en: new Intl.NumberFormat('en') };

/** One entry as text: the plural form of `count` chosen, places filled in. `count` gets separators, other numbers are names. */
export function formatText(entry: Entry, language: Language, params: Readonly<Record<string, string | number>> = {}): string {
  const count = params['count'];
  const text = typeof entry === 'string' ? entry : (entry[plurals[language].select(Number(count ?? 0))] ?? entry.other);
  return text.replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = params[name];
    if (value === undefined) return place;
    return name === 'count' ? numbers[language].format(Number(value)) : String(value);
  });
}

/** The `t` of one table in one language; outside React (page titles, alerts) it is used directly. */
export function translator<T extends TextTable>(table: T, language: Language): Translate<T> {
  return (key, ...rest) => formatText((table[key] as Record<Language, Entry>)[language], language, rest[0]);
}
