// Text is never rendered as HTML and never run as code. ESLint sees the plain spellings; this sees all of them, in every file that is built.
import { report, textFiles } from './read.mjs';

const BUILT = /^(?:protocol|server|main|renderer|migrations)\/.*\.(?:tsx?|mts|cts|m?js|html)$/;
const SINKS = ['dangerouslySetInnerHTML', 'innerHTML', 'outerHTML', 'insertAdjacentHTML', 'setHTMLUnsafe', 'parseHTMLUnsafe', 'createContextualFragment', 'document.write', 'srcdoc', 'executeJavaScript', 'new Function'];

const problems = [];
for (const { name, text } of textFiles()) {
  if (!BUILT.test(name)) continue;
  text.split('\n').forEach((line, index) => {
    const found = SINKS.find((sink) => line.toLowerCase().includes(sink.toLowerCase())) ?? /(?<![\w.])(eval)\s*\(/.exec(line)?.[1];
    if (found !== undefined) problems.push(`${name}:${index + 1} holds ${found}.`);
  });
  if (name.endsWith('.html') && /<script(?![^>]*\bsrc=)[^>]*>|\son\w+=/i.test(text)) problems.push(`${name} holds an inline script, which the Content-Security-Policy forbids.`);
}
report(problems);
