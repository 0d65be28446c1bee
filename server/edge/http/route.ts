import type { Request } from 'express';
import type { z } from 'zod';
import type { Language } from '../../../protocol/errors';
import type { RouteName, httpAccess } from '../../access';
import type { Caller, KeyCaller } from '../../caller';
import type { Happening } from '../../happening';
import type { Parts } from '../../parts';

type WhoOf<N extends RouteName> = (typeof httpAccess)[N]['who'];
type CallerOf<N extends RouteName> = WhoOf<N> extends 'user' ? Caller : WhoOf<N> extends 'holder' ? Caller | null : WhoOf<N> extends 'api_key' ? KeyCaller : null;
type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined;

/** What a handler receives: everything parsed, the caller known. */
export type HttpInput<N extends RouteName, P, Q, B> = {
  caller: CallerOf<N>;
  params: Parsed<P>;
  query: Parsed<Q>;
  body: Parsed<B>;
  language: Language;
  /** The caller's network address, IPv6 cut to its /64, for limits and the audit log. */
  address: string;
  /** For cookies and headers that no schema covers. */
  request: Request;
};

export type HttpAnswer = {
  status?: number;
  body: unknown;
  headers?: Record<string, string | string[]>;
  /** Told after the answer's content is settled, before it is sent. */
  happenings?: readonly Happening[];
  /** The handler has written the answer itself: a stream, or another protocol's. */
  is_written?: true;
};

export type Route = {
  name: RouteName;
  params: z.ZodType | undefined;
  query: z.ZodType | undefined;
  body: z.ZodType | undefined;
  handle(parts: Parts, input: HttpInput<RouteName, unknown, unknown, unknown>): Promise<HttpAnswer>;
};

/** One route: its name as in the access list, its schemas, its handler. The edge authenticates, parses, calls and answers. */
export function route<N extends RouteName, P extends z.ZodType | undefined, Q extends z.ZodType | undefined, B extends z.ZodType | undefined>(
  name: N,
  schemas: { params?: P; query?: Q; body?: B },
  handle: (parts: Parts, input: HttpInput<N, P, Q, B>) => Promise<HttpAnswer>,
): Route {
  return { name, params: schemas.params, query: schemas.query, body: schemas.body, handle: handle as unknown as Route['handle'] };
}
