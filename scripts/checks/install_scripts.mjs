// Install scripts run with the rights of whoever installs: each package that has one is named in package.json's allowScripts, allowed or not.
import { readJson, report } from './read.mjs';

const allowed = readJson('package.json').allowScripts ?? {};
const withScript = Object.entries(readJson('package-lock.json').packages)
  .filter(([, { hasInstallScript }]) => hasInstallScript)
  .map(([path, { name }]) => name ?? path.split('node_modules/').at(-1));

report([
  ...[...new Set(withScript)].filter((name) => !(name in allowed)).map((name) => `${name} has an install script and is not named in allowScripts.`),
  ...Object.keys(allowed).filter((name) => !withScript.includes(name)).map((name) => `${name} is named in allowScripts and has no install script.`),
]);
