import type { HttpRequest } from './http';
import { ask } from './http';

/** Everything of a list, page by page, as its `Link` headers lead. `base`: by which address this program reaches the server, whatever others call it. */
export async function* pagesOf<T>(base: string, path: string, request: Omit<HttpRequest, 'url' | 'method' | 'isRepeatable'>): AsyncGenerator<T, void> {
  for (let next: string | undefined = path; next !== undefined; ) {
    const { body, headers }: { body: T[]; headers: Headers } = await ask<T[]>({ ...request, url: base + next, method: 'GET', isRepeatable: true });
    yield* body;
    next = /<([^>]+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1]?.replace(/^[a-z]+:\/\/[^/]+/i, '');
  }
}

/** The query of what is given. */
export function queryOf(wishes: Record<string, string | number | undefined>): string {
  const given = Object.entries(wishes).filter((wish): wish is [string, string | number] => wish[1] !== undefined);
  return given.length === 0 ? '' : `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString()}`;
}
