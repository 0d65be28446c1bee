import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An S3-compatible service in memory, as much of it as uploads and downloads ask for, over real HTTP. */
export type S3Double = { url: string; objects: Map<string, Buffer>; uploads: Map<string, { key: string; parts: Map<number, Buffer> }>; close(): Promise<void> };

type Answer = { status?: number; headers?: Record<string, string>; body?: Buffer | string };

export async function startS3(bucket: string): Promise<S3Double> {
  const objects = new Map<string, Buffer>();
  const metadata = new Map<string, Record<string, string>>();
  const uploads: S3Double['uploads'] = new Map();
  const tag = (bytes: Buffer) => `"${createHash('md5').update(bytes).digest('hex')}"`;
  const xml = (name: string, inner: string): Answer => ({ headers: { 'Content-Type': 'application/xml' }, body: `<?xml version="1.0"?><${name}>${inner}</${name}>` });
  const missing = (code: string): Answer => ({ ...xml('Error', `<Code>${code}</Code><Message>missing</Message>`), status: 404 });

  function answer(request: IncomingMessage, body: Buffer): Answer {
    const url = new URL(request.url!, 'http://s3');
    const key = decodeURIComponent(url.pathname.slice(bucket.length + 2));
    const query = url.searchParams;
    if (!request.headers.authorization?.startsWith('AWS4-HMAC-SHA256 Credential=test-id/')) return { status: 403 };
    if (request.method === 'POST' && query.has('delete')) {
      for (const [, one] of body.toString().matchAll(/<Key>([^<]+)<\/Key>/g)) objects.delete(one!);
      return xml('DeleteResult', '');
    }
    if (request.method === 'POST' && query.has('uploads')) {
      const id = randomUUID();
      uploads.set(id, { key, parts: new Map() });
      return xml('InitiateMultipartUploadResult', `<Bucket>${bucket}</Bucket><Key>${key}</Key><UploadId>${id}</UploadId>`);
    }
    const upload = query.has('uploadId') ? uploads.get(query.get('uploadId')!) : undefined;
    if (query.has('uploadId')) {
      if (upload === undefined) return missing('NoSuchUpload');
      if (request.method === 'PUT') {
        upload.parts.set(Number(query.get('partNumber')), body);
        return { headers: { ETag: tag(body) } };
      }
      if (request.method === 'GET') {
        const parts = [...upload.parts].map(([number, bytes]) => `<Part><PartNumber>${number}</PartNumber><ETag>${tag(bytes)}</ETag><Size>${bytes.length}</Size></Part>`);
        return xml('ListPartsResult', `<IsTruncated>false</IsTruncated>${parts.join('')}`);
      }
      uploads.delete(query.get('uploadId')!);
      if (request.method === 'DELETE') return { status: 204 };
      objects.set(key, Buffer.concat([...upload.parts].sort(([a], [b]) => a - b).map(([, bytes]) => bytes)));
      return xml('CompleteMultipartUploadResult', `<Key>${key}</Key>`);
    }
    if (request.method === 'PUT') {
      objects.set(key, body);
      metadata.set(key, Object.fromEntries(Object.entries(request.headers).filter(([name]) => name.startsWith('x-amz-meta-'))) as Record<string, string>);
      return { headers: { ETag: tag(body) } };
    }
    const stored = objects.get(key);
    if (request.method === 'DELETE') {
      objects.delete(key);
      return { status: 204 };
    }
    if (stored === undefined) return missing('NoSuchKey');
    const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '');
    const part = range === null ? stored : stored.subarray(Number(range[1]), Number(range[2]) + 1);
    return { status: range === null ? 200 : 206, headers: { 'Content-Length': String(part.length), ETag: tag(stored), ...metadata.get(key) }, body: part };
  }

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { status = 200, headers = {}, body } = answer(request, plain(request, Buffer.concat(chunks)));
      response.writeHead(status, headers);
      response.end(request.method === 'HEAD' ? undefined : body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    objects,
    uploads,
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
}

/** A body that came in signed pieces, each with its length before it. */
function plain(request: IncomingMessage, body: Buffer): Buffer {
  if (!String(request.headers['content-encoding'] ?? '').includes('aws-chunked')) return body;
  const pieces: Buffer[] = [];
  let at = 0;
  for (;;) {
    const end = body.indexOf('\r\n', at);
    const length = Number.parseInt(body.subarray(at, end).toString(), 16);
    if (!(length > 0)) return Buffer.concat(pieces);
    pieces.push(body.subarray(end + 2, end + 2 + length));
    at = end + 2 + length + 2;
  }
}
