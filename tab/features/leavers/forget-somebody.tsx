import { Button, Field, Input } from '@fluentui/react-components';
import { type SyntheticEvent, useEffect, useRef, useState } from 'react';
import { isObjectId } from '#bot/core/record-id';
import type { EraseInput } from '#bot/features/leavers/wire';
import type { Trouble } from '../../api';
import { Card } from '../../ui/card';
import { fluentRef } from '../../ui/fluent-ref';
import layout from '../../ui/layout.module.css';
import { Notice } from '../../ui/notice';
import { useToasts } from '../../ui/toasts';
import { TroubleNotice } from '../../ui/trouble';
import { useServer } from '../../use-resource';
import { useBackstage } from '../../words';

/** Erases somebody's data by their object id: asked once more, since no undo brings it back. */
export function ForgetSomebody() {
  const { t } = useBackstage();
  const { api } = useServer();
  const toasts = useToasts();
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState<EraseInput | null>(null);
  const [wrong, setWrong] = useState(false);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const keep = useRef<HTMLButtonElement>(null);
  const input = useRef<HTMLInputElement>(null);

  useEffect(() => {
    if (asked !== null) keep.current?.focus();
  }, [asked]);

  function ask(event: SyntheticEvent) {
    event.preventDefault();
    const id = typed.trim();
    setWrong(!isObjectId(id));
    if (isObjectId(id)) setAsked({ id });
    else input.current?.focus();
  }

  function leave() {
    setAsked(null);
    setTrouble(null);
    requestAnimationFrame(() => input.current?.focus());
  }

  async function erase(whom: EraseInput) {
    setBusy(true);
    setTrouble(null);
    const answer = await api.call<{ said: string }>('POST', '/api/admin/erase', whom);
    setBusy(false);
    if (!answer.ok) {
      setTrouble(answer.trouble);
      return;
    }
    toasts.say(answer.value.said);
    setTyped('');
    leave();
  }

  return (
    <Card title={t('forget.title')} lead={t('forget.lead')}>
      {asked === null ? (
        <form className={layout.stack} onSubmit={ask} noValidate>
          <Field
            label={t('forget.id')}
            {...(wrong ? { validationMessage: t('forget.wrong') } : {})}
          >
            <Input
              ref={fluentRef(input)}
              autoComplete="off"
              maxLength={100}
              value={typed}
              onChange={(_, { value }) => {
                setTyped(value);
                setWrong(false);
              }}
            />
          </Field>
          <div className={layout.row}>
            <Button type="submit">{t('forget.ask')}</Button>
          </div>
        </form>
      ) : (
        <div className={layout.stack}>
          <Notice tone="ask">{t('forget.sure', { id: asked.id })}</Notice>
          {trouble !== null && <TroubleNotice trouble={trouble} />}
          <div className={layout.row}>
            <Button disabledFocusable={busy} onClick={() => void erase(asked)}>
              {t('forget.do')}
            </Button>
            <Button ref={fluentRef(keep)} appearance="primary" onClick={leave}>
              {t('forget.keep')}
            </Button>
          </div>
        </div>
      )}
    </Card>
  );
}
