/** Cyrillic and Greek letters that look like Latin ones. */
const LOOKALIKES = /^[авеекмнорстухѕіјԁһӏԛԝьєҽգոսοαινρυτκχ0-9-]+$/u;
const SCRIPTS = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u, /\p{Script=Armenian}/u, /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}/u];

export type DoubtfulHost = { written: string; real: string };

/**
 * The host of a link that may be made to look like another one, as it is written and as it really is: letters of several scripts in
 * one part, a part of nothing but lookalikes, a part in another script than the ending, or the coded form itself. Null: no doubt.
 */
export function doubtfulHost(text: string, href: string): DoubtfulHost | null {
  if (!URL.canParse(href)) return null;
  const { protocol, hostname: real } = new URL(href);
  if (protocol !== 'http:' && protocol !== 'https:') return null;
  if (!real.split('.').some((part) => part.startsWith('xn--'))) return null;
  const written = /^https?:\/\/([^/?#:]+)/i.exec(text)?.[1]?.toLowerCase().normalize('NFC') ?? real;
  const parts = written.split(/[.。]/).filter(Boolean);
  const ending = scriptsOf(parts.at(-1) ?? '');
  const isPlain = parts.every((part) => {
    const scripts = scriptsOf(part);
    return !part.startsWith('xn--') && scripts.length <= 1 && (scripts.length === 0 || scripts[0] === ending[0]);
  });
  const isImitation = parts.slice(0, -1).some((part) => /[^\d-]/.test(part) && LOOKALIKES.test(part));
  return isPlain && !isImitation ? null : { written, real };
}

function scriptsOf(part: string): number[] {
  return SCRIPTS.flatMap((script, index) => (script.test(part) ? [index] : []));
}
