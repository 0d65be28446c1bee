import { configDefaults, defineConfig } from 'vitest/config';
import { LongestFirst } from './scripts/test/longest_first.mjs';

// No module does anything when it is imported, so files can share a worker's modules; loading them anew for each took half of the time.
const SHARED = { isolate: false } as const;

// Pages under a busy build machine: a flow is tried once more there, and the report says so. On a developer's machine a flow that fails once has failed.
// A second try finds what the first has left: each test makes what it counts, or its file says that it cannot be tried twice.
const FLOW_RETRIES = process.env.CI === undefined ? 0 : 1;

/** How long a condition may take to come true. A limit, not an expectation: it costs nothing when all is well, and a busy machine is slow. */
const POLL = { timeout: 30_000 };

/** Faults under load: server processes and a database of their own, which they kill. */
const FAULTS = ['tests/faults/half_*.test.ts'];

/** Two versions beside each other: only `npm run test:upgrade` has the other one. */
const UPGRADES = ['tests/upgrade/*.test.ts'];

const FLOWS = ['tests/{flows,desktop,client,console}/**/*.test.{ts,tsx}'];

export default defineConfig({
  test: {
    // One database server for the whole run; every test file makes databases of its own in it.
    globalSetup: ['tests/support/postgres_setup.ts'],
    pool: 'forks',
    // More than a build machine's two cores: a test waits for pages, sockets and other processes for half of its time.
    maxWorkers: 4,
    sequence: { sequencer: LongestFirst },
    allowOnly: false,
    teardownTimeout: 30_000,
    projects: [
      {
        test: { ...SHARED, name: 'parts', include: ['tests/**/*.test.{ts,tsx}'], exclude: [...configDefaults.exclude, ...FLOWS, ...FAULTS, ...UPGRADES], testTimeout: 60_000, hookTimeout: 120_000, expect: { poll: POLL }, sequence: { groupOrder: 0 } },
      },
      {
        // Real pages in a real Chromium, on the built code. Begun by each worker that has no more parts: in one group, none waits for the others.
        test: { ...SHARED, name: 'flows', retry: FLOW_RETRIES, include: FLOWS, testTimeout: 120_000, hookTimeout: 180_000, expect: { poll: POLL }, sequence: { groupOrder: 0 } },
      },
      ...(process.env.UPGRADE_FROM === undefined ? [] : [{ test: { ...SHARED, name: 'upgrade', include: UPGRADES, maxWorkers: 1, testTimeout: 400_000, hookTimeout: 120_000, sequence: { groupOrder: 3 } } }]),
      {
        test: { ...SHARED, name: 'faults', include: FAULTS, maxWorkers: 2, testTimeout: 60_000, hookTimeout: 120_000, expect: { poll: POLL }, sequence: { groupOrder: 2 } },
      },
    ],
  },
});
