/** What `npm run build` builds. */
export const targets: readonly { name: string; output: string; entries: readonly string[] }[];
