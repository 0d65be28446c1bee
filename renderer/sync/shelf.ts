import type { BulkResult, BulkWish } from '../../protocol/bulk';
import type { Label } from '../../protocol/labels';
import type { Policy } from '../../protocol/service_level';
import type { RequestName, RequestPayload } from '../../protocol/requests';
import type { SavedView } from '../../protocol/views';
import { withPolicies } from '../store/deadlines';
import { applyRoom } from '../store/facts';
import type { ChatStore } from '../store/chat';
import { requestFailure } from './failure';
import type { Answer, Request } from './socket';

/** How an expert keeps his rooms apart. What asks rejects with a `RequestFailure`. */
export type Shelf = {
  makeLabel(label: RequestPayload<'label:make'>): Promise<Label>;
  changeLabel(change: RequestPayload<'label:change'>): Promise<Label>;
  label(room: number, label: number, isOn: boolean): Promise<void>;
  makeView(view: RequestPayload<'view:make'>): Promise<SavedView>;
  changeView(view: SavedView): Promise<void>;
  deleteView(id: number): Promise<void>;
  arrangeViews(ids: readonly number[]): Promise<void>;
  /** Makes or changes a policy of the service levels; for admins. */
  savePolicy(policy: RequestPayload<'policy:save'>): Promise<Policy>;
  deletePolicy(id: number): Promise<void>;
  /** What administrators ask besides; nothing of it is kept here. */
  request: Request;
  /** At most `BULK_MAX` wishes about single rooms, each answered by itself. */
  run(wishes: readonly BulkWish[]): Promise<readonly BulkResult[]>;
};

export type ShelfPart = Shelf & { loadLabels(): void; loadViews(): void; loadPolicies(): void; online(): void };

/** Many rooms take their time. */
const RUN_MS = 60_000;

/** Labels, views and policies as the server has them. */
export function createShelf(store: ChatStore, request: Request): ShelfPart {
  const asked = { labels: 0, views: 0, policies: 0 };

  /** A later question knows more. */
  async function load<K extends 'labels' | 'views' | 'policies'>(kind: K, ask: () => Promise<Answer<'label:list'> | Answer<'view:list'> | Answer<'policy:list'>>): Promise<void> {
    const user = store.getState().me;
    if (!user || user.role === 'client') return;
    const mine = (asked[kind] += 1);
    const answer = await ask();
    if (!answer.ok || mine !== asked[kind] || store.getState().me?.id !== user.id) return;
    store.setState('labels' in answer ? { labels: answer.labels } : 'views' in answer ? { views: answer.views } : withPolicies(answer.policies));
  }
  const loadLabels = () => void load('labels', () => request('label:list', {}));
  const loadViews = () => void load('views', () => request('view:list', {}));

  const loadPolicies = () => void load('policies', () => request('policy:list', {}));

  async function ask<N extends RequestName>(name: N, payload: RequestPayload<N>, timeoutMs?: number): Promise<Extract<Answer<N>, { ok: true }>> {
    const answer = await request(name, payload, timeoutMs);
    if (!answer.ok) throw requestFailure(answer.error.code, answer.error.message);
    return answer as Extract<Answer<N>, { ok: true }>;
  }
  /** What was asked before does not know of this. */
  function setViews(change: (views: readonly SavedView[]) => readonly SavedView[]): void {
    asked.views += 1;
    store.setState(({ views }) => ({ views: change(views) }));
  }
  function setLabel(label: Label): void {
    asked.labels += 1;
    store.setState(({ labels }) => ({ labels: labels.some(({ id }) => id === label.id) ? labels.map((one) => (one.id === label.id ? label : one)) : [...labels, label] }));
  }

  return {
    request,
    loadLabels,
    loadViews,
    loadPolicies,
    online() {
      loadLabels();
      loadViews();
      loadPolicies();
    },
    async makeLabel(wish) {
      const { label } = await ask('label:make', wish);
      setLabel(label);
      return label;
    },
    async changeLabel(change) {
      const { label } = await ask('label:change', change);
      setLabel(label);
      return label;
    },
    async label(room, label, is_on) {
      const before = store.getState().rooms.get(room);
      const answer = await ask('room:label', { room, label, is_on });
      store.setState((state) => applyRoom(state, answer.room, before));
    },
    async makeView(wish) {
      const { view } = await ask('view:make', wish);
      setViews((views) => views.toSpliced(wish.place ?? views.length, 0, view));
      return view;
    },
    async changeView(wish) {
      const { view } = await ask('view:change', wish);
      setViews((views) => views.map((one) => (one.id === view.id ? view : one)));
    },
    async deleteView(id) {
      await ask('view:delete', { id });
      setViews((views) => views.filter((one) => one.id !== id));
    },
    async arrangeViews(ids) {
      const { views } = await ask('view:arrange', { ids: [...ids] });
      setViews(() => views);
    },
    async savePolicy(wish) {
      const { policy } = await ask('policy:save', wish);
      loadPolicies();
      return policy;
    },
    async deletePolicy(id) {
      await ask('policy:delete', { id });
      loadPolicies();
    },
    run: async (wishes) => (await ask('bulk:run', { wishes: [...wishes] }, RUN_MS)).results,
  };
}
