import { io, type Socket } from 'socket.io-client';
import type { Account, Order, Role, Room } from '../../protocol/entities';
import { FACT_NAMES, type FactName, type Facts } from '../../protocol/facts';
import { requests, type Acknowledgment, type Answers, type RequestName, type RequestPayload } from '../../protocol/requests';
import { misacknowledged, misfit } from './described';

/** Asks, and holds what comes against the API's description. */
export type Http = <T = Record<string, unknown>>(
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<{ status: number; body: T; headers: Headers }>;

/** Somebody signed in: his token, his HTTP, his sockets. */
export type Person = {
  account: Account;
  token: string;
  http: Http;
  /** A live connection; resolves when it stands. */
  connect(): Promise<Device>;
};

/** One live socket and everything it was told. */
export type Device = {
  socket: Socket;
  facts: { name: FactName; payload: unknown }[];
  /** Sends a request and answers its acknowledgment as it came, held against its schema. */
  ask<N extends RequestName>(name: N, payload: RequestPayload<N>): Promise<Acknowledgment<N>>;
  /** The same, for a request that must succeed. */
  get<N extends RequestName>(name: N, payload: RequestPayload<N>): Promise<{ ok: true } & Answers[N]>;
  /** The first fact of this name that fits, past ones included. */
  fact<N extends FactName>(name: N, fits?: (payload: Facts[N]) => boolean): Promise<Facts[N]>;
  close(): void;
};

export type OrderRequest = {
  title?: string;
  status?: string;
  client?: { email: string; first_name: string; last_name: string };
  expert?: { email: string; first_name: string; last_name: string } | null;
  open_chat?: boolean;
};

export type People = ReturnType<typeof createPeople>;

export const PASSWORD = 'correct horse battery';
let lastNumber = 1000;

/** A number that no other order or address of this test file has. */
export function fresh(): number {
  return ++lastNumber;
}

/** A named address nobody else has. */
export function someone(first_name: string, last_name = 'Тестова') {
  return { email: `${fresh()}.${Date.now().toString(36)}@orderline.test`, first_name, last_name };
}

const FACT_WAIT_MS = 20_000;

/** The people of a test: they come in by the same doors as everybody else. */
export function createPeople(url: string, apiKey: string) {
  const http =
    (bearer: string | null): Http =>
    async (method, path, body, headers = {}) => {
      const response = await fetch(url + path, {
        method,
        headers: {
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...(bearer === null ? {} : { Authorization: `Bearer ${bearer}` }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      const came = { status: response.status, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
      const wrong = misfit(method, path, came);
      if (wrong !== undefined) throw new Error(`not as the API's description says: ${wrong}`);
      return { status: came.status, body: came.body as never, headers: response.headers };
    };
  const marketplace = http(apiKey);
  const anyone = http(null);

  async function must<T>(answer: Promise<{ status: number; body: T }>): Promise<T> {
    const { status, body } = await answer;
    if (status >= 300) throw new Error(`answered ${status}: ${JSON.stringify(body)}`);
    return body;
  }

  /** Signs in by address and password. */
  async function signIn(email: string, password = PASSWORD): Promise<Person> {
    const { access_token, user } = await must(
      anyone<{ access_token: string; user: Account }>('POST', '/api/auth/login', { email, password, device: 'desktop' }),
    );
    return personOf(access_token, user);
  }

  function personOf(token: string, account: Account): Person {
    return { account, token, http: http(token), connect: () => connect(url, token) };
  }

  /** Makes an account with a password and signs in. */
  async function makeUser(role: Role, person = someone(role)): Promise<Person> {
    await must(marketplace('POST', '/api/users', { ...person, role, password: PASSWORD }));
    return signIn(person.email);
  }

  return {
    marketplace,
    anyone,
    signIn,
    personOf,
    makeUser,
    /** Closes an account as an admin does. */
    async disable(user: number): Promise<void> {
      const admin = await makeUser('admin');
      await must(admin.http('PUT', `/api/admin/users/${user}`, { is_disabled: true }));
    },
    /** Makes or changes an order as the marketplace's backend does. */
    async putOrder(id: number, order: OrderRequest = {}): Promise<{ order: Order; room: Room }> {
      return must(marketplace<{ order: Order; room: Room }>('PUT', `/api/orders/${id}`, { title: `Order ${id}`, client: someone('Мария'), ...order }));
    },
    /** An invite link of the order's client. */
    async invite(order: number): Promise<string> {
      return (await must(marketplace<{ url: string }>('POST', `/api/orders/${order}/invites`, {}))).url;
    },
    /** The client of an order, come in by an invite link. */
    async join(order: number): Promise<Person> {
      const link = await must(marketplace<{ url: string }>('POST', `/api/orders/${order}/invites`, {}));
      const token = new URL(link.url).hash.slice(1);
      const { access_token, user } = await must(anyone<{ access_token: string; user: Account }>('POST', '/api/auth/join', { token }));
      return personOf(access_token, user);
    },
    /** One order with its expert and its client, both signed in with full sessions. */
    async makeRoom(order: number = fresh()): Promise<{ order: number; room: Room; expert: Person; client: Person }> {
      const [expertPerson, clientPerson] = [someone('Анна', 'Соколова'), someone('Мария', 'Орлова')];
      await must(marketplace('POST', '/api/users', { ...expertPerson, role: 'expert', password: PASSWORD }));
      await must(marketplace('POST', '/api/users', { ...clientPerson, role: 'client', password: PASSWORD }));
      const made = await this.putOrder(order, { client: clientPerson, expert: expertPerson });
      return { order, room: made.room, expert: await signIn(expertPerson.email), client: await signIn(clientPerson.email) };
    },
  };
}

/** A socket with this token; rejects with the handshake's error. */
export async function connect(url: string, token: string, headers: Record<string, string> = {}): Promise<Device> {
  const socket = io(url, { transports: ['websocket'], reconnection: false, forceNew: true, auth: { token }, extraHeaders: headers });
  const facts: Device['facts'] = [];
  const waiting = new Set<() => void>();
  for (const name of FACT_NAMES) {
    socket.on(name, (payload: unknown) => {
      facts.push({ name, payload });
      for (const look of [...waiting]) look();
    });
  }
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  const ask: Device['ask'] = async (name, payload) => {
    const answer = (await socket.timeout(30_000).emitWithAck(name, payload)) as Acknowledgment<typeof name>;
    const wrong = Object.hasOwn(requests, name) ? misacknowledged(name, answer) : undefined;
    if (wrong !== undefined) throw new Error(`not as its schema says: ${wrong}`);
    return answer;
  };
  return {
    socket,
    facts,
    ask,
    async get(name, payload) {
      const answer = await ask(name, payload);
      if (!answer.ok) throw new Error(`${name}: ${answer.error.code}`);
      return answer;
    },
    fact(name, fits = () => true) {
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => end(() => reject(new Error(`no ${name} that fits came`))), FACT_WAIT_MS);
        const look = () => {
          const found = facts.find((fact) => fact.name === name && fits(fact.payload as never));
          if (found !== undefined) end(() => resolve(found.payload as never));
        };
        const end = (then: () => void) => {
          clearTimeout(timer);
          waiting.delete(look);
          then();
        };
        waiting.add(look);
        look();
      });
    },
    close: () => socket.disconnect(),
  };
}
