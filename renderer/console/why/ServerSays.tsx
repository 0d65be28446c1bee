import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { timeText } from '../../chat/dates';
import { useLanguage, useTexts } from '../../chat/language';
import { useChat, useConsole } from '../context';
import { serverNumber, whyRooms } from './why';
import type { Why } from './why';
import { whyTexts } from './why_texts';

/** The server's own sum over all rooms, when it last was the same as the one here, and asking again. */
export function ServerSays({ why }: { why: Why }) {
  const t = useTexts(whyTexts);
  const language = useLanguage();
  const { sync } = useConsole();
  const number = useChat((state) => serverNumber(state, why.count));
  const agreedAt = useChat((state) => state.totals_agreed_at);
  const marked = useChat((state) => (why.count === 'unread_rooms' ? whyRooms(state, { ...why, room: null }).filter((one) => one.is_marked).length : 0));
  const [state, setState] = useState<'idle' | 'asking' | 'failed'>('idle');
  // What the server said before the panel was opened may be of another moment.
  useEffect(() => void sync.recount(false), [sync]);
  const ask = async () => {
    setState('asking');
    setState((await sync.recount()) ? 'idle' : 'failed');
  };
  return (
    <footer className="why-server">
      <span role="status">
        {state === 'failed' ? t('ask_failed') : number === null ? t('server_unknown') : t('server', { number: number.toLocaleString(language) })}{' '}
        {marked > 0 && `${t('server_marked', { count: marked })} `}
        {agreedAt === null ? t('never_agreed') : t('agreed', { time: timeText(agreedAt, language) })}
      </span>
      <Button size="small" loading={state === 'asking'} onClick={() => void ask()}>
        {t(state === 'asking' ? 'asking' : 'ask')}
      </Button>
    </footer>
  );
}
