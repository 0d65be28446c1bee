/** Percentiles of a sample, in its own unit. */
export function percentile(sample: readonly number[], share: number): number {
  const sorted = [...sample].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function median(sample: readonly number[]): number {
  return percentile(sample, 0.5);
}

/** How long `work` took, in milliseconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

const REPEATS = 15;

/** The median of several turns of `work`, in milliseconds. */
export async function repeated(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let turn = 0; turn < REPEATS; turn += 1) times.push(await timed(work));
  return median(times);
}

/** One line of the result: what was measured, and the figure with its unit. */
export type Figure = { what: string; value: string };

export const ms = (value: number) => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
export const kilobytes = (bytes: number) => `${(bytes / 1024).toFixed(1)} kB`;
export const perSecond = (value: number) => `${Math.round(value).toLocaleString('en-US')} /s`;

/** Lines of a Markdown table; the first one is its head. */
export function tableOf(lines: readonly (readonly string[])[]): string {
  const [head = [], ...rest] = lines.map((cells) => `| ${cells.join(' | ')} |`);
  return [head, `|${' --- |'.repeat(lines[0]?.length ?? 0)}`, ...rest].join('\n');
}
