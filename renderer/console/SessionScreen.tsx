import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { Gate } from './gate';
import type { Host } from './host';
import type { Session } from './session';
import { Starting } from './Starting';
import { Workspace } from './Workspace';
import { createDesk } from './desk';

/** A signed-in stretch: the outline of the console until it is known who is here, then the console. */
export function SessionScreen({ host, gate, session }: { host: Host; gate: Gate; session: Session }) {
  const me = useStore(session.sync.store, (state) => state.me);
  const id = me?.id ?? null;
  const desk = useMemo(() => (id === null ? null : createDesk(id)), [id]);
  if (!me || !desk) return <Starting session={session} />;
  return <Workspace key={me.id} host={host} gate={gate} session={session} desk={desk} me={me} />;
}
