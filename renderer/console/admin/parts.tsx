import { Button } from 'antd';
import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import { useTexts } from '../../chat/language';
import { Dialog } from '../dialogs/Dialog';
import { WideTable } from '../WideTable';
import { adminTexts } from './admin_texts';
import type { Loaded } from './use_admin';

/** A table of the administration, with the names of its columns. */
export function AdminTable({ name, heads, children }: { name: string; heads: readonly string[]; children: ReactNode }) {
  return (
    <div className="admin-frame">
      <WideTable name={name}>
        <table className="admin-table">
          <thead>
            <tr>
              {heads.map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>{children}</tbody>
        </table>
      </WideTable>
    </div>
  );
}

export type FormEndProps = { error: ReactNode; errorId?: string; deed: string; isBusy?: boolean; isDangerous?: boolean; onClose(): void };

/** What every form in a dialog ends with: what is wrong, the way out, and the deed. `errorId`: by which its fields name what is wrong with them. */
export function FormEnd({ error, errorId, deed, isBusy = false, isDangerous = false, onClose }: FormEndProps) {
  const t = useTexts(adminTexts);
  return (
    <div className="form-end">
      <p id={errorId} className="form-error" role="alert">
        {error}
      </p>
      <div className="form-buttons">
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button danger={isDangerous} type="primary" htmlType="submit" loading={isBusy}>
          {deed}
        </Button>
      </div>
    </div>
  );
}

/** A field with its name above it. */
export function Field({ label, children }: { label: string; children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      {children(id)}
    </div>
  );
}

export type Choice<T extends string> = { value: T; label: string };

/** One of a few. */
export function Select<T extends string>({ label, value, choices, onChange, is_disabled }: { label: string; value: T; choices: readonly Choice<T>[]; onChange: (value: T) => void; is_disabled?: boolean }) {
  return (
    <Field label={label}>
      {(id) => (
        <select id={id} className="plain-field" value={value} disabled={is_disabled} onChange={(event) => onChange(event.target.value as T)}>
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** What went wrong while a page was loaded, with another attempt. */
export function Problem({ text, onAgain }: { text: string; onAgain: () => void }) {
  const t = useTexts(adminTexts);
  return (
    <p className="admin-problem" role="alert">
      {text}
      <Button size="small" onClick={onAgain}>
        {t('try_again')}
      </Button>
    </p>
  );
}

export type PageStateProps = {
  of: Pick<Loaded<unknown>, 'value' | 'problem' | 'is_loading' | 'reload'>;
  /** What the page's last deed came to. */
  said?: string;
  failed?: string;
  /** What is written where the loaded list is empty; false: it is not. */
  none: string | false;
};

/** What is said above a page's list: what its deeds came to, and how it stands with the list itself. */
export function PageState({ of: { value, problem, is_loading, reload }, said, failed = '', none }: PageStateProps) {
  const t = useTexts(adminTexts);
  return (
    <>
      {said !== undefined && (
        <p className="admin-said" role="status">
          {said}
        </p>
      )}
      <p className="form-error" role="alert">
        {failed}
      </p>
      {problem !== null && <Problem text={problem} onAgain={reload} />}
      {value === null && is_loading && <p className="soft">{t('loading')}</p>}
      {none !== false && <p className="soft">{none}</p>}
    </>
  );
}

export type CheckSetProps<T extends string> = { name: string; all: readonly T[]; chosen: readonly T[]; labelOf: (one: T) => string; onChange: (chosen: readonly T[]) => void };

/** Several of a few. */
export function CheckSet<T extends string>({ name, all, chosen, labelOf, onChange }: CheckSetProps<T>) {
  return (
    <fieldset className="admin-set">
      <legend className="field-label">{name}</legend>
      {all.map((one) => (
        <label key={one} className="admin-check">
          <input type="checkbox" checked={chosen.includes(one)} onChange={({ target }) => onChange(target.checked ? [...chosen, one] : chosen.filter((other) => other !== one))} />
          {labelOf(one)}
        </label>
      ))}
    </fieldset>
  );
}

/** Tells what is told once; `value` null: it went another way, and there is nothing to copy. */
export function SecretDialog({ title, hint, value, onClose }: { title: string; hint: string; value: string | null; onClose: () => void }) {
  const t = useTexts(adminTexts);
  return (
    <Dialog title={title} onClose={onClose}>
      <div className="admin-dialog">
        <p className="form-hint">{hint}</p>
        {value !== null && <Secret label={title} value={value} />}
        <div className="form-buttons">
          <Button type="primary" onClick={onClose}>
            {t('done')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

/** Something that is said once, to be copied. */
function Secret({ label, value }: { label: string; value: string }) {
  const t = useTexts(adminTexts);
  const [isCopied, setIsCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(value).then(
      () => setIsCopied(true),
      // Where a page may not reach the clipboard, it is marked for the user's own key.
      () => setIsCopied(false),
    );
  };
  return (
    <div className="admin-secret">
      <input className="plain-field" readOnly aria-label={label} value={value} onFocus={(event) => event.target.select()} />
      <Button onClick={() => void copy()}>{t(isCopied ? 'copied' : 'copy')}</Button>
    </div>
  );
}

export type SureProps = { title: string; text: string; deed: string; onSure: () => void; onClose: () => void };

/** Asks once more before something that hurts. */
export function Sure({ title, text, deed, onSure, onClose }: SureProps) {
  const t = useTexts(adminTexts);
  return (
    <Dialog title={title} onClose={onClose} className="dialog-small">
      <div className="form">
        <p className="form-hint">{text}</p>
        <div className="form-buttons">
          <Button onClick={onClose} data-autofocus>
            {t('cancel')}
          </Button>
          <Button danger type="primary" onClick={onSure}>
            {deed}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
