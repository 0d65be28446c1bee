import { Button, Input } from 'antd';
import { useEffect, useState } from 'react';
import type { FormEvent } from 'react';
import { useConsole, useDesk, useT } from '../context';
import { useOpenOrder } from '../open_order';
import { Dialog } from './Dialog';

/** Asks for an order's number and opens its chat. */
export function OpenOrder({ onClose }: { onClose: () => void }) {
  const t = useT();
  const { openRoom, desk } = useConsole();
  const { open, is_busy, error, clear } = useOpenOrder();
  const asked = useDesk((state) => state.asked_order);
  const [text, setText] = useState('');
  // Another link may come while the dialog is open; whoever opens it by hand begins anew.
  useEffect(() => {
    if (asked === null) return;
    clear();
    setText(String(asked));
    desk.setState({ asked_order: null });
  }, [desk, asked, clear]);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const room = await open(text);
    if (room === null) return;
    onClose();
    openRoom(room);
  };

  return (
    <Dialog title={t('open_order_title')} onClose={onClose} className="dialog-small">
      <form className="form" onSubmit={(event) => void submit(event)} noValidate>
        <label className="field">
          <span className="field-label">{t('order_number')}</span>
          <Input
            data-autofocus
            inputMode="numeric"
            autoComplete="off"
            placeholder="1042"
            prefix={<span className="soft">#</span>}
            value={text}
            status={error ? 'error' : ''}
            aria-invalid={error !== null}
            aria-describedby="open-order-error"
            onChange={(event) => {
              clear();
              setText(event.target.value);
            }}
          />
        </label>
        <p id="open-order-error" className="form-error" role="alert">
          {error}
        </p>
        <div className="form-buttons">
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={is_busy}>
            {t('open_chat')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
