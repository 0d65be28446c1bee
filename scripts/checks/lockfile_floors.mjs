// Every installed copy of these packages must be at least this version: below it they have known holes.
import { readJson, report } from './read.mjs';

const FLOORS = {
  'socket.io-parser': '4.2.7',
  'engine.io': '6.6.10',
  ws: '8.21.1',
  sequelize: '6.37.8',
  'body-parser': '2.3.0',
  'path-to-regexp': '8.4.0',
  qs: '6.14.2',
  'pdfjs-dist': '4.2.67',
  'builder-util-runtime': '9.7.0',
};

function isBelow(version, floor) {
  const [numbers, tag] = version.split(/-(.*)/s);
  const parts = numbers.split('.').map(Number);
  const floors = floor.split('.').map(Number);
  const differs = parts.findIndex((part, index) => part !== floors[index]);
  // 4.2.7-beta comes before 4.2.7.
  return differs === -1 ? tag !== undefined : parts[differs] < floors[differs];
}

const installed = Object.entries(readJson('package-lock.json').packages).map(([path, { name, version }]) => ({ path, name: name ?? path.split('node_modules/').at(-1), version }));
report(installed.flatMap(({ path, name, version }) => {
  const floor = FLOORS[name];
  return floor !== undefined && isBelow(version, floor) ? [`${path} is ${version}; it must be at least ${floor}.`] : [];
}));
