import { cpus, totalmem } from 'node:os';
import { readFile, writeFile } from 'node:fs/promises';
import { comparePosting } from './compare';
import { measureConnections } from './connections';
import { measureConveyor } from './conveyor';
import { measureConsole } from './console';
import { measureFirstMessage } from './first_message';
import { measureGrowth } from './growth';
import { measurePage } from './page_bytes';
import { measurePalette } from './palette';
import { measureReading } from './reading';
import { measureReports } from './reports';
import { measureSearch } from './search';
import { measureWorkers } from './workers';
import { tableOf, type Figure } from './measure';

/** `npm run bench [part]`: measures, prints each part's table, and writes it into bench/README.md between the part's two marks, if it has any there. */

const listed = (measure: () => Promise<Figure[]>) => async () => tableOf([['what', 'figure'], ...(await measure()).map(({ what, value }) => [what, value])]);

const PARTS: Readonly<Record<string, () => Promise<string>>> = {
  posting: comparePosting,
  reading: listed(measureReading),
  growth: measureGrowth,
  workers: measureWorkers,
  connections: listed(measureConnections),
  search: listed(measureSearch),
  reports: measureReports,
  console: listed(measureConsole),
  conveyor: listed(measureConveyor),
  palette: listed(measurePalette),
  page: listed(async () => [...(await measurePage()), ...(await measureFirstMessage())]),
};

const README = 'bench/README.md';
const only = process.argv[2];
if (only !== undefined && !(only in PARTS)) throw new Error(`parts are: ${Object.keys(PARTS).join(', ')}`);
const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}`;
for (const [name, measure] of Object.entries(PARTS)) {
  if (only !== undefined && name !== only) continue;
  const table = await measure();
  process.stdout.write(`${name}: ${machine}\n\n${table}\n\n`);
  const readme = await readFile(README, 'utf8');
  const marks = new RegExp(`<!-- ${name} -->[\\s\\S]*<!-- /${name} -->`);
  await writeFile(README, readme.replace(marks, () => `<!-- ${name} -->\nMachine: ${machine}.\n\n${table}\n<!-- /${name} -->`));
}
process.exit(0);
