import { pathId } from '../../../protocol/http';
import { repliesExportQuery, repliesImportBody, replyBody } from '../../../protocol/replies';
import { addReply, changeReply, deleteReply, exportReplies, importReplies, listReplies } from '../../domain/replies';
import { route, type Route } from './route';

/** Canned replies, for those who answer. */
export const replyRoutes: readonly Route[] = [
  route('GET /api/chat/replies', {}, async (parts, { caller }) => ({ body: await listReplies(parts, caller) })),
  route('POST /api/chat/replies', { body: replyBody }, async (parts, { caller, body }) => {
    const { result, happenings } = await addReply(parts, caller, body);
    return { status: 201, body: result, happenings };
  }),
  route('GET /api/chat/replies/export', { query: repliesExportQuery }, async (parts, { caller, query }) => ({ body: await exportReplies(parts, caller, query.scope) })),
  route('POST /api/chat/replies/import', { body: repliesImportBody }, async (parts, { caller, body }) => {
    const { result, happenings } = await importReplies(parts, caller, body.scope, body.csv);
    return { body: result, happenings };
  }),
  route('PUT /api/chat/replies/:id', { params: pathId, body: replyBody }, async (parts, { caller, params, body }) => {
    const { result, happenings } = await changeReply(parts, caller, params.id, body);
    return { body: result, happenings };
  }),
  route('DELETE /api/chat/replies/:id', { params: pathId }, async (parts, { caller, params }) => {
    const { happenings } = await deleteReply(parts, caller, params.id);
    return { status: 204, body: undefined, happenings };
  }),
];
