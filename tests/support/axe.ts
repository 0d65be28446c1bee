import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

type Violation = { id: string; impact: string | null; nodes: { target: unknown[] }[] };

/** Waits until nothing fades or moves any more: in between, colours are those of neither state. What goes on for ever is left alone. */
async function atRest(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    const passing = () => document.getAnimations().filter((one) => one.playState === 'running' && one.effect?.getComputedTiming().endTime !== Infinity);
    do await frame();
    while (passing().length > 0 || document.documentElement.dataset['dressing'] !== undefined);
  });
}

/** What axe finds serious or critical on the page as it stands: rule and places, one line each. */
export async function seriousFlaws(page: Page): Promise<string[]> {
  await atRest(page);
  // Evaluated, not added as a script: the page's policy allows no foreign one. Once for each page: it is half a megabyte.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source);
  const violations = await page.evaluate<Violation[]>('axe.run({ resultTypes: ["violations"] }).then((result) => result.violations)');
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}
