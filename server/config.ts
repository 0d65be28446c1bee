import { isIP } from 'node:net';
import { z } from 'zod';
import { CONTRACT, OLDEST_CONTRACT, type ContractAge } from '../protocol/contract';
import { FILE_BYTES, FILES_PER_MESSAGE } from '../protocol/files';
import { isWebOrigin } from '../protocol/frames';
import { ATTACHMENTS_MAX, CAPACITY_MAX } from '../protocol/limits';

/** The desktop app's own origin; its pages come from a scheme of their own. */
export const DESKTOP_ORIGIN = 'app://orderline';

const whole = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d+$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.number().min(min, `must be at least ${min}`).max(max, `must be at most ${max}`));
const flag = z.enum(['true', 'false'], 'must be true or false').default('false').transform((text) => text === 'true');
const httpUrl = z.url({ protocol: /^https?$/, error: 'must be an http or https address' });

/** An address, a subnet, or a name that Express knows for several of them. */
function isProxy(text: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(text)) return true;
  const [address = '', bits, ...rest] = text.split('/');
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return rest.length === 0 && most > 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most));
}

/** A host as it stands in an address, with or without a port. */
function isHost(text: string): boolean {
  return URL.canParse(`http://${text}`) && new URL(`http://${text}`).host === text;
}

/** The name and address of `Name <address>`, or of an address alone; undefined when it is neither. */
export function senderOf(text: string): { name: string; address: string } | undefined {
  const [, name = '', inside] = /^([^<>\p{Cc}]*)<([^<>]*)>$/u.exec(text.trim()) ?? [];
  const address = (inside ?? text).trim();
  return z.email().safeParse(address).success ? { name: name.trim().replace(/^"(.*)"$/, '$1'), address } : undefined;
}

/** Unencrypted only on this very machine. */
function isHttpsOrLocal(text: string): boolean {
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}

const environment = z.object({
  NODE_ENV: z.string().default('development'),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: whole(0, 65_535).default(3000),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// address' }).optional(),
  REDIS_URL: z.url({ protocol: /^rediss?$/, error: 'must be a redis:// address' }).optional(),
  DATA_DIR: z.string().min(1).default('.data'),
  PUBLIC_URL: httpUrl.optional(),
  ALLOWED_ORIGINS: z.string().optional(),
  AUTH_SECRET: z.string().refine((text) => Buffer.byteLength(text) >= 32, 'must be at least 32 bytes').optional(),
  MARKETPLACE_API_KEY: z.string().min(16, 'must be at least 16 characters').max(500).optional(),
  POSTS_PER_MINUTE: whole(1, 1_000_000).default(300),
  LOGINS_PER_MINUTE: whole(1, 1_000_000).default(30),
  EVENTS_PER_SECOND: whole(1, 1_000_000).default(50),
  /** A key pair for Web Push, as `npx web-push generate-vapid-keys` makes it; absent: generated into DATA_DIR. */
  VAPID_PUBLIC_KEY: z.string().regex(/^[A-Za-z0-9_-]{87}$/, 'must be a public VAPID key').optional(),
  VAPID_PRIVATE_KEY: z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'must be a private VAPID key').optional(),
  VAPID_SUBJECT: z.string().regex(/^(mailto:\S+@\S+|https:\/\/\S+)$/, 'must be a mailto: or https: address').optional(),
  PUSH_AFTER_SECONDS: whole(1, 86_400).default(10),
  PUSH_WITH_TEXT: flag,
  /** Where letters are handed over; absent: none are sent. */
  SMTP_URL: z.url({ protocol: /^smtps?$/, hostname: /./, error: 'must be an smtp:// or smtps:// address' }).optional(),
  MAIL_FROM: z.string().refine((text) => senderOf(text) !== undefined, 'must be an address, or a name with the address in angle brackets').optional(),
  MAIL_AFTER_MINUTES: whole(1, 10_080).default(15),
  MAIL_WITH_TEXT: flag,
  /** Experts may sign in by this OpenID Connect provider; all four or none. */
  OIDC_ISSUER: httpUrl.refine(isHttpsOrLocal, 'must be an https address').optional(),
  OIDC_CLIENT_ID: z.string().min(1).max(500).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).max(500).optional(),
  /** As the button calls it. */
  OIDC_NAME: z.string().min(1).max(40).optional(),
  /** The marketplace signs with it who its visitors are; absent: the chat appears in no foreign page. */
  EMBED_SECRET: z.string().refine((text) => Buffer.byteLength(text) >= 32, 'must be at least 32 bytes').optional(),
  /** Whose pages may show it, beside the sites that administrators allow. */
  EMBED_PARENTS: z.string().optional(),
  /** Where the desktop program is to be had; told to one that is too old and cannot update itself. */
  DESKTOP_URL: httpUrl.refine(isHttpsOrLocal, 'must be an https address').optional(),
  /** Orders in one of these states are rated. */
  RATING_STATUSES: z.string().default('done'),
  /** How long a colleague has to accept orders that are offered to him. */
  TRANSFER_MINUTES: whole(1, 1_440).default(10),
  /** Whether the server gives waiting orders out; a team may have it otherwise. */
  ASSIGN_ORDERS: flag,
  /** Open orders that an expert may have, where nothing else is said of him; absent: as many as come. */
  EXPERT_CAPACITY: whole(0, CAPACITY_MAX).optional(),
  EDIT_MINUTES: whole(0, 10_000_000).default(15),
  FILE_MAX_BYTES: whole(1, 5_000_000_000).default(FILE_BYTES),
  FILES_PER_MESSAGE: whole(1, ATTACHMENTS_MAX).default(FILES_PER_MESSAGE),
  /** A program and its words, parted by blanks: it gets the bytes on standard input and ends with 0 (clean) or 1 (infected). */
  SCAN_COMMAND: z.string().min(1).optional(),
  CLAMAV_HOST: z.string().min(1).optional(),
  CLAMAV_PORT: whole(1, 65_535).default(3310),
  S3_BUCKET: z.string().min(1).optional(),
  S3_ENDPOINT: httpUrl.optional(),
  S3_REGION: z.string().min(1).default('us-east-1'),
  S3_ACCESS_KEY_ID: z.string().min(1).optional(),
  S3_SECRET_ACCESS_KEY: z.string().min(1).optional(),
  TRUST_PROXY: z.string().refine((list) => list.split(',').every((part) => isProxy(part.trim())), 'must name addresses or subnets').optional(),
  /** Whether the plain socket takes an access token from the address too: it ends up in every log on the way. */
  WS_TOKEN_IN_QUERY: flag,
  /** Hosts to which webhooks may go though their addresses are not public, also by http; comma separated, with a port when it is not the usual one. */
  WEBHOOK_HOSTS: z.string().refine((list) => list.split(',').every((part) => isHost(part.trim())), 'must name hosts').optional(),
  /** By which the marketplace signs what it tells at POST /api/webhooks/in; comma separated while it changes them. Absent: it tells nothing there. */
  WEBHOOKS_IN_SECRETS: z.string().refine((list) => list.split(',').every((part) => /^whsec_[A-Za-z0-9+/]{32,100}={0,2}$/.test(part.trim())), 'must be secrets of the form whsec_ and at least 24 bytes in base64').optional(),
  /** Whoever brings it may read GET /metrics; absent: nobody. */
  METRICS_TOKEN: z.string().min(16, 'must be at least 16 characters').max(500).optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

/** The names of all variables that there are. */
export const environmentVariables: readonly string[] = Object.keys(environment.shape);

export type Environment = z.infer<typeof environment>;

/** What is known once the server's own port is: everything the parts read. */
export type Config = Environment & { publicUrl: string; allowedOrigins: readonly string[]; embedParents: readonly string[]; authSecret: string; contract: ContractAge };

/** For how long a message can be edited, in milliseconds; 0: for ever. */
export function editMs(config: Pick<Environment, 'EDIT_MINUTES'>): number {
  return config.EDIT_MINUTES * 60_000;
}

/** Parses the environment. An empty variable counts as absent. Throws an error of one readable line at the first bad value. */
export function readEnvironment(env: Record<string, string | undefined>): Environment {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new Error(`${issue?.path.join('.') ?? 'environment'}: ${issue?.message ?? 'bad value'}`);
  }
  if (parsed.data.NODE_ENV === 'production' && parsed.data.AUTH_SECRET === undefined) {
    throw new Error('AUTH_SECRET: must be set when NODE_ENV is production');
  }
  const { AUTH_SECRET, SMTP_URL, MAIL_FROM, EMBED_SECRET, EMBED_PARENTS } = parsed.data;
  for (const origin of splitOrigins(parsed.data.ALLOWED_ORIGINS)) {
    if (!/^[a-z][a-z0-9+.-]*:\/\/[^/\s]+$/.test(origin)) throw new Error(`ALLOWED_ORIGINS: "${origin}" is not an origin`);
  }
  if (SMTP_URL !== undefined && MAIL_FROM === undefined) throw new Error('MAIL_FROM: must be set when SMTP_URL is');
  const single = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'OIDC_NAME'] as const;
  const missing = single.find((name) => parsed.data[name] === undefined);
  const present = single.find((name) => parsed.data[name] !== undefined);
  if (missing !== undefined && present !== undefined) throw new Error(`${missing}: must be set when ${present} is`);
  for (const origin of splitOrigins(EMBED_PARENTS)) {
    if (!isWebOrigin(origin)) throw new Error(`EMBED_PARENTS: "${origin}" is not an http or https origin`);
  }
  if (EMBED_SECRET === undefined && splitOrigins(EMBED_PARENTS).length > 0) throw new Error('EMBED_SECRET: must be set when EMBED_PARENTS is');
  if (EMBED_SECRET !== undefined && EMBED_SECRET === AUTH_SECRET) throw new Error('EMBED_SECRET: must not be AUTH_SECRET, which the marketplace must not know');
  return parsed.data;
}

function splitOrigins(list: string | undefined): string[] {
  return (list ?? '').split(',').map((origin) => origin.trim().replace(/\/$/, '')).filter(Boolean);
}

/** The same address under its other loopback name, so that `localhost` and `127.0.0.1` both work on one's own machine. */
export function withLoopbackTwin(origin: string): string[] {
  const url = new URL(origin);
  const twin = { '127.0.0.1': 'localhost', localhost: '127.0.0.1' }[url.hostname];
  return twin === undefined ? [url.origin] : [url.origin, `${url.protocol}//${twin}${url.port === '' ? '' : `:${url.port}`}`];
}

/** The address of a server that listens there; a host of IPv6 stands in brackets. */
export function urlOf(host: string, port: number): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** Completes the environment with what depends on the port that was really taken and on the kept secret. */
export function completeConfig(environment: Environment, port: number, authSecret: string): Config {
  const publicUrl = (environment.PUBLIC_URL ?? urlOf(environment.HOST, port)).replace(/\/$/, '');
  const named = splitOrigins(environment.ALLOWED_ORIGINS);
  const allowedOrigins = named.length > 0 ? named : [...withLoopbackTwin(publicUrl), DESKTOP_ORIGIN];
  return { ...environment, publicUrl, allowedOrigins, embedParents: splitOrigins(environment.EMBED_PARENTS), authSecret, contract: { version: CONTRACT, oldest: OLDEST_CONTRACT } };
}

/** Hosts to which webhooks may go whatever their addresses are. */
export function hostsOf({ WEBHOOK_HOSTS }: Pick<Config, 'WEBHOOK_HOSTS'>): string[] {
  return (WEBHOOK_HOSTS ?? '').split(',').map((host) => host.trim()).filter(Boolean);
}

/** Whom push services may turn to about our pushes. */
export function pushSubject(config: Config): string {
  return config.VAPID_SUBJECT ?? (config.publicUrl.startsWith('https:') ? config.publicUrl : 'mailto:orderline@localhost.invalid');
}
