import { Button, Field, Input, Switch } from '@fluentui/react-components';
import { Delete20Regular } from '@fluentui/react-icons';
import { type SyntheticEvent, useEffect, useRef, useState } from 'react';
import type { EraseView } from '#bot/features/privacy/wire';
import type { Trouble } from '../../api';
import { cx } from '../../ui/cx';
import { fluentRef } from '../../ui/fluent-ref';
import font from '../../ui/font.module.css';
import layout from '../../ui/layout.module.css';
import { TroubleNotice } from '../../ui/trouble';
import { useResource, useServer } from '../../use-resource';
import { useWords } from '../../words';
import styles from './erase.module.css';
import { useErased } from './erased';

/** The one thing here that no undo brings back, so it asks for a word first. */
export function Erase() {
  const { t } = useWords();
  const { api } = useServer();
  const erased = useErased();
  const [asking, setAsking] = useState(false);
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState(false);
  const [leaves, setLeaves] = useState(false);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const opener = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (asking) input.current?.focus();
  }, [asking]);

  function leave() {
    setAsking(false);
    setTyped('');
    setWrong(false);
    requestAnimationFrame(() => opener.current?.focus());
  }

  async function erase(event: SyntheticEvent) {
    event.preventDefault();
    if (typed.trim().toLowerCase() !== t('erase.word')) {
      setWrong(true);
      input.current?.focus();
      return;
    }
    setBusy(true);
    setTrouble(null);
    const answer = await api.call<{ said: string }>('POST', '/api/me/erase', {
      confirm: 'erase',
      howTos: leaves ? 'leave' : 'take',
    });
    setBusy(false);
    if (answer.ok) erased(answer.value.said);
    else setTrouble(answer.trouble);
  }

  if (!asking) {
    return (
      <div>
        <Button
          ref={fluentRef(opener)}
          appearance="subtle"
          icon={<Delete20Regular />}
          onClick={() => setAsking(true)}
        >
          {t('erase.open')}
        </Button>
      </div>
    );
  }
  return (
    <form className={styles.panel} onSubmit={(event) => void erase(event)} noValidate>
      <h3 className={font.item}>{t('erase.title')}</h3>
      <p className={cx(font.body)}>{t('erase.words')}</p>
      <Field
        className={styles.field}
        label={t('erase.type', { word: t('erase.word') })}
        {...(wrong ? { validationMessage: t('erase.wrong', { word: t('erase.word') }) } : {})}
      >
        <Input
          ref={fluentRef(input)}
          autoComplete="off"
          value={typed}
          onChange={(_, { value }) => {
            setTyped(value);
            setWrong(false);
          }}
        />
      </Field>
      <LeaveHowTos leaves={leaves} onChange={setLeaves} />
      {trouble !== null && <TroubleNotice trouble={trouble} />}
      <div className={layout.row}>
        <Button type="submit" disabledFocusable={busy}>
          {t('erase.do')}
        </Button>
        <Button appearance="primary" onClick={leave}>
          {t('erase.keep')}
        </Button>
      </div>
    </form>
  );
}

/** Whoever looks after how-tos may leave them, nameless. */
function LeaveHowTos({
  leaves,
  onChange,
}: {
  leaves: boolean;
  onChange: (leaves: boolean) => void;
}) {
  const { data } = useResource<EraseView>('/api/me/erase');
  if (data === undefined || data.leave === null) return null;
  return (
    <Switch label={data.leave} checked={leaves} onChange={(_, { checked }) => onChange(checked)} />
  );
}
