import type { Check, Diagnosis } from '../../../protocol/desktop_shell';
import type { ChatState } from '../../store/chat';

export type PageCheck = { name: 'connection' | 'outbox' | 'database'; state: Check['state']; detail: string };

/** What the page knows of itself. */
export async function pageChecks({ connection, is_caught_up, outbox, keeps_outbox }: ChatState): Promise<PageCheck[]> {
  const failed = outbox.filter((entry) => entry.state === 'failed').length;
  const estimate = await navigator.storage?.estimate().catch(() => undefined);
  const megabytes = (bytes: number | undefined) => (bytes === undefined ? '?' : `${Math.round(bytes / 1_000_000)} MB`);
  return [
    { name: 'connection', state: connection === 'online' ? (is_caught_up ? 'good' : 'doubtful') : 'bad', detail: connection },
    { name: 'outbox', state: failed > 0 ? 'bad' : outbox.length > 0 ? 'doubtful' : 'good', detail: `${outbox.length}` },
    { name: 'database', state: keeps_outbox ? 'good' : 'bad', detail: `${megabytes(estimate?.usage)} / ${megabytes(estimate?.quota)}` },
  ];
}

/** The report as text, for whoever helps: the same in every language. */
export function reportText(main: Diagnosis, page: readonly PageCheck[]): string {
  const versions = Object.entries(main.versions).map(([name, version]) => `${name} ${version}`);
  const checks = [...page, ...main.checks].map(({ name, state, detail }) => `${state.padEnd(8)} ${name}${detail === '' ? '' : `: ${detail}`}`);
  return ['Orderline self-check', main.at, ...versions, '', ...checks, '', ...main.log, ''].join('\n');
}
