import { createRequire } from 'node:module';

const read = createRequire(import.meta.url);
const TONES = ['1F3FB', '1F3FC', '1F3FD', '1F3FE', '1F3FF'];
/** Building blocks of other emoji, nothing to choose. */
const COMPONENTS = 2;

/**
 * The emoji that can be chosen, in Unicode's order, out of emojibase-data (MIT):
 * [emoji, group, shortcode, English name, Russian name, words to find it by, its five skin tones or nothing].
 */
export function emojiRows() {
  const [english, russian] = ['en', 'ru'].map((language) => read(`emojibase-data/${language}/compact.json`));
  const codes = read('emojibase-data/en/shortcodes/emojibase.json');
  const github = read('emojibase-data/en/shortcodes/github.json');
  const inRussian = new Map(russian.map((emoji) => [emoji.hexcode, emoji]));
  return english
    .filter((emoji) => emoji.group !== undefined && emoji.group !== COMPONENTS)
    .sort((one, two) => one.order - two.order)
    .map((emoji) => {
      const ru = inRussian.get(emoji.hexcode);
      const shortcodes = [github[emoji.hexcode] ?? [], codes[emoji.hexcode] ?? []].flat();
      const words = new Set([...shortcodes, ...(emoji.tags ?? []), ...(ru?.tags ?? [])].map((word) => word.toLowerCase()));
      const skins = TONES.map((tone) => emoji.skins?.find((skin) => TONES.every((other) => skin.hexcode.split('-').includes(other) === (other === tone)))?.unicode);
      return [emoji.unicode, emoji.group, shortcodes[0] ?? '', emoji.label, ru?.label ?? emoji.label, [...words].join(' '), ...(skins.every(Boolean) ? [skins] : [])];
    });
}

/** The same as a module that the pages load when somebody asks for emoji. */
export function emojiModule() {
  const name = 'virtual:emoji';
  return {
    name: 'orderline:emoji',
    resolveId: (id) => (id === name ? `\0${name}` : null),
    load: (id) => (id === `\0${name}` ? `export const rows = JSON.parse(${JSON.stringify(JSON.stringify(emojiRows()))});` : null),
  };
}
