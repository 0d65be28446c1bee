import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, Script } from 'node:vm';
import { describe, expect, it } from 'vitest';

/* The console's service worker in a browser of a few lines: its caches, its network. */

const script = new Script(`(BUILD) => {\n${readFileSync(join(import.meta.dirname, '../../../renderer/console/offline/worker.js'), 'utf8')}\n}`);
const ORIGIN = 'https://desk.test';
type Asked = { url: string; method?: string; mode?: string };
type Listener = (event: object) => void;
const urlOf = (asked: string | Asked) => new URL(typeof asked === 'string' ? asked : asked.url, ORIGIN).href;

/** A browser that keeps its caches from one worker to the next; `network` answers by path. */
function browser() {
  const kept = new Map<string, Map<string, Response>>();
  const network = new Map<string, () => Promise<Response>>();
  const serve = (path: string, body: string, status = 200) => network.set(path, () => Promise.resolve(new Response(body, { status })));
  const fetch = (asked: string | Asked) => network.get(new URL(urlOf(asked)).pathname)?.() ?? Promise.reject(new TypeError('no network'));
  const cacheOf = (files: Map<string, Response>) => ({
    match: (asked: string | Asked) => Promise.resolve(files.get(urlOf(asked))?.clone()),
    put: (asked: string, response: Response) => Promise.resolve(void files.set(urlOf(asked), response)),
    async addAll(all: string[]) {
      for (const path of all) files.set(urlOf(path), await fetch(path));
    },
  });
  const caches = {
    keys: () => Promise.resolve([...kept.keys()]),
    delete: (name: string) => Promise.resolve(kept.delete(name)),
    open(name: string) {
      if (!kept.has(name)) kept.set(name, new Map());
      return Promise.resolve(cacheOf(kept.get(name)!));
    },
    match: (asked: string | Asked) => Promise.resolve([...kept.values()].find((files) => files.has(urlOf(asked)))?.get(urlOf(asked))?.clone()),
  };

  /** What the browser does with a new worker; answers how it hands requests to it. */
  async function begin(build: { version: string; entry: string; files: string[] }) {
    const listeners = new Map<string, Listener>();
    const nothing = () => Promise.resolve();
    const self = { location: { origin: ORIGIN }, addEventListener: (name: string, listener: Listener) => listeners.set(name, listener), skipWaiting: nothing, clients: { claim: nothing }, registration: { navigationPreload: { enable: nothing } } };
    (script.runInContext(createContext({ self, caches, fetch, URL, Promise, setTimeout, Error })) as (given: object) => void)(build);
    const play = async (name: string) => {
      let work: Promise<void> | undefined;
      listeners.get(name)!({ waitUntil: (promise: Promise<void>) => (work = promise) });
      await work;
    };
    await play('install');
    await play('activate');
    return async (request: Asked) => {
      let answer: Promise<Response> | null = null;
      listeners.get('fetch')!({ request: { method: 'GET', mode: 'cors', ...request, url: urlOf(request) }, respondWith: (promise: Promise<Response>) => (answer = promise) });
      return answer === null ? 'left alone' : (await (answer as Promise<Response>)).text();
    };
  }
  /** Puts a build on the server in place of the last one. */
  const release = (version: string) => {
    network.clear();
    const [entry, part] = [`assets/index-${version}.js`, `assets/part-${version}.js`];
    serve('/console', `page ${entry}`);
    for (const path of [entry, part]) serve(`/console/${path}`, `script ${path}`);
    return { version, entry, files: [`/console/${entry}`, `/console/${part}`] };
  };
  return { begin, release, serve, network, names: () => [...kept.keys()] };
}

const PAGE: Asked = { url: '/console', mode: 'navigate' };

describe('the worker that keeps the console', () => {
  it('gives the page of the server while there is one, and the kept one when it is away or broken', async () => {
    const { begin, release, serve, network } = browser();
    const ask = await begin(release('1'));
    serve('/console', 'newer page');
    expect(await ask(PAGE)).toBe('newer page');
    serve('/console', 'bad gateway', 502);
    expect(await ask(PAGE)).toBe('page assets/index-1.js');
    network.clear();
    expect([await ask(PAGE), await ask({ url: '/console/assets/part-1.js' })]).toEqual(['page assets/index-1.js', 'script assets/part-1.js']);
  });

  it('leaves everything alone that is no file of the program', async () => {
    const { begin, release } = browser();
    const ask = await begin(release('1'));
    for (const request of [{ url: '/api/chat/rooms' }, { url: '/console', method: 'POST' }, { url: 'https://elsewhere.test/console/assets/x.js' }, { url: '/client/assets/x.js' }]) {
      expect(await ask(request), JSON.stringify(request)).toBe('left alone');
    }
  });

  it('of a new build takes over, keeps the parts of the one before for pages that are open, and nothing older', async () => {
    const { begin, release, network, names } = browser();
    await begin(release('1'));
    await begin(release('2'));
    const ask = await begin(release('3'));
    expect(names()).toEqual(['orderline-console 2', 'orderline-console 3']);
    network.clear();
    expect([await ask(PAGE), await ask({ url: '/console/assets/part-2.js' })]).toEqual(['page assets/index-3.js', 'script assets/part-2.js']);
  });

  it('does not begin with a page of another build, and leaves the one before as it was', async () => {
    const { begin, release, serve, names } = browser();
    await begin(release('1'));
    const build = release('2');
    serve('/console', 'page assets/index-1.js');
    await expect(begin(build)).rejects.toThrow('another build');
    expect(names()).toEqual(['orderline-console 1']);
  });
});
