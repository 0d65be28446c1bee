/** Runs the work while no other tab of this browser runs one of this name. Where there are no locks, or a frame in a foreign page is refused them, it just runs. */
export async function inLock<T>(name: string, work: () => Promise<T>): Promise<T> {
  const locks = typeof navigator === 'undefined' ? undefined : (navigator.locks as LockManager | undefined);
  if (!locks) return work();
  let begun: Promise<T> | undefined;
  try {
    return await locks.request(name, () => (begun = work()));
  } catch (error) {
    if (begun !== undefined) throw error;
    return work();
  }
}
