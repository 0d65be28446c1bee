import type { BaseSequencer } from 'vitest/node';

/** Begins with the test files that take longest. */
export declare class LongestFirst extends BaseSequencer {}
