import { createForOrderBody, historyQuery, markReadBody, pathId, roomsQuery } from '../../../protocol/http';
import { messagePostHttp } from '../../../protocol/requests';
import { randomUUID } from 'node:crypto';
import { listRoomsOf } from '../../domain/inbox';
import { postMessage } from '../../domain/messages';
import { createForOrder } from '../../domain/open_chat';
import { markRead } from '../../domain/reading';
import { getRoom, history } from '../../domain/rooms';
import { nextLink } from './links';
import { route, type Route } from './route';

/** Rooms and messages over HTTP. */
export const chatRoutes: readonly Route[] = [
  route('GET /api/chat/rooms', { query: roomsQuery }, async (parts, { caller, query, request }) => {
    const { rooms, next } = await listRoomsOf(parts, caller, query);
    return { body: rooms, headers: nextLink(parts, request, next === null ? undefined : { page: next }) };
  }),
  route('GET /api/chat/rooms/:id', { params: pathId }, async (parts, { caller, params }) => ({
    body: await getRoom(parts, caller, params.id),
  })),
  route('POST /api/chat/rooms/create_for_order', { body: createForOrderBody }, async (parts, { caller, body }) => {
    const { result, happenings } = await createForOrder(parts, caller, body.order_id);
    return { status: result.is_new ? 201 : 200, body: result.room, happenings };
  }),
  route('GET /api/chat/rooms/:id/messages', { params: pathId, query: historyQuery }, async (parts, { caller, params, query, request }) => {
    const { messages, next } = await history(parts, caller, params.id, query);
    return { body: messages, headers: nextLink(parts, request, next) };
  }),
  route('POST /api/chat/rooms/:id/mark_read', { params: pathId, body: markReadBody }, async (parts, { caller, params, body }) => {
    const { result, happenings } = await markRead(parts, caller, params.id, body.seq);
    return { body: result, happenings };
  }),
  route('POST /api/chat/messages', { body: messagePostHttp }, async (parts, { caller, body }) => {
    const { result, happenings } = await postMessage(parts, caller, { ...body, client_message_id: body.client_message_id ?? randomUUID() });
    return { status: result.is_new ? 201 : 200, body: result.message, happenings };
  }),
];
