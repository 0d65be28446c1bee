import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Answers, RequestName, RequestPayload } from '../../../protocol/requests';
import type { HttpFailure, HttpResult } from '../../sync/http';
import { useConsole } from '../context';
import { useExplain } from '../settings/explain';
import { adminCalls } from './admin_calls';
import type { AdminCalls } from './admin_calls';

/** What administrators may ask, by this session. */
export function useAdminCalls(): AdminCalls {
  const { session } = useConsole();
  return useMemo(() => adminCalls(session.ask), [session]);
}

/** A request over the socket, answered as those over HTTP are. */
export type AskSocket = <N extends RequestName>(name: N, payload: RequestPayload<N>) => Promise<HttpResult<Answers[N]>>;

/** Asks over the socket: teams and webhooks are spoken of there. */
export function useAsk(): AskSocket {
  const { sync } = useConsole();
  return useCallback(
    async (name, payload) => {
      const answer = await sync.shelf!.request(name, payload);
      if (answer.ok) return { ok: true, status: 200, body: answer };
      const { code, message, retry_after } = answer.error;
      return { ok: false, code: code === 'timeout' ? 'unavailable' : code, message, ...(retry_after !== undefined && { retry_after }) };
    },
    [sync],
  );
}

export type Loaded<T> = { value: T | null; problem: string | null; is_loading: boolean; reload: () => void; set: (change: (value: T) => T) => void };

/** What the server answers, asked for again whenever `load` is another one; an answer that comes too late is dropped. */
export function useLoaded<T>(load: () => Promise<HttpResult<T>>): Loaded<T> {
  const explain = useExplain();
  const [value, setValue] = useState<T | null>(null);
  const [failure, setFailure] = useState<HttpFailure | null>(null);
  const [isLoading, setIsLoading] = useState(true);
  const turn = useRef(0);
  const run = useCallback(async () => {
    const own = ++turn.current;
    const result = await load();
    if (own !== turn.current) return;
    setIsLoading(false);
    setFailure(result.ok ? null : result);
    if (result.ok) setValue(result.body);
  }, [load]);
  useEffect(() => {
    // State changes only after the answer has come.
    void run();
  }, [run]);
  const set = useCallback((change: (value: T) => T) => setValue((known) => known && change(known)), []);
  const reload = useCallback(() => {
    setIsLoading(true);
    void run();
  }, [run]);
  return { value, problem: failure && explain(failure), is_loading: isLoading, reload, set };
}
