import type { ReactNode } from 'react';

export type TextPart = { text: string; href: string | null };

/*
 * A link ends at white space, at quotes and brackets, and at invisible characters, which could make it look like another one.
 * Every repeat is bounded, so that a text of ten thousand letters is split in linear time.
 */
const END = '\\s<>"\'`|\\\\\\u00ad\\u061c\\u180e\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff';
const LINK = new RegExp(
  `\\bhttps?://[^${END}]{1,2000}|\\bmailto:[\\w.+-]{1,64}@[^${END}]{1,255}|[\\w.+-]{1,64}@(?:[a-z0-9-]{1,63}\\.){1,8}[a-z]{2,24}\\b`,
  'gi',
);
const PAIRS: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{', '»': '«' };

/** Splits a text into plain parts and links; the parts joined are the text again. */
export function splitLinks(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of text.matchAll(LINK)) {
    const found = trimEnd(match[0]);
    const href = isTail(text, match.index) ? null : hrefOf(found);
    if (href === null) continue;
    if (match.index > end) parts.push({ text: text.slice(end, match.index), href: null });
    parts.push({ text: found, href });
    end = match.index + found.length;
  }
  if (end < text.length) parts.push({ text: text.slice(end), href: null });
  return parts;
}

/** The text as React nodes with its http(s) and mailto addresses as links; everything else stays text. */
export function linkify(text: string): ReactNode[] {
  return splitLinks(text).map((part, index) =>
    part.href === null ? (
      part.text
    ) : (
      // Links read from left to right whatever stands around them: their host cannot be turned around. The title is what will be opened.
      <a key={index} className="link" href={part.href} title={part.href} dir="ltr" target="_blank" rel="noopener noreferrer">
        {part.text}
      </a>
    ),
  );
}

/** True when the address began before the match: it was too long to be one. (A look-behind would say so, but older Safari knows none.) */
function isTail(text: string, index: number): boolean {
  return index > 0 && /[\w.+-]/.test(text.charAt(index - 1));
}

/** Leaves out the punctuation that closes the sentence and not the address. */
function trimEnd(link: string): string {
  let end = link.length;
  while (end > 0) {
    const last = link.charAt(end - 1);
    const opening = PAIRS[last];
    const isLoose = opening !== undefined && count(link.slice(0, end), last) > count(link.slice(0, end), opening);
    if (!isLoose && !/[.,:;!?…*_~]/.test(last)) break;
    end -= 1;
  }
  return link.slice(0, end);
}

function count(text: string, letter: string): number {
  return text.split(letter).length - 1;
}

function hrefOf(link: string): string | null {
  const address = /^(https?|mailto):/i.test(link) ? link : `mailto:${link}`;
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  // Whatever stands before an @ looks like the host and is not: such addresses stay text.
  if (url.username !== '' || url.password !== '') return null;
  return url.protocol === 'mailto:' || url.hostname !== '' ? url.href : null;
}
