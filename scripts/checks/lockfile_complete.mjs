// Every package that a locked one asks for is locked too, for all systems: `npm ci` refuses a lockfile with holes, and one made
// while an optional package of another system could not be had has them.
import { readJson, report } from './read.mjs';

const packages = readJson('package-lock.json').packages;

/** Where Node would look: in the package's own folder, then in each one above. */
function isLocked(from, name) {
  const steps = from === '' ? [] : from.split(/(?:^|\/)node_modules\//).slice(1);
  for (let depth = steps.length; depth >= 0; depth -= 1) {
    if ([...steps.slice(0, depth), name].map((step) => `node_modules/${step}`).join('/') in packages) return true;
  }
  return false;
}

report(Object.entries(packages).flatMap(([path, { dependencies = {}, devDependencies = {}, optionalDependencies = {} }]) =>
  Object.keys({ ...dependencies, ...optionalDependencies, ...(path === '' ? devDependencies : {}) })
    .filter((name) => !isLocked(path, name))
    .map((name) => `${name}, which ${path || 'the project'} asks for, is not in package-lock.json: run npm install.`)));
