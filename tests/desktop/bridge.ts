import type { Page } from 'playwright-core';
import type { z } from 'zod';
import type { CallName, Calls, SignalName } from '../../protocol/desktop';

type Exposed = { desktop: Record<string, (args?: unknown) => Promise<unknown>>; heard: { name: string; value: unknown }[]; violations: string[] };

/** Calls the bridge as the page does. */
export async function call<N extends CallName>(page: Page, name: N, ...[args]: undefined extends z.input<Calls[N]['args']> ? [] : [z.input<Calls[N]['args']>]): Promise<z.output<Calls[N]['result']>> {
  return callRaw(page, name, args) as Promise<z.output<Calls[N]['result']>>;
}

/** The same with whatever arguments, also wrong ones; a rejection comes back as `{ rejected }`. */
export async function callRaw(page: Page, name: string, args?: unknown): Promise<unknown> {
  return page.evaluate(
    async ([method, value]) => {
      const { desktop } = window as unknown as Exposed;
      const deed = desktop[method as string];
      if (deed === undefined) return { rejected: 'no such call' };
      return deed(value).catch((error: unknown) => ({ rejected: error instanceof Error ? error.message : String(error) }));
    },
    [name, args] as const,
  );
}

/** The signals that the bare page has heard, by name. */
export async function heard(page: Page, name: SignalName): Promise<unknown[]> {
  return page.evaluate((wanted) => (window as unknown as Exposed).heard.filter((each) => each.name === wanted).map((each) => each.value), name);
}

/** What the page's policy has forbidden it. */
export async function violations(page: Page): Promise<string[]> {
  return page.evaluate(() => (window as unknown as Exposed).violations);
}
