/** Work of which only the newest counts: each beginning stops the one before it. */
export type Newest = { begin(): AbortSignal; end(): void };

export function createNewest(): Newest {
  let running: AbortController | undefined;
  const end = () => running?.abort();
  return {
    begin() {
      end();
      running = new AbortController();
      return running.signal;
    },
    end,
  };
}
