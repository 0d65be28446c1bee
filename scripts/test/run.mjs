import { spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';

const running = new Set();
const GRACE_MS = 15_000;
let isOver = false;

/** When this program is told to stop, all that it started is told so too, and nothing more is; what has not ended a while later is killed. */
export function stopOnSignals() {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, async () => {
      // A terminal tells npm as well, which passes it on.
      if (isOver) return;
      isOver = true;
      killAll('SIGTERM');
      for (const until = Date.now() + GRACE_MS; running.size > 0 && Date.now() < until; ) await delay(50);
      killAll('SIGKILL');
      process.exit(130);
    });
  }
}

/** Ends every program that is still running, with all that it started. */
function killAll(signal) {
  for (const child of running) {
    try {
      process.kill(-child.pid, signal);
    } catch (error) {
      if (error.code !== 'ESRCH') throw error;
    }
  }
}

/** Runs a program to its end, or to the end of its time, and resolves to its exit code and, unless it is shown live, its output. `isPatient`: it takes what the others leave of the cores. */
export function run(command, args, { cwd, limitMs, isLive = false, isPatient = false, env = process.env }) {
  return new Promise((resolve) => {
    if (isOver) return;
    const child = spawn(command, args, { cwd, env, detached: true, stdio: ['ignore', isLive ? 'inherit' : 'pipe', isLive ? 'inherit' : 'pipe'] });
    if (isPatient) lowerPriority(child.pid);
    running.add(child);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text) => { output += text; });
    const end = (code, note = '') => {
      clearTimeout(limit);
      running.delete(child);
      // What was told to stop has no outcome.
      if (!isOver) resolve({ code, output: `${output}${note}` });
    };
    const limit = setTimeout(() => {
      output += `\nStopped: it took longer than ${Math.round(limitMs / 1000)} s.`;
      if (isLive) console.error(`${command} took longer than ${Math.round(limitMs / 1000)} s and is stopped.`);
      process.kill(-child.pid, 'SIGTERM');
      setTimeout(() => running.has(child) && process.kill(-child.pid, 'SIGKILL'), 10_000).unref();
    }, limitMs);
    child.once('error', (error) => end(1, error.message));
    child.once('close', (code) => end(code ?? 1));
  });
}

function lowerPriority(pid) {
  try {
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_LOW);
  } catch {
    // Then it takes its share like the others.
  }
}
