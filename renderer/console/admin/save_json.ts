/** Gives the browser, or the desktop's own downloads, something to save. */
export function saveJson(name: string, value: object): void {
  const url = URL.createObjectURL(new Blob([JSON.stringify(value, null, 1)], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The click has begun to read it; the address is not needed any longer than that.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
