// npm run test:upgrade [-- REF …]: an upgrade from each of these commits to what is here, under load, and the way back. Without a name: from the
// commit before the newest step of the schema. It needs the history of the repository, and builds each commit once, below dist/upgrade.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { verdictOf } from './test/faults_report.mjs';
import { run, stopOnSignals } from './test/run.mjs';

const root = resolve(import.meta.dirname, '..');
const results = join(root, 'test-results/upgrade');
const MINUTE = 60_000;
const git = (...args) => execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 2 ** 30 }).trim();

stopOnSignals();

/** The commits to begin with; throws one readable line where there is no such history. */
function olderCommits(names) {
  try {
    git('rev-parse', '--verify', 'HEAD');
  } catch {
    throw new Error('There is no history here: an upgrade is tried from an earlier commit, so this needs a clone of the repository.');
  }
  const wanted = names.length > 0 ? names : [`${git('log', '-1', '--diff-filter=A', '--format=%H', '--', 'migrations/0*.ts')}^`];
  return wanted.map((name) => {
    try {
      return git('rev-parse', '--short=7', '--verify', `${name}^{commit}`);
    } catch {
      throw new Error(`${names.length > 0 ? `There is no commit ${name} here` : 'The commit before the newest step of the schema is not here'}: this may be a clone without its whole history (git fetch --unshallow).`);
    }
  });
}

/** Builds a commit, with the packages that are installed here; answers the folder. One that was built already is taken as it is. */
async function buildCommit(ref) {
  const folder = join(root, 'dist/upgrade', ref);
  if (existsSync(join(folder, 'dist'))) return folder;
  const begun = `${folder}.begun`;
  rmSync(begun, { recursive: true, force: true });
  mkdirSync(begun, { recursive: true });
  execFileSync('tar', ['-x', '-C', begun], { input: execFileSync('git', ['archive', '--format=tar', ref], { cwd: root, maxBuffer: 2 ** 30 }) });
  symlinkSync(join(root, 'node_modules'), join(begun, 'node_modules'));
  await must(`building ${ref}`, process.execPath, [join(begun, 'scripts/build.mjs'), 'server', 'client', 'console', 'embed'], { cwd: begun });
  if (existsSync(join(begun, 'scripts/build_client.mjs'))) await must(`building the package of ${ref}`, process.execPath, [join(begun, 'scripts/build_client.mjs')], { cwd: begun });
  renameSync(begun, folder);
  return folder;
}

async function must(what, command, args, options) {
  const { code, output } = await run(command, args, { limitMs: 10 * MINUTE, ...options });
  if (code !== 0) throw new Error(`${what} failed:\n${output.trimEnd()}`);
}

const said = ({ value, unit }) => `${Math.round(value * 10) / 10}${unit === '' ? '' : ` ${unit}`}`;

try {
  const commits = olderCommits(process.argv.slice(2));
  rmSync(results, { recursive: true, force: true });
  await must('building this version', process.execPath, [join(root, 'scripts/build.mjs'), 'server', 'client', 'console', 'embed'], { cwd: root });
  await must('building the package of this version', process.execPath, [join(root, 'scripts/build_client.mjs')], { cwd: root });
  for (const ref of commits) {
    console.log(`From ${ref}: ${git('log', '-1', '--format=%s', ref)}`);
    const env = { ...process.env, UPGRADE_FROM: await buildCommit(ref), UPGRADE_REF: ref };
    const { code } = await run(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--project', 'upgrade'], { cwd: root, env, limitMs: 15 * MINUTE, isLive: true });
    if (code !== 0) process.exitCode = 1;
  }
  const report = readdirSync(results).filter((name) => name.endsWith('.json')).map((name) => JSON.parse(readFileSync(join(results, name), 'utf8'))).flatMap((result) => [
    `## ${result.scenario.name}: ${verdictOf(result)}`,
    '',
    `${result.operations.ok} operations accepted, ${result.operations.fail} refused, ${result.operations.info} of unknown outcome, in ${Math.round(result.seconds)} s.`,
    ...result.faults.map(({ what, seen }) => `- ${what}: ${seen}`),
    ...result.figures.map((figure) => `- ${figure.name}: ${said(figure)}`),
    ...[...result.violations.map(({ rule, says }) => `${rule}: ${says}`), ...result.doubts].slice(0, 50).map((problem) => `- BROKEN: ${problem}`),
    '',
  ]);
  writeFileSync(join(results, 'report.md'), report.join('\n'));
  console.log(`\n${report.join('\n')}\nAlso in test-results/upgrade/report.md.`);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
