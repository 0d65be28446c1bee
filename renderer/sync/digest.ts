/** SHA-256 in hexadecimal digits; null where the browser does not compute it: on pages that are neither https nor loopback. */
export async function sha256Of(bytes: Blob): Promise<string | null> {
  // Typed as always there, which it is not.
  const subtle = crypto.subtle as SubtleCrypto | undefined;
  if (!subtle) return null;
  const digest = await subtle.digest('SHA-256', await bytes.arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
