import { z } from 'zod';
import { countText, idText } from '../../../protocol/fields';
import type { FileLimits } from '../../../protocol/files';
import { getFile, openFile } from '../../domain/attachments';
import { finishUpload } from '../../domain/uploads';
import type { Parts } from '../../parts';
import type { FileVariant } from '../../present/attachment';
import { Refusal } from '../../refusal';
import { writeFile } from './file_stream';
import { route, type Route } from './route';
import { createTus } from './tus';

const pathFile = z.object({ id: idText });
const pathUpload = z.object({ id: z.uuid().transform((text) => text.toLowerCase()) });
const pathEither = z.object({ id: z.union([idText, pathUpload.shape.id]) });
const download = z.literal('1').optional();
const signed = z
  .strictObject({ expires: countText.optional(), signature: z.string().max(100).optional(), download })
  .refine((query) => (query.expires === undefined) === (query.signature === undefined));

/** Files: the tus protocol, what became of an upload, and the bytes. */
export function fileRoutes(parts: Parts): readonly Route[] {
  const tus = createTus(parts);
  return [
    route('OPTIONS /api/chat/files', {}, async (_parts, { request, language }) => tus.answer(request, null, language)),
    route('GET /api/chat/files', {}, async ({ config }) => {
      const limits: FileLimits = { file_bytes: config.FILE_MAX_BYTES, files_per_message: config.FILES_PER_MESSAGE };
      return { body: limits };
    }),
    route('POST /api/chat/files', {}, async (_parts, { request, caller, language }) => tus.answer(request, caller, language)),
    // Before GET, which answers HEAD too.
    route('HEAD /api/chat/files/:id', { params: pathUpload }, async (_parts, { request, caller, params, language }) => tus.answer(request, caller, language, params.id)),
    route('PATCH /api/chat/files/:id', { params: pathUpload }, async (_parts, { request, caller, params, language }) => tus.answer(request, caller, language, params.id)),
    route('DELETE /api/chat/files/:id', { params: pathUpload }, async (_parts, { request, caller, params, language }) => tus.answer(request, caller, language, params.id)),
    route('GET /api/chat/files/:id', { params: pathEither }, async (_parts, { caller, params: { id } }) => ({
      body: { attachment: typeof id === 'number' ? await getFile(parts, caller, id) : await finishUpload(parts, caller, id) },
    })),
    serve('GET /api/chat/files/:id/content', 'content'),
    serve('GET /api/chat/files/:id/thumbnail', 'thumbnail'),
  ];
}

function serve(name: 'GET /api/chat/files/:id/content' | 'GET /api/chat/files/:id/thumbnail', variant: FileVariant): Route {
  return route(name, { params: pathFile, query: signed }, async (parts, { caller, params, query, request }) => {
    const by = caller ?? (query.signature === undefined ? undefined : { expires: query.expires!, signature: query.signature });
    if (by === undefined) throw new Refusal('unauthorized');
    await writeFile(parts, await openFile(parts, by, params.id, variant), variant, { isDownload: query.download !== undefined }, request);
    return { body: undefined, is_written: true };
  });
}
