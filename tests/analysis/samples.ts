import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The lines of a sample file, without its remarks. */
export function linesOf(name: string): string[] {
  return readFileSync(join(import.meta.dirname, name), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
}

/**
 * Every other pair of lines is held out: rules are made looking at the rest only, and these say how well they do on what they have not
 * seen. Pairs, because a line and its counterpart stand together.
 */
export function halvesOf<T>(samples: readonly T[]): { seen: T[]; held_out: T[] } {
  return { seen: samples.filter((_, index) => (index >> 1) % 2 === 0), held_out: samples.filter((_, index) => (index >> 1) % 2 === 1) };
}

/** How a detector did: `found` are its hits, `right` those among them that are what the label says, `meant` all that it should have hit. */
export type Score = { found: number; right: number; meant: number; misses: string[] };

export const precision = ({ found, right }: Score): number => (found === 0 ? 0 : right / found);
export const recall = ({ right, meant }: Score): number => right / meant;

/** Counts over samples; `hit` and `label` are null for nothing. */
export function scoreOf<T>(samples: readonly T[], judge: (sample: T) => { label: string | null; hit: string | null; text: string }): Score {
  const score: Score = { found: 0, right: 0, meant: 0, misses: [] };
  for (const sample of samples) {
    const { label, hit, text } = judge(sample);
    if (label !== null) score.meant += 1;
    if (hit !== null) score.found += 1;
    if (hit !== null && hit === label) score.right += 1;
    if (hit !== label) score.misses.push(`${label ?? 'nothing'} but ${hit ?? 'nothing'}: ${text}`);
  }
  return score;
}

/** One line for the log of a run. */
export function told(name: string, { seen, held_out }: { seen: Score; held_out: Score }): string {
  const one = (score: Score) => `precision ${precision(score).toFixed(3)}, recall ${recall(score).toFixed(3)} (${score.right} right of ${score.found} found, ${score.meant} meant)`;
  return `${name}: held out ${one(held_out)}; seen ${one(seen)}`;
}
