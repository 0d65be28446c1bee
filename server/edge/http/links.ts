import type { Request } from 'express';
import type { Parts } from '../../parts';

/** The `Link` header of a list's next page (RFC 8288): the same request with `change` applied to its query. */
export function nextLink(parts: Parts, request: Request, change: Record<string, string | number> | undefined): Record<string, string> {
  if (change === undefined) return {};
  const url = new URL(request.originalUrl, parts.config.publicUrl);
  for (const [name, value] of Object.entries(change)) url.searchParams.set(name, String(value));
  return { Link: `<${url.href}>; rel="next"` };
}
