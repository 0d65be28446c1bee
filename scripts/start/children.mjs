/** Resolves when a child has ended, to its exit code (null when a signal ended it). */
export const ended = (child) => new Promise((resolve) => {
  if (child.exitCode !== null || child.signalCode !== null) resolve(child.exitCode);
  else child.once('exit', (code) => resolve(code)).once('error', () => resolve(1));
});

/** Asks a child to end, and makes it end, with all that it started, when it takes longer than it may. */
export async function endChild(child, patienceMs) {
  if (child === undefined || child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const limit = setTimeout(() => killGroup(child.pid), patienceMs);
  await ended(child);
  clearTimeout(limit);
  // What it started and left behind goes too.
  killGroup(child.pid);
}

function killGroup(pid) {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}
