import { createRequire } from 'node:module';

const read = createRequire(import.meta.url);

/** The parts of antd that the console draws with, by their folder; a page that brings in another one is not built until it stands here. */
const PARTS = {
  button: ({ Button }, h) => h(Button, {}, 'a'),
  dropdown: ({ Dropdown }, h) => h(Dropdown, { menu: { items: [] } }, h('a')),
  input: ({ Input }, h) => [Input, Input.TextArea, Input.Password].map((Field, key) => h(Field, { key })),
  menu: ({ Menu }, h) => h(Menu, { items: [] }),
  segmented: ({ Segmented }, h) => h(Segmented, { options: ['a'] }),
  space: ({ Space }, h) => h(Space.Compact, {}, h('a')),
  switch: ({ Switch }, h) => h(Switch),
  tooltip: ({ Tooltip }, h) => h(Tooltip, { title: 'a' }, h('a')),
};
/** Styled along with the parts above. */
const ALONG = ['_util', 'config-provider', 'style', 'theme'];

const STYLE = /\/node_modules\/antd\/es\/([^/]+)\/(?:.*\/)?style\//;
const MAKERS = new Set(['genStyleHooks', 'genSubStyleComponent', 'genComponentStyleHook']);

/**
 * antd's own style sheet, which it would otherwise make in the page at each start. Everything in it that depends on the look is a variable, and
 * those still come from the theme while the page runs.
 */
export function antdSheet() {
  const mode = process.env.NODE_ENV;
  // Without it antd speaks of its own development.
  process.env.NODE_ENV = 'production';
  try {
    const { createElement } = read('react');
    const { renderToString } = read('react-dom/server');
    const { createCache, extractStyle, StyleProvider } = read('@ant-design/cssinjs');
    const antd = read('antd');
    const cache = createCache();
    const parts = Object.entries(PARTS).map(([key, draw]) => createElement('div', { key }, draw(antd, createElement)));
    renderToString(createElement(StyleProvider, { cache, layer: true }, createElement(antd.ConfigProvider, { theme: { hashed: false } }, parts)));
    return extractStyle(cache, { plain: true, types: ['style'] });
  } finally {
    process.env.NODE_ENV = mode;
  }
}

/** That sheet as `virtual:antd.css`, and antd without what makes it. */
export function antdStyles() {
  const name = 'virtual:antd.css';
  return {
    name: 'orderline:antd-styles',
    enforce: 'pre',
    resolveId: (id) => (id === name ? `\0${name}` : null),
    load: (id) => (id === `\0${name}` ? antdSheet() : null),
    transform(code, id) {
      return STYLE.test(id) && code.includes('gen') ? { code: withoutStyles(code, this.parse(code)), map: null } : null;
    },
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        for (const [id, { renderedLength }] of Object.entries(chunk.type === 'chunk' ? chunk.modules : {})) {
          const part = renderedLength > 0 ? STYLE.exec(id)?.[1] : undefined;
          if (part !== undefined && !(part in PARTS) && !ALONG.includes(part)) this.error(`antd's ${part} would have no styles: it is to be named in scripts/build/antd_styles.mjs.`);
        }
      }
    },
  };
}

/** The module with `null` in the place of each function that makes styles, so that the bundler leaves them out. */
function withoutStyles(code, { body }) {
  const makers = [];
  const look = (node) => {
    if (Array.isArray(node)) return node.forEach(look);
    if (typeof node?.type !== 'string') return;
    if (node.type === 'CallExpression' && MAKERS.has(node.callee.name) && node.arguments.length > 1) makers.push(node.arguments[1]);
    Object.values(node).forEach((value) => value !== null && typeof value === 'object' && look(value));
  };
  look(body);
  return makers.toReversed().reduce((rest, { start, end }) => `${rest.slice(0, start)}null${rest.slice(end)}`, code);
}
