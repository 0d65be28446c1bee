import { openApi, type OpenApi } from '../../openapi/document';
import { DOCS_POLICY, docsPage } from '../../openapi/page';
import type { Parts } from '../../parts';
import { route, type Route } from './route';

/** The API's description, for programs and for people. `all`: every route, these two included. */
export function openApiRoutes(parts: Parts, version: string, all: () => readonly Route[]): Route[] {
  let document: OpenApi | undefined;
  let page: string | undefined;
  const whole = () => (document ??= openApi(all(), version, parts.config.publicUrl));
  return [
    route('GET /api/openapi.json', {}, async () => ({ body: whole() })),
    route('GET /api/docs', {}, async (_parts, { request }) => {
      page ??= docsPage(whole());
      request.res!.set({ 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': DOCS_POLICY, 'Referrer-Policy': 'no-referrer' }).end(page);
      return { body: undefined, is_written: true };
    }),
  ];
}
