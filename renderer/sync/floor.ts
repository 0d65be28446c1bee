import type { Team } from '../../protocol/teams';
import type { ChatStore } from '../store/chat';
import type { Request } from './socket';

/** Many experts and one queue, as the server has it. What asks rejects with a `RequestFailure`. */
export type Floor = {
  teams(): readonly Team[];
};

export type FloorPart = Floor & { loadTeams(): void; online(): void };

/** The console's only. */
export function createFloor(store: ChatStore, request: Request): FloorPart {
  let asked = 0;

  async function loadTeams(): Promise<void> {
    const user = store.getState().me;
    if (!user || user.role === 'client') return;
    const mine = (asked += 1);
    const answer = await request('team:list', {});
    // A later question knows more.
    if (answer.ok && mine === asked && store.getState().me?.id === user.id) store.setState({ teams: answer.teams });
  }

  return {
    teams: () => store.getState().teams,
    loadTeams: () => void loadTeams(),
    online: () => void loadTeams(),
  };
}
