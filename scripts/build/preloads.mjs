/**
 * Names in each page of `base` what its beginning asks for beside its own script: what that imports, and the `parts` that it loads by itself
 * at once. So one exchange brings all of it, where otherwise each would be found only in the one before it.
 */
export function preloads(base, parts) {
  return {
    name: 'orderline:preloads',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle = {}, chunk: entry }) {
        if (entry === undefined) return;
        const first = new Set([entry.fileName]);
        // A set grows while it is walked.
        for (const name of first) {
          const { imports, dynamicImports } = bundle[name];
          for (const next of [...imports, ...dynamicImports.filter((one) => parts.includes(bundle[one]?.name))]) if (next in bundle) first.add(next);
        }
        const unnamed = [...first].filter((name) => !html.includes(base + name));
        return unnamed.map((name) => ({ tag: 'link', attrs: { rel: 'modulepreload', crossorigin: '', href: base + name }, injectTo: 'head' }));
      },
    },
  };
}
