import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

/** All files below `folder`, sorted; none when there is no such folder. */
export async function filesUnder(folder) {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name)).sort();
}

/** One hash over names and contents of everything that a target is built from. */
export async function hashInputs(root, inputs) {
  const hash = createHash('sha256');
  for (const input of inputs) {
    const path = join(root, input);
    const isFile = await stat(path).then((found) => found.isFile(), () => false);
    for (const file of isFile ? [path] : await filesUnder(path)) hash.update(`${relative(root, file)}\0`).update(await readFile(file)).update('\0');
  }
  return hash.digest('hex');
}

const stampPath = (root, target) => join(root, 'dist/.stamps', `${target}.json`);

/** Whether the target was built from exactly these inputs and all that it wrote is still there. */
export async function isFresh(root, target, inputs) {
  try {
    const stamp = JSON.parse(await readFile(stampPath(root, target), 'utf8'));
    if (stamp.inputs !== inputs || stamp.outputs.length === 0) return false;
    for (const { file, size } of stamp.outputs) if ((await stat(join(root, file))).size !== size) return false;
    return true;
  } catch {
    return false;
  }
}

/** Forgets a target, so that an interrupted build is never taken for a finished one. */
export const dropStamp = (root, target) => rm(stampPath(root, target), { force: true });

/** Records what a target was built from and what it wrote. */
export async function writeStamp(root, target, inputs, files) {
  const outputs = await Promise.all(files.map(async (file) => ({ file, size: (await stat(join(root, file))).size })));
  await mkdir(dirname(stampPath(root, target)), { recursive: true });
  await writeFile(stampPath(root, target), JSON.stringify({ inputs, outputs }, null, 1));
}
