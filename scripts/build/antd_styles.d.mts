import type { Plugin } from 'vite';

export function antdSheet(): string;
export function antdStyles(): Plugin;
