/** The part of js-yaml that tests use; it brings no types of its own. */
declare module 'js-yaml' {
  export function load(text: string): unknown;
  export function dump(value: unknown): string;
}
