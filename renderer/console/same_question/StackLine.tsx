import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { useTexts } from '../../chat/language';
import { useConsole } from '../context';
import { sameQuestionTexts } from './same_question_texts';
import { StackDialog } from './StackDialog';
import { watchStacks } from './watch_stacks';
import './same_question.css';

/** Above the list: that several clients wait for the same answer. */
export function StackLine() {
  const t = useTexts(sameQuestionTexts);
  const { sync } = useConsole();
  const watched = useMemo(() => watchStacks(sync), [sync]);
  useEffect(() => watched.stop, [watched]);
  const stacks = useStore(watched);
  const [opened, setOpened] = useState<readonly number[] | null>(null);
  // It outlives the dialog: what was written is not lost by closing it.
  const [answer, setAnswer] = useState('');
  const [largest, ...others] = stacks;
  return (
    <>
      {largest && (
        <div className="stack-lines">
          {[largest, ...others.slice(0, 1)].map((stack) => (
            <button key={stack[0]} type="button" className="stack-line" title={t('line', { count: stack.length })} onClick={() => setOpened(stack)}>
              <StackIcon />
              {/* Two beside each other have no room for a whole sentence. */}
              <span>{t(others.length === 0 ? 'line' : 'alike', { count: stack.length })}</span>
            </button>
          ))}
          {others.length > 1 && <span className="stack-more">{t('more', { count: others.length - 1 })}</span>}
        </div>
      )}
      {opened && <StackDialog rooms={opened} answer={answer} onAnswer={setAnswer} onClose={() => setOpened(null)} />}
    </>
  );
}

function StackIcon() {
  return (
    <svg className="line-icon" width="14" height="14" viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth={1.5} strokeLinecap="round" strokeLinejoin="round" aria-hidden="true">
      <path d="M2.500 6 8 3l5.500 3L8 9ZM2.500 8.750 8 11.750l5.500-3M2.500 11.500 8 14.500l5.500-3" />
    </svg>
  );
}
