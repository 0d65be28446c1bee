import { refused, unknown } from './log';
import type { Outcome } from '../history/history';

const PATIENCE_MS = 6_000;

/** One request with its outcome: an answer, a refusal, or nothing that could be relied on. */
export async function request<T>(url: string, token: string, method: string, path: string, body?: unknown): Promise<Outcome<T>> {
  try {
    const response = await fetch(url + path, {
      method,
      headers: { Authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const answer = (await response.json()) as T & { code?: string };
    return response.ok ? { kind: 'ok', answer } : refused(answer.code ?? String(response.status));
  } catch (error) {
    return unknown(`HTTP: ${(error as Error).message}`);
  }
}

/** The answer of a request that has to succeed. */
export async function fetched<T>(url: string, token: string, path: string): Promise<T> {
  const outcome = await request<T>(url, token, 'GET', path);
  if (outcome.kind !== 'ok') throw new Error(`GET ${path}: ${outcome.kind === 'fail' ? outcome.code : outcome.why}`);
  return outcome.answer;
}
