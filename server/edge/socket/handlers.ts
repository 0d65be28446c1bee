import type { Answers, ParsedRequest, RequestName } from '../../../protocol/requests';
import type { ViewedRoom } from '../../../protocol/team';
import type { Caller } from '../../caller';
import { deleteMessage, editMessage } from '../../domain/changes';
import { inviteColleague, leaveAsColleague, removeColleague } from '../../domain/colleagues';
import { listDraftsOf, saveDraft } from '../../domain/drafts';
import { listFloor, setAway, setCapacity } from '../../domain/floor';
import { catchUp } from '../../domain/inbox';
import { changeLabel, labelRoom, listLabels, makeLabel } from '../../domain/labels';
import { messageHistory } from '../../domain/message_history';
import { postMessage } from '../../domain/messages';
import { deleteNote, editNote, listColleagues, postNote } from '../../domain/notes';
import { keepRoom, setTimeZone } from '../../domain/keeping';
import { cancelScheduled, changeScheduled, listScheduled, scheduleMessage } from '../../domain/later';
import { deletePolicy, listPolicies, savePolicy } from '../../domain/policies';
import { cancelPromise, countPromises, listPromises, makePromise, movePromise } from '../../domain/promises';
import { listQueue, returnOrder, takeOrder } from '../../domain/queue';
import { markRead } from '../../domain/reading';
import { openRoom, setTyping } from '../../domain/rooms';
import { search } from '../../domain/search';
import { changeTeam, listTeams, makeTeam } from '../../domain/teams';
import { listRoomsOfMember, lookAtRoom, takeOver, whisper } from '../../domain/supervising';
import { answerTransfer, cancelTransfer, dismissTransfer, dropGivenDraft, listTransfers, offerTransfer } from '../../domain/transfers';
import { triageRoom } from '../../domain/triage';
import { arrangeViews, changeView, deleteView, listViews, makeView } from '../../domain/views';
import { changeWebhook, listAttempts, listDeliveries, listWebhooks, makeWebhook, removeWebhook, replayWebhook, rotateWebhook, testWebhook } from '../../domain/webhooks';
import { SEARCH_PAGE } from '../../../protocol/limits';
import type { Told } from '../../happening';
import type { Parts } from '../../parts';
import { runBulk } from './bulk';

/** What a request's handler may do beside answering: `session:renew` touches the connection itself, `search:run` stops the one before it, `viewing:set` holds as long as it does. */
export type Connection = { renew(token: string): Promise<number>; beginSearch(): AbortSignal; view(rooms: readonly ViewedRoom[]): Promise<Told<Record<never, never>>> };

type Handler<N extends RequestName> = (
  parts: Parts,
  caller: Caller,
  payload: ParsedRequest<N>,
  connection: Connection,
) => Promise<Told<Answers[N]>>;

const untold = <T>(result: T): Told<T> => ({ result, happenings: [] });

/** One handler for each request of the contract. */
export const handlers: { readonly [N in RequestName]: Handler<N> } = {
  'inbox:catch_up': async (parts, caller, { cursor }) => untold(await catchUp(parts, caller, cursor)),
  'room:open': async (parts, caller, { room, since_rev }) => untold(await openRoom(parts, caller, room, since_rev)),
  'message:post': async (parts, caller, post) => {
    const { result, happenings } = await postMessage(parts, caller, post);
    return { result: { message: result.message }, happenings };
  },
  'message:edit': async (parts, caller, { id, message }) => {
    const { result, happenings } = await editMessage(parts, caller, id, message);
    return { result: { message: result }, happenings };
  },
  'message:delete': async (parts, caller, { id }) => {
    const { result, happenings } = await deleteMessage(parts, caller, id);
    return { result: { message: result }, happenings };
  },
  'message:history': async (parts, caller, { id }) => untold(await messageHistory(parts, caller, id)),
  'room:read': (parts, caller, { room, seq }) => markRead(parts, caller, room, seq),
  'typing:set': (parts, caller, { room, is_typing }) => setTyping(parts, caller, room, is_typing),
  'room:set': keepRoom,
  'queue:list': async (parts, caller) => untold(await listQueue(parts, caller)),
  'order:take': (parts, caller, { order }) => takeOrder(parts, caller, order),
  'order:return': returnOrder,
  'order:take_over': (parts, caller, { order }) => takeOver(parts, caller, order),
  'room:invite': inviteColleague,
  'room:leave': leaveAsColleague,
  'room:remove': removeColleague,
  'room:triage': triageRoom,
  'viewing:set': (_parts, _caller, { rooms }, connection) => connection.view(rooms),
  'later:schedule': scheduleMessage,
  'later:change': changeScheduled,
  'later:cancel': (parts, caller, { id }) => cancelScheduled(parts, caller, id),
  'later:list': async (parts, caller) => untold(await listScheduled(parts, caller)),
  'zone:set': (parts, caller, { time_zone }) => setTimeZone(parts, caller, time_zone),
  'search:run': async (parts, caller, { query, filters = {}, page }, connection) =>
    untold(await search(parts, caller, { query, filters, page, limit: SEARCH_PAGE }, connection.beginSearch())),
  'note:post': postNote,
  'note:edit': (parts, caller, { id, note, mentions }) => editNote(parts, caller, id, note, mentions),
  'note:delete': (parts, caller, { id }) => deleteNote(parts, caller, id),
  'colleague:list': async (parts) => untold(await listColleagues(parts)),
  'draft:save': saveDraft,
  'draft:list': async (parts, caller) => untold(await listDraftsOf(parts, caller)),
  'promise:make': makePromise,
  'promise:move': (parts, caller, { id, due_at }) => movePromise(parts, caller, id, due_at),
  'promise:cancel': (parts, caller, { id }) => cancelPromise(parts, caller, id),
  'promise:list': async (parts, caller, { room }) => untold(await listPromises(parts, caller, room)),
  'promise:counts': async (parts, caller) => untold(await countPromises(parts, caller)),
  'policy:list': async (parts) => untold(await listPolicies(parts)),
  'policy:save': savePolicy,
  'policy:delete': (parts, caller, { id }) => deletePolicy(parts, caller, id),
  'label:list': async (parts, caller) => untold(await listLabels(parts, caller)),
  'label:make': makeLabel,
  'label:change': changeLabel,
  'room:label': labelRoom,
  'team:list': async (parts) => untold(await listTeams(parts)),
  'team:make': makeTeam,
  'team:change': changeTeam,
  'transfer:offer': offerTransfer,
  'transfer:answer': answerTransfer,
  'transfer:cancel': (parts, caller, { id }) => cancelTransfer(parts, caller, id),
  'transfer:list': async (parts, caller) => untold(await listTransfers(parts, caller)),
  'transfer:dismiss': (parts, caller, { id }) => dismissTransfer(parts, caller, id),
  'transfer:drop_draft': dropGivenDraft,
  'floor:list': async (parts, caller) => untold(await listFloor(parts, caller)),
  'away:set': setAway,
  'capacity:set': setCapacity,
  'floor:rooms': async (parts, caller, { user }) => untold(await listRoomsOfMember(parts, caller, user)),
  'room:look': async (parts, caller, wish) => untold(await lookAtRoom(parts, caller, wish)),
  'room:whisper': whisper,
  'view:list': async (parts, caller) => untold(await listViews(parts, caller)),
  'view:make': makeView,
  'view:change': changeView,
  'view:delete': (parts, caller, { id }) => deleteView(parts, caller, id),
  'view:arrange': (parts, caller, { ids }) => arrangeViews(parts, caller, ids),
  'bulk:run': (parts, caller, { wishes }, connection) => runBulk(parts, caller, wishes, (wish): Promise<Told<Answers[typeof wish.request]>> => handlers[wish.request](parts, caller, wish.payload as never, connection)),
  'webhook:list': async (parts) => untold({ webhooks: await listWebhooks(parts) }),
  'webhook:make': async (parts, caller, wish) => untold(await makeWebhook(parts, caller, wish)),
  'webhook:change': async (parts, caller, { id, ...wish }) => untold({ webhook: await changeWebhook(parts, caller, id, wish) }),
  'webhook:rotate': async (parts, caller, { id, keep_hours }) => untold(await rotateWebhook(parts, caller, id, keep_hours)),
  'webhook:delete': async (parts, caller, { id }) => {
    await removeWebhook(parts, caller, id);
    return untold({});
  },
  'webhook:deliveries': async (parts, _caller, { id, ...which }) => untold(await listDeliveries(parts, id, which)),
  'webhook:attempts': async (parts, _caller, { id, delivery }) => untold({ attempts: await listAttempts(parts, id, delivery) }),
  'webhook:replay': async (parts, caller, { id, ids }) => untold({ replayed: await replayWebhook(parts, caller, id, ids) }),
  'webhook:test': async (parts, _caller, { id }) => untold({ event: await testWebhook(parts, id) }),
  'session:renew': async (_parts, _caller, { token }, connection) => untold({ expires_in: await connection.renew(token) }),
};
