import type { Plugin } from 'vite';

export function preloads(base: string, parts: readonly string[]): Plugin;
