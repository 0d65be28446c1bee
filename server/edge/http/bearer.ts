import type { Request } from 'express';

/** The credential in the `Authorization` header, if it is one of a sane length. */
export function bearerOf(request: Request): string | undefined {
  return /^Bearer ([^\s]{1,4096})$/i.exec(request.get('authorization') ?? '')?.[1];
}
