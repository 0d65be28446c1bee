import { LinkifyIt } from 'linkify-it';
import type { ReactNode } from 'react';

export type TextPart = { text: string; href: string | null };

/** Invisible characters and those that turn the direction could make a link look like another one: no link goes past them. */
const INVISIBLE = /[\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]+/;
/** No address is longer; longer ones are nobody's honest links, and cost time. */
const LINK_MAX = 2_000;
const finder = new LinkifyIt({ fuzzyLink: true, fuzzyEmail: true, fuzzyIP: false }).add('ftp:', null).add('//', null);
const PAIRS: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{', '»': '«' };

/** Splits a text into plain parts and links; the parts joined are the text again. */
export function splitLinks(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  let start = 0;
  for (const piece of text.split(INVISIBLE)) {
    start = text.indexOf(piece, start);
    for (const { index, raw, schema } of finder.match(piece) ?? []) {
      const found = trimEnd(raw);
      const href = found.length > LINK_MAX || isUserName(found, piece.slice(index + found.length, index + found.length + 300)) ? null : hrefOf(found, schema);
      if (href === null) continue;
      const from = start + index;
      if (from > end) parts.push({ text: text.slice(end, from), href: null });
      parts.push({ text: found, href });
      end = from + found.length;
    }
    start += piece.length;
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

/** Whatever stands before an @ looks like the host and is not. */
function isUserName(link: string, rest: string): boolean {
  return /^https?:\/\/[^/?#]*$/i.test(link) && /^[^\s/?#]*@/.test(rest);
}

function hrefOf(link: string, schema: string): string | null {
  // Of what has no scheme only mail addresses and www. are meant as links for sure: README.md is a file, and .md a country.
  if (schema === '' && !/^www\./i.test(link)) return null;
  const address = schema === '' ? `https://${link}` : /^(https?|mailto):/i.test(link) ? link : `mailto:${link}`;
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  if (!/^(https?|mailto):$/.test(url.protocol)) return null;
  if (url.username !== '' || url.password !== '') return null;
  return url.protocol === 'mailto:' || url.hostname !== '' ? url.href : null;
}
