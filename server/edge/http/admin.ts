import { adminPathId, adminUserBody, adminUserChange, adminUsersQuery, auditQuery, erasureBody, frameBody, keyBody, keyRotation, retentionBody, retentionQuery } from '../../../protocol/admin';
import { changeAccount, endSessionsOf, listUsers, makeUser, sendLink } from '../../domain/administration';
import { listKeys, makeKey, revokeKey, rotateKey } from '../../domain/api_key_making';
import { readAudit } from '../../domain/audit_reading';
import { erasePerson, previewErasure } from '../../domain/erasing';
import { allowFrame, listAllowedFrames, removeFrame } from '../../domain/frames';
import { exportPerson } from '../../domain/person_export';
import { getRetention, previewRetention, setRetention } from '../../domain/retention';
import { sendFile } from './exports';
import { route, type Route } from './route';

/** What administrators look at and change. */
export const adminRoutes: readonly Route[] = [
  route('GET /api/admin/users', { query: adminUsersQuery }, async (parts, { query }) => ({ body: await listUsers(parts, query) })),
  route('POST /api/admin/users', { body: adminUserBody }, async (parts, { caller, body }) => ({ status: 201, body: await makeUser(parts, caller, body) })),
  route('PUT /api/admin/users/:id', { params: adminPathId, body: adminUserChange }, async (parts, { caller, params, body }) => {
    const { result, happenings } = await changeAccount(parts, caller, params.id, body);
    return { body: result, happenings };
  }),
  route('POST /api/admin/users/:id/link', { params: adminPathId }, async (parts, { caller, params }) => ({ status: 201, body: await sendLink(parts, caller, params.id) })),
  route('DELETE /api/admin/users/:id/sessions', { params: adminPathId }, async (parts, { caller, params }) => {
    const { result, happenings } = await endSessionsOf(parts, caller, params.id);
    return { body: result, happenings };
  }),
  route('GET /api/admin/users/:id/erasure', { params: adminPathId }, async (parts, { params }) => ({ body: await previewErasure(parts, params.id) })),
  route('POST /api/admin/users/:id/erasure', { params: adminPathId, body: erasureBody }, async (parts, { caller, params, body }) => {
    const { result, happenings } = await erasePerson(parts, caller, params.id, body.email);
    return { status: 202, body: result, happenings };
  }),
  route('GET /api/admin/users/:id/export', { params: adminPathId }, async (parts, { caller, params, request }) => sendFile(request, await exportPerson(parts, caller, params.id))),
  route('GET /api/users/:id/erasure', { params: adminPathId }, async (parts, { params }) => ({ body: await previewErasure(parts, params.id) })),
  route('POST /api/users/:id/erasure', { params: adminPathId, body: erasureBody }, async (parts, { caller, params, body }) => {
    const { result, happenings } = await erasePerson(parts, caller, params.id, body.email);
    return { status: 202, body: result, happenings };
  }),
  route('GET /api/users/:id/export', { params: adminPathId }, async (parts, { caller, params, request }) => sendFile(request, await exportPerson(parts, caller, params.id))),
  route('GET /api/admin/retention', {}, async (parts) => ({ body: await getRetention(parts) })),
  route('PUT /api/admin/retention', { body: retentionBody }, async (parts, { caller, body }) => ({ body: await setRetention(parts, caller, body) })),
  route('GET /api/admin/retention/preview', { query: retentionQuery }, async (parts, { query }) => ({ body: await previewRetention(parts, query.days) })),
  route('GET /api/admin/audit', { query: auditQuery }, async (parts, { query }) => ({ body: await readAudit(parts, query) })),
  route('GET /api/admin/keys', {}, async (parts) => ({ body: await listKeys(parts) })),
  route('POST /api/admin/keys', { body: keyBody }, async (parts, { caller, body }) => ({ status: 201, body: await makeKey(parts, caller, body) })),
  route('POST /api/admin/keys/:id/rotate', { params: adminPathId, body: keyRotation }, async (parts, { caller, params, body }) => ({ status: 201, body: await rotateKey(parts, caller, params.id, body.overlap_hours) })),
  route('DELETE /api/admin/keys/:id', { params: adminPathId }, async (parts, { caller, params }) => {
    await revokeKey(parts, caller, params.id);
    return { status: 204, body: undefined };
  }),
  route('GET /api/admin/frames', {}, async (parts) => ({ body: await listAllowedFrames(parts) })),
  route('POST /api/admin/frames', { body: frameBody }, async (parts, { caller, body }) => ({ status: 201, body: await allowFrame(parts, caller, body) })),
  route('DELETE /api/admin/frames/:id', { params: adminPathId }, async (parts, { caller, params }) => {
    await removeFrame(parts, caller, params.id);
    return { status: 204, body: undefined };
  }),
];
