import { useEffect } from 'react';
import { useConsole } from '../context';
import { WHY_COUNTS } from './why';

/** A click on anything that is marked `data-why` asks why its number is what it is, instead of what a click beside it would do. */
export function WhyClicks() {
  const { desk } = useConsole();
  useEffect(() => {
    const onClick = (event: MouseEvent) => {
      const number = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-why]') : null;
      const count = WHY_COUNTS.find((one) => one === number?.dataset['why']);
      // A key on the button around the number means the button.
      if (!number || !count || (event.detail === 0 && !number.matches('button'))) return;
      event.preventDefault();
      event.stopPropagation();
      const room = number.closest<HTMLElement>('[data-room]')?.dataset['room'];
      desk.setState({ dialog: 'why', why: { count, room: room === undefined ? null : Number(room) } });
    };
    document.addEventListener('click', onClick, true);
    return () => document.removeEventListener('click', onClick, true);
  }, [desk]);
  return null;
}
