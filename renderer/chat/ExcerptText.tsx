import type { ReactNode } from 'react';
import type { Excerpt } from '../../protocol/search';

/** A found piece of text with its places marked; text and places are data, and become nothing but text. */
export function ExcerptText({ excerpt: { text, ranges } }: { excerpt: Excerpt }) {
  const nodes: ReactNode[] = [];
  let end = 0;
  for (const [from, to] of ranges) {
    nodes.push(text.slice(end, from), <mark key={from}>{text.slice(from, to)}</mark>);
    end = to;
  }
  nodes.push(text.slice(end));
  return <bdi dir="auto">{nodes}</bdi>;
}
