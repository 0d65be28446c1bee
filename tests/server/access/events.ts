import { randomUUID } from 'node:crypto';
import type { RequestName } from '../../../protocol/requests';
import { fresh } from '../../support/people';
import { newPost } from '../../support/posts';
import { adminsOnly, expertsOnly, leadsOnly, people, staff, staffOnly, type Kind, type Row } from './rows';
import { letIn, SECRET_WORD, takeAgain, type Scene } from './scene';

const TARGET = { first_minutes: 60, next_minutes: null };
const POLICY = { name: 'P', priorities: [], targets: { low: TARGET, normal: TARGET, high: TARGET, urgent: TARGET }, calendar: { zone: 'UTC', days: Array.from({ length: 7 }, () => []), holidays: [] } };

/** `reads`: who may read what is inside although he is not in the room. `restore`: what puts the scene right again. */
type EventCase = { row: Row; payload: (scene: Scene) => object; reads?: readonly Kind[]; restore?: (scene: Scene) => Promise<unknown> };

/** Every event, and what everybody is answered. */
export const events: Record<RequestName, EventCase> = {
  'inbox:catch_up': { row: people('ok', 'ok'), payload: () => ({}) },
  'room:open': { row: people('ok', 'not_found'), payload: (scene) => ({ room: scene.room }) },
  'message:post': { row: people('ok', 'not_found'), payload: (scene) => newPost(scene.room, 'text') },
  'message:edit': { row: people('ok', 'not_found', { expert: 'forbidden' }), payload: (scene) => ({ id: scene.message, message: 'Тайна, исправленная' }) },
  'message:delete': { row: people('ok', 'not_found', { expert: 'forbidden' }), payload: (scene) => ({ id: scene.message }) },
  'message:history': { row: people('forbidden', 'forbidden', { expert: 'ok', other_expert: 'not_found', former_expert: 'not_found', admin: 'not_found' }), payload: (scene) => ({ id: scene.message }) },
  'room:read': { row: people('ok', 'not_found'), payload: (scene) => ({ room: scene.room, seq: 1 }) },
  'room:set': { row: people('ok', 'not_found'), payload: (scene) => ({ room: scene.room, is_muted: true }) },
  'queue:list': { row: staffOnly('ok'), payload: () => ({}) },
  // The order has an expert: whoever may take orders is told who it is.
  'order:take': { row: { ...staffOnly('conflict'), expert: 'ok', admin: 'forbidden' }, payload: (scene) => ({ order: scene.order }) },
  // Its expert asks first; for everybody after him it waits already, and nothing changes.
  'order:return': { row: { ...staffOnly('ok'), colleague: 'ok', former_colleague: 'ok' }, payload: (scene) => ({ order: scene.order }), restore: (scene) => takeAgain(scene) },
  // He is there already.
  'room:invite': { row: { ...staff('ok', 'not_found'), admin: 'ok' }, payload: (scene) => ({ room: scene.room, user: scene.anna.account.id }) },
  // Nobody has this number, so nobody is taken out.
  'room:remove': { row: { ...staff('ok', 'not_found'), colleague: 'forbidden', admin: 'ok' }, payload: (scene) => ({ room: scene.room, user: 2 ** 41 }) },
  'room:leave': { row: { ...staff('conflict', 'not_found'), colleague: 'ok' }, payload: (scene) => ({ room: scene.room }), restore: (scene) => letIn(scene, scene.boris) },
  'room:triage': { row: staff('ok', 'not_found'), payload: (scene) => ({ room: scene.room, action: 'done' }) },
  // Rooms that are not his are passed over: he learns nothing, and nobody hears of him.
  'viewing:set': { row: { ...staffOnly('ok'), colleague: 'ok', former_colleague: 'ok' }, payload: (scene) => ({ rooms: [{ room: scene.room, is_writing: true }] }) },
  'later:schedule': { row: people('forbidden', 'forbidden', { expert: 'ok', other_expert: 'not_found', former_expert: 'not_found', admin: 'not_found' }), payload: (scene) => ({ ...newPost(scene.room, 'text'), send_at: '2027-01-01T09:00:00.000Z' }) },
  'later:change': { row: staffOnly('not_found'), payload: () => ({ id: 2 ** 41, message: 'text' }) },
  'later:cancel': { row: staffOnly('not_found'), payload: () => ({ id: 2 ** 41 }) },
  'later:list': { row: staffOnly('ok'), payload: () => ({}) },
  'zone:set': { row: people('ok', 'ok'), payload: () => ({ time_zone: 'Europe/Paris' }) },
  'typing:set': { row: people('ok', 'not_found'), payload: (scene) => ({ room: scene.room, is_typing: true }) },
  'search:run': { row: people('ok', 'not_found'), payload: (scene) => ({ query: SECRET_WORD, filters: { room: scene.room } }) },
  'note:post': { row: staff('ok', 'not_found'), payload: (scene) => ({ room: scene.room, note: SECRET_WORD, client_note_id: randomUUID() }) },
  'note:edit': { row: { ...staff('ok', 'not_found'), colleague: 'forbidden' }, payload: (scene) => ({ id: scene.note, note: `${SECRET_WORD}, исправленная` }) },
  'note:delete': { row: { ...staff('ok', 'not_found'), colleague: 'forbidden' }, payload: (scene) => ({ id: scene.note }) },
  'colleague:list': { row: staff('ok', 'ok'), payload: () => ({}) },
  'draft:save': { row: people('ok', 'not_found'), payload: (scene) => ({ room: scene.room, message: 'draft', base: 0 }) },
  'draft:list': { row: people('ok', 'ok'), payload: () => ({}) },
  'promise:make': { row: { ...staff('ok', 'not_found'), colleague: 'forbidden' }, payload: (scene) => ({ room: scene.room, message: scene.answer, due_at: '2027-01-01T09:00:00.000Z' }) },
  'promise:move': { row: { ...staff('ok', 'not_found'), colleague: 'forbidden' }, payload: (scene) => ({ id: scene.promise, due_at: '2027-01-02T09:00:00.000Z' }) },
  'promise:cancel': { row: { ...staff('ok', 'not_found'), colleague: 'forbidden' }, payload: (scene) => ({ id: scene.promise }) },
  'promise:list': { row: staff('ok', 'not_found'), payload: (scene) => ({ room: scene.room }) },
  'promise:counts': { row: staffOnly('ok'), payload: () => ({}) },
  'policy:list': { row: staffOnly('ok'), payload: () => ({}) },
  'policy:save': { row: { ...staffOnly('forbidden'), admin: 'not_found' }, payload: () => ({ id: 2 ** 41, ...POLICY }) },
  'policy:delete': { row: { ...staffOnly('forbidden'), admin: 'not_found' }, payload: () => ({ id: 2 ** 41 }) },
  'label:list': { row: staffOnly('ok'), payload: () => ({}) },
  'label:make': { row: staffOnly('ok'), payload: () => ({ name: `l${fresh()}`, color: 'blue' }) },
  // Its maker and the admins.
  'label:change': { row: { ...staffOnly('forbidden'), expert: 'ok', admin: 'ok' }, payload: (scene) => ({ id: scene.label, color: 'green' }) },
  'room:label': { row: staff('ok', 'not_found'), payload: (scene) => ({ room: scene.room, label: scene.label, is_on: true }) },
  'team:list': { row: staffOnly('ok'), payload: () => ({}) },
  'team:make': { row: adminsOnly('ok'), payload: () => ({ name: `t${fresh()}`, members: [], leads: [] }) },
  'team:change': { row: adminsOnly('not_found'), payload: () => ({ id: 2 ** 41, name: 'Team' }) },
  'transfer:offer': { row: { ...expertsOnly('not_found'), expert: 'ok' }, payload: (scene) => ({ orders: [scene.order], to: scene.receiver, comment: 'text' }) },
  // It is the other expert's to answer, whom it was offered to.
  'transfer:answer': { row: { ...expertsOnly('not_found'), expert: 'not_found', other_expert: 'ok' }, payload: (scene) => ({ id: scene.offer, is_accepted: false }) },
  // Declined by now, and still its giver's alone.
  'transfer:cancel': { row: { ...expertsOnly('not_found'), expert: 'conflict', other_expert: 'conflict' }, payload: (scene) => ({ id: scene.offer }) },
  'transfer:list': { row: staffOnly('ok'), payload: () => ({}) },
  'transfer:dismiss': { row: { ...expertsOnly('not_found'), expert: 'ok' }, payload: (scene) => ({ id: scene.offer }) },
  'transfer:drop_draft': { row: { ...expertsOnly('not_found'), other_expert: 'ok' }, payload: (scene) => ({ id: scene.offer, order: scene.offered }) },
  'floor:list': { row: staffOnly('ok'), payload: () => ({}) },
  'away:set': { row: expertsOnly('ok'), payload: () => ({ is_away: false }) },
  // The lead of his team and the admins.
  'capacity:set': { row: { ...leadsOnly('not_found'), lead: 'ok', admin: 'ok' }, payload: (scene) => ({ user: scene.expert, capacity: null }) },
  'floor:rooms': { row: { ...leadsOnly('not_found'), lead: 'ok' }, reads: ['lead'], payload: (scene) => ({ user: scene.expert }) },
  'room:look': { row: { ...leadsOnly('not_found'), lead: 'ok' }, reads: ['lead'], payload: (scene) => ({ room: scene.room }) },
  'room:whisper': { row: { ...leadsOnly('not_found'), lead: 'ok' }, payload: (scene) => ({ room: scene.room, note: 'text', client_note_id: randomUUID() }) },
  'order:take_over': { row: { ...leadsOnly('not_found'), lead: 'ok', admin: 'forbidden' }, payload: (scene) => ({ order: scene.led }) },
  'view:list': { row: staffOnly('ok'), payload: () => ({}) },
  'view:make': { row: staffOnly('ok'), payload: () => ({ name: 'Mine', rule: { join: 'all', conditions: [] } }) },
  'view:change': { row: staffOnly('not_found'), payload: () => ({ id: 2 ** 41, name: 'Mine', rule: { join: 'all', conditions: [] } }) },
  'view:delete': { row: staffOnly('not_found'), payload: () => ({ id: 2 ** 41 }) },
  'view:arrange': { row: staffOnly('ok'), payload: () => ({ ids: [] }) },
  // What each wish is answered stands inside; bulk.test.ts asks about that.
  'bulk:run': { row: staffOnly('ok'), payload: () => ({ wishes: [{ request: 'room:triage', payload: { room: 2 ** 41, action: 'done' } }] }) },
  'webhook:list': { row: adminsOnly('ok'), payload: () => ({}) },
  'webhook:make': { row: adminsOnly('ok'), payload: () => ({ url: 'https://webhooks.invalid/hook', kinds: ['webhook.test'] }) },
  'webhook:change': { row: adminsOnly('not_found'), payload: () => ({ id: 2 ** 41 }) },
  'webhook:rotate': { row: adminsOnly('not_found'), payload: () => ({ id: 2 ** 41 }) },
  'webhook:delete': { row: adminsOnly('not_found'), payload: () => ({ id: 2 ** 41 }) },
  'webhook:deliveries': { row: adminsOnly('not_found'), payload: () => ({ id: 2 ** 41 }) },
  'webhook:attempts': { row: adminsOnly('not_found'), payload: () => ({ id: 2 ** 41, delivery: 1 }) },
  'webhook:replay': { row: adminsOnly('not_found'), payload: () => ({ id: 2 ** 41 }) },
  'webhook:test': { row: adminsOnly('not_found'), payload: () => ({ id: 2 ** 41 }) },
  'session:renew': { row: people('forbidden', 'forbidden', { expert: 'ok', colleague: 'forbidden' }), payload: (scene) => ({ token: scene.anna.token }) },
};
