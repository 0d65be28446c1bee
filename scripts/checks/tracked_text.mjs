// What belongs to one machine stays out of the repository: paths of homes and temporary folders, hosts of package registries.
import { report, textFiles } from './read.mjs';

const MACHINE = [
  { what: 'a path of one machine', pattern: /(?<![\w.*/}-])\/(?:(?:home|Users|tmp)\/[\w.-]+|root|work|workspace|builds)(?=\/|\b)(?![\w-]*\()/g },
  { what: 'a path of one machine', pattern: /\b[A-Z]:\\Users\\\w+/g },
  { what: 'the host of a package registry', pattern: /https?:\/\/[\w.-]*(?:registry|npmmirror|artifactory|nexus|verdaccio)[\w.-]*(?::\d+)?/gi },
];
// The public registry is where every copy of this repository installs from.
const PUBLIC = 'https://registry.npmjs.org';

const problems = [];
for (const { name, text } of textFiles()) {
  text.split('\n').forEach((line, index) => {
    for (const { what, pattern } of MACHINE) {
      for (const [found] of line.matchAll(pattern)) if (found !== PUBLIC) problems.push(`${name}:${index + 1} names ${what}: ${found}`);
    }
  });
}
report(problems);
