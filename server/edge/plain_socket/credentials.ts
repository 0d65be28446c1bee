import type { IncomingMessage } from 'node:http';
import { token as tokenShape } from '../../../protocol/fields';
import { PLAIN_TOKEN_COOKIE } from '../../../protocol/plain_socket';
import type { Config } from '../../config';

/** The room of an address like `/ws/chat/12/`; undefined when it is another address. */
export function roomOfPath(url: string): number | undefined {
  const digits = /^\/ws\/chat\/([1-9]\d{0,14})\/?(?:\?|$)/.exec(url)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/**
 * The access token of an upgrade: its header, its cookie, or, only where the operator says so, its query: addresses end up in the logs of
 * everything on the way.
 */
export function tokenOf(config: Pick<Config, 'WS_TOKEN_IN_QUERY'>, { headers, url = '' }: Pick<IncomingMessage, 'headers' | 'url'>): string | undefined {
  const inHeader = /^Bearer ([^\s]{1,4096})$/i.exec(headers.authorization ?? '')?.[1];
  const inCookie = (headers.cookie ?? '').split(';').map((pair) => pair.trim()).find((pair) => pair.startsWith(`${PLAIN_TOKEN_COOKIE}=`))?.slice(PLAIN_TOKEN_COOKIE.length + 1);
  const inQuery = config.WS_TOKEN_IN_QUERY ? new URLSearchParams(url.slice(url.indexOf('?') + 1)).get('token') : null;
  return [inHeader, inCookie, inQuery].find((token): token is string => tokenShape.safeParse(token).success);
}
