import { cpus, totalmem } from 'node:os';
import { readFile, writeFile } from 'node:fs/promises';
import { measureConveyor } from './conveyor';
import { measureConsole } from './console';
import { measurePage } from './page_bytes';
import { connect, makePairs } from './people';
import { measureRate, measureSteady, type Channel } from './posting';
import { measureInbox, measureOpening } from './reading';
import { measurePalette } from './palette';
import { measureSearch } from './search';
import { startBenchServer, startProgram } from './server';
import type { Figure } from './measure';

/** `npm run bench`: measures, prints the table, and writes it into bench/README.md between its two marks. */

const ROOMS = 50;

async function benchRelay(): Promise<Figure[]> {
  const { url, child } = await startProgram('dist/bench/relay.js', {});
  const channels: Channel[] = [];
  for (let room = 1; room <= ROOMS; room += 1) {
    channels.push({ room, sender: await connect(url, { room }), receiver: await connect(url, { room }) });
  }
  const figures = [...(await measureRate('bare relay (stores nothing)', channels, 64)), ...(await measureSteady('bare relay', channels))];
  for (const { sender, receiver } of channels) [sender, receiver].forEach((socket) => socket.close());
  child.kill('SIGTERM');
  return figures;
}

async function benchServer(): Promise<Figure[]> {
  const server = await startBenchServer();
  try {
    const [spare, ...pairs] = await makePairs(server, ROOMS + 1);
    const channels = pairs.map(({ room, expert, client }, index) =>
      index % 2 === 0 ? { room, sender: client, receiver: expert } : { room, sender: expert, receiver: client },
    );
    return [
      ...(await measureRate('Orderline', channels, 64)),
      ...(await measureRate('Orderline', channels, 1)),
      ...(await measureSteady('Orderline', channels)),
      ...(await measureInbox(server)),
      ...(await measureOpening(server, spare!)),
    ];
  } finally {
    await server.stop();
  }
}

function table(figures: readonly Figure[]): string {
  return ['| what | figure |', '| --- | --- |', ...figures.map(({ what, value }) => `| ${what} | ${value} |`)].join('\n');
}

const PARTS: Readonly<Record<string, () => Promise<Figure[]>>> = { relay: benchRelay, server: benchServer, search: measureSearch, console: measureConsole, conveyor: measureConveyor, palette: measurePalette, page: measurePage };
const only = process.argv[2];
if (only !== undefined && !(only in PARTS)) throw new Error(`parts are: ${Object.keys(PARTS).join(', ')}`);
const figures: Figure[] = [];
for (const [name, measure] of Object.entries(PARTS)) if (only === undefined || name === only) figures.push(...(await measure()));
const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}`;
process.stdout.write(`${machine}\n\n${table(figures)}\n`);
// A single part is for looking; the table holds whole runs.
if (only !== undefined) process.exit(0);
const readme = await readFile('bench/README.md', 'utf8');
const marked = readme.replace(/<!-- figures -->[\s\S]*<!-- \/figures -->/, `<!-- figures -->\nMachine: ${machine}.\n\n${table(figures)}\n<!-- /figures -->`);
await writeFile('bench/README.md', marked);
process.exit(0);
