import type { Access } from './access';

/** A file that the server makes for the signed-in user, kept in memory; null when it could not be had whole. */
export async function download(url: string, language: string, access: Access, isAgain = false): Promise<Blob | null> {
  const token = await access.token();
  if (!token.ok) return null;
  try {
    const response = await fetch(url, { headers: { Authorization: `Bearer ${token.token}`, 'Accept-Language': language }, credentials: 'omit' });
    if (response.status === 401 && !isAgain) {
      access.spoil();
      return await download(url, language, access, true);
    }
    // A connection that breaks in the middle rejects here, so half a file is never kept.
    return response.ok ? await response.blob() : null;
  } catch {
    return null;
  }
}
