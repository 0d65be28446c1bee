import { createHash } from 'node:crypto';
import { escapeHtml } from '../present/export_page';
import type { OpenApi, Operation } from './document';
import { notation } from './notation';

/* The description to read: one page without a script, made from the document. */

const STYLE = `
:root{color-scheme:light dark;--text:#1b1e24;--soft:#5b6472;--line:#dfe3e8;--back:#fff;--box:#f4f5f7;--accent:#1d5fd0}
@media (prefers-color-scheme:dark){:root{--text:#e6e8ec;--soft:#9aa3b2;--line:#343a45;--back:#16181d;--box:#22262e;--accent:#8ab4ff}}
body{margin:0 auto;max-width:60rem;padding:1.5rem 1rem 4rem;font:15px/1.5 system-ui,sans-serif;color:var(--text);background:var(--back);overflow-wrap:anywhere}
h1{font-size:1.4rem;margin:0}h2{font-size:1.1rem;margin:2rem 0 .5rem;border-bottom:1px solid var(--line);padding-bottom:.25rem}h3{font-size:.85rem;margin:.75rem 0 .25rem;color:var(--soft)}
a{color:var(--accent)}.soft{color:var(--soft);font-size:.9rem}.refusals{margin:.25rem 0}nav{margin:.75rem 0;display:flex;flex-wrap:wrap;gap:.25rem 1rem}
details{border:1px solid var(--line);border-radius:.5rem;margin:.4rem 0}summary{padding:.5rem .75rem;cursor:pointer}summary:focus-visible,a:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
summary .soft{overflow-wrap:break-word}details>div{padding:0 .75rem .75rem}code,pre{font:13px/1.45 ui-monospace,SFMono-Regular,Menlo,monospace}.method{display:inline-block;min-width:4.2rem;font-weight:600}
pre{background:var(--box);padding:.6rem .75rem;border-radius:.4rem;overflow-x:auto;margin:.25rem 0}table{border-collapse:collapse;width:100%}td{padding:.2rem .75rem .2rem 0;vertical-align:top;border-top:1px solid var(--line)}td:not(:last-child){overflow-wrap:normal}td:last-child{padding-right:0}td:not(:last-child){white-space:nowrap;width:1%}td>pre{margin:0}
@media (max-width:40rem){table,tbody{display:block}.method{min-width:3.6rem}summary .soft{display:block}tr{display:block;padding:.35rem 0;border-top:1px solid var(--line)}td{display:inline;border:0;white-space:normal}td:last-child{display:block}}`;

/** What the page may do: be read. */
export const DOCS_POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

const code = (value: unknown) => `<pre tabindex="0">${escapeHtml(JSON.stringify(value, null, 2))}</pre>`;
const type = (schema: unknown) => notation(schema, (name) => `<a href="#schema-${anchor(name)}">${escapeHtml(name)}</a>`, escapeHtml);
const shape = (schema: unknown) => `<pre tabindex="0">${type(schema)}</pre>`;
const anchor = (text: string) => text.toLowerCase().replace(/[^a-z]+/g, '-');
const section = (name: string, inside: string) => `<section id="${anchor(name)}"><h2>${escapeHtml(name)}</h2>${inside}</section>`;

export function docsPage(document: OpenApi): string {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, operation })));
  const tags = (document.tags as { name: string }[]).map(({ name }) => name);
  const groups = tags.map((tag) => section(tag, operations.filter(({ operation }) => operation.tags.includes(tag)).map(operationHtml).join('')));
  const webhooks = Object.entries(document.webhooks).map(([name, { post }]) => fold(`<code>${escapeHtml(name)}</code>`, bodyHtml(post as Operation)));
  const schemas = Object.entries(document.components.schemas).map(([name, schema]) => `<div id="schema-${anchor(name)}">${fold(`<code>${escapeHtml(name)}</code>`, shape(schema))}</div>`);
  const { title, version, description } = document.info as Record<string, string>;
  const links = [...tags, 'Events', 'Schemas'].map((name) => `<a href="#${anchor(name)}">${escapeHtml(name)}</a>`).join('');
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(title!)} API</title><style>${STYLE}</style></head>
<body><header><h1>${escapeHtml(title!)} API <span class="soft">${escapeHtml(version!)}</span></h1><p class="soft">${escapeHtml(description!)} The same for programs: <a href="/api/openapi.json">openapi.json</a>.</p><nav aria-label="Sections">${links}</nav></header><main>
${groups.join('\n')}${section('Events', `<p class="soft">Sent to your endpoints by POST, signed after the Standard Webhooks specification.</p>${webhooks.join('')}`)}${section('Schemas', schemas.join(''))}
</main></body></html>`;
}

const fold = (head: string, inside: string) => `<details><summary>${head}</summary><div>${inside}</div></details>`;

function operationHtml({ path, method, operation }: { path: string; method: string; operation: Operation }): string {
  const head = `<code><span class="method">${escapeHtml(method.toUpperCase())}</span> ${escapeHtml(path)}</code> <span class="soft">${escapeHtml(operation.summary)}</span>`;
  const who = `<p class="soft">${whoMay(operation)}</p>`;
  const rows = (operation.parameters ?? []).map((one) => `<tr><td><code>${escapeHtml(String(one.name))}</code></td><td class="soft">${escapeHtml(String(one.in))}${one.required === true ? ', required' : ''}</td><td><code>${type(one.schema)}</code>${one.description === undefined ? '' : ` <span class="soft">${escapeHtml(String(one.description))}</span>`}</td></tr>`);
  const parameters = rows.length === 0 ? '' : `<h3>Parameters</h3><table>${rows.join('')}</table>`;
  const all = Object.entries(operation.responses);
  const good = all.filter(([status]) => Number(status) < 400).map(([status, response]) => `<tr><td><code>${escapeHtml(status)}</code></td><td>${escapeHtml(String(response.description))}</td><td>${shapesOf(response)}</td></tr>`);
  const refusals = all.filter(([status]) => Number(status) >= 400).map(([status, { description }]) => `<code>${escapeHtml(status)}</code> ${escapeHtml(String(description))}`);
  return fold(head, `${who}${parameters}${bodyHtml(operation)}<h3>Answers</h3><table>${good.join('')}</table><h3>Refusals</h3><p class="refusals">${refusals.join(' · ')}, as <a href="#schema-error">Error</a></p>`);
}

const SCHEMES: Readonly<Record<string, string>> = { api_key: 'API key', access_token: 'Access token', metrics_token: 'METRICS_TOKEN', signature: 'Signed by one of WEBHOOKS_IN_SECRETS' };

function whoMay({ security, 'x-scope': scope, 'x-roles': roles }: Operation): string {
  const schemes = ((security ?? []) as Record<string, unknown>[]).flatMap((one) => Object.keys(one));
  if (schemes.length === 0) return 'No credentials';
  const or = (security as object[]).some((one) => Object.keys(one).length === 0) ? ', or a signed address' : '';
  const named = schemes.map((scheme) => SCHEMES[scheme]).join(', ') + or;
  return `${named}${scope === undefined ? '' : ` with the scope <code>${escapeHtml(scope)}</code>`}${Array.isArray(roles) ? ` of: ${escapeHtml(roles.join(', '))}` : ''}`;
}

function bodyHtml({ requestBody }: Operation): string {
  const { schema, example } = (requestBody as { content?: Record<string, { schema: unknown; example?: unknown }> } | undefined)?.content?.['application/json'] ?? {};
  return schema === undefined ? '' : `${example === undefined ? '' : `<h3>Example of a body</h3>${code(example)}`}<h3>Body</h3>${shape(schema)}`;
}

/** What comes, by its type where that is not JSON. */
function shapesOf({ content = {} }: Record<string, unknown>): string {
  return Object.entries(content as Record<string, { schema: unknown }>)
    .map(([media, { schema }]) => (media === 'application/json' ? shape(schema) : `<code>${escapeHtml(media)}</code>`))
    .join('');
}
