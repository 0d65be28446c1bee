import { useShallow } from 'zustand/react/shallow';
import type { Reply } from '../../../protocol/replies';
import { useLanguage, useTexts } from '../../chat/language';
import { useChat } from '../context';
import { useNow } from '../hooks';
import { BoltIcon } from '../icons';
import { inOrder, stepText, worldOf } from './steps';
import { macroTexts } from './macro_texts';
import './macros.css';

/** A canned reply that does something besides. */
export function MacroMark() {
  const t = useTexts(macroTexts);
  return (
    <span className="macro-mark">
      <BoltIcon size={12} />
      {t('macro')}
    </span>
  );
}

/** What it does, in words. */
export function MacroSteps({ reply }: { reply: Reply }) {
  const language = useLanguage();
  const world = useChat(useShallow(worldOf));
  const now = useNow();
  return <span> ⚡ {inOrder(reply.actions ?? []).map((action) => stepText(action, world, language, now)).join(', ')}</span>;
}
