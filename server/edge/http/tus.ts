import { Server } from '@tus/server';
import type { Request, Response as ExpressResponse } from 'express';
import { randomUUID } from 'node:crypto';
import { NodeRequest } from 'srvx/node';
import { z } from 'zod';
import type { ErrorCode, Language } from '../../../protocol/errors';
import { idText } from '../../../protocol/fields';
import { FILES_PATH, type UploadAnswer } from '../../../protocol/files';
import type { Caller } from '../../caller';
import { createUploadLocks } from '../../files/upload_locks';
import { beginUpload, dropUpload, findUpload, finishUpload } from '../../domain/uploads';
import type { Parts } from '../../parts';
import { Refusal } from '../../refusal';
import { describeRefusal } from '../handle';
import { sendError } from './mount';
import type { HttpAnswer } from './route';

const VERSION = '1.0.0';
/** A request that is to make room for a later one of the same upload may write what has come for this long. */
const LEAVE_MS = 1_000;

/** The keys of `Upload-Metadata`; one whose value is absent comes as null. */
const metadata = z.strictObject({
  room: idText,
  filename: z.string().min(1).max(4_096),
  filetype: z.string().max(255).nullish(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/i),
});

/** Uploads by the tus protocol. Who may touch an upload, and what becomes of its bytes, is the domain's matter; the protocol itself is the library's. */
export function createTus(parts: Parts) {
  // The protocol's hooks are given the request alone.
  const asking = new WeakMap<object, Caller>();
  const thrown = new WeakMap<object, Error>();
  const server = new Server({
    path: FILES_PATH,
    datastore: parts.files.storage.tus,
    maxSize: parts.config.FILE_MAX_BYTES,
    locker: createUploadLocks(parts),
    lockDrainTimeout: LEAVE_MS,
    relativeLocation: true,
    allowedOrigins: (origin: string) => parts.config.allowedOrigins.includes(origin),
    namingFunction: () => randomUUID(),
    async onUploadCreate(request, upload) {
      const parsed = metadata.safeParse(upload.metadata ?? {});
      if (!parsed.success || upload.size === undefined) throw new Refusal('bad_request');
      const { room, filename, sha256 } = parsed.data;
      await beginUpload(parts, asking.get(request)!, upload.id, { room, filename, sha256, size: upload.size });
      return {};
    },
    async onUploadFinish(request, upload) {
      const answer: UploadAnswer = { attachment: await finishUpload(parts, asking.get(request)!, upload.id) };
      return { status_code: request.method === 'POST' ? 201 : 200, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(answer) };
    },
    // What the library throws of its own has a status; everything else goes on to the edge's own wrapper.
    onResponseError: (request, error) => {
      if (!('status_code' in error)) thrown.set(request, error);
      return undefined;
    },
  });

  /** Answers a request of the protocol; `key` is the upload that its address names. Refuses like the domain does. */
  async function answer(request: Request, caller: Caller | null, language: Language, key?: string): Promise<HttpAnswer> {
    const response = request.res!;
    response.set('Tus-Resumable', VERSION);
    if (request.method !== 'OPTIONS' && request.get('tus-resumable') !== VERSION) {
      response.status(412).set('Tus-Version', VERSION).json({ error: describeRefusal('bad_request', language).message, code: 'bad_request' });
      return WRITTEN;
    }
    if (key !== undefined && caller !== null && (await answerFinished(caller, request, response, key))) return WRITTEN;
    const asked = new NodeRequest({ req: request, res: response });
    if (caller !== null) asking.set(asked, caller);
    const answered = await server.handleWeb(asked);
    const error = thrown.get(asked);
    if (error !== undefined) throw error;
    await write(answered, response, language);
    return WRITTEN;
  }

  /** What the library need not be asked: giving an upload up, and one whose bytes are complete and checked already. */
  async function answerFinished(caller: Caller, request: Request, response: ExpressResponse, key: string): Promise<boolean> {
    const upload = await findUpload(parts, caller, key);
    if (request.method === 'DELETE') {
      await dropUpload(parts, caller, key);
      response.status(204).end();
      return true;
    }
    if (upload.state !== 'ready') return false;
    response.set({ 'Upload-Offset': String(upload.size), 'Upload-Length': String(upload.size) });
    if (request.method === 'HEAD') response.status(200).end();
    else if (request.get('upload-offset') !== String(upload.size)) throw new Refusal('conflict');
    else response.status(200).json({ attachment: await finishUpload(parts, caller, key) });
    return true;
  }

  return { answer };
}

const WRITTEN: HttpAnswer = { body: undefined, is_written: true };

/** The library's statuses that have a code of ours; the status itself stays, because clients of the protocol go by it. */
const CODES: Record<number, ErrorCode> = { 404: 'not_found', 409: 'conflict', 410: 'not_found', 413: 'too_large', 423: 'unavailable' };

async function write(answered: Response, response: ExpressResponse, language: Language): Promise<void> {
  const { status } = answered;
  answered.headers.forEach((value, name) => {
    if (!/^(access-control-|content-length$)/.test(name)) response.set(name, value);
  });
  if (status < 400) return void response.status(status).end(await answered.text());
  const code = CODES[status] ?? (status < 500 || status === 501 ? 'bad_request' : 'unavailable');
  const error = describeRefusal(code, language, code === 'unavailable' ? { retry_after: 1 } : {});
  if (status >= 500 && status !== 501) return sendError(response, error);
  response.removeHeader('Content-Type');
  response.status(status === 501 ? 400 : status).json({ error: error.message, code });
}
