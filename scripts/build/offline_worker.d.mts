import type { Plugin } from 'vite';

export function offlineWorker(source: string): Plugin;
