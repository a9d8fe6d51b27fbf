import { Button, Field, Input, Select } from '@fluentui/react-components';
import { type SyntheticEvent, useEffect, useRef, useState } from 'react';
import type { DeliveryView, RecallInput, RecallView } from '#bot/features/admin/wire';
import type { Trouble } from '../../api';
import { fluentRef } from '../../ui/fluent-ref';
import layout from '../../ui/layout.module.css';
import { Notice } from '../../ui/notice';
import { useToasts } from '../../ui/toasts';
import { TroubleNotice } from '../../ui/trouble';
import { useServer } from '../../use-resource';
import { useBackstage } from '../../words';
import { deliveryPath } from './path';
import styles from './start-recall.module.css';

/** One item by its id; no kind is called so. */
const byId = '';

/** Chosen first, then asked once more: it reaches everybody at once. */
export function StartRecall({ kinds }: { kinds: DeliveryView['kinds'] }) {
  const { t } = useBackstage();
  const { api, resources } = useServer();
  const toasts = useToasts();
  const [kind, setKind] = useState(byId);
  const [item, setItem] = useState('');
  const [asked, setAsked] = useState<RecallInput | null>(null);
  const [missing, setMissing] = useState(false);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const keep = useRef<HTMLButtonElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const input = useRef<HTMLInputElement>(null);

  useEffect(() => {
    if (asked !== null) keep.current?.focus();
  }, [asked]);

  function ask(event: SyntheticEvent) {
    event.preventDefault();
    const id = item.trim();
    const none = kind === byId && id === '';
    setMissing(none);
    if (none) input.current?.focus();
    else setAsked(kind === byId ? { item: id } : { kind });
  }

  function leave() {
    setAsked(null);
    setTrouble(null);
    requestAnimationFrame(() => opener.current?.focus());
  }

  async function start(what: RecallInput) {
    setBusy(true);
    setTrouble(null);
    const answer = await api.call<RecallView>('POST', `${deliveryPath}/recall`, what);
    setBusy(false);
    if (!answer.ok) {
      setTrouble(answer.trouble);
      return;
    }
    toasts.say(t('recall.started'));
    setItem('');
    leave();
    resources
      .lay<DeliveryView>(deliveryPath, (view) => view)
      .commit((view) => ({
        ...view,
        recalls: [...view.recalls.filter(({ id }) => id !== answer.value.id), answer.value],
      }));
  }

  const nameOf = (code: string) => kinds.find((one) => one.kind === code)?.name ?? code;
  if (asked !== null) {
    return (
      <div className={layout.stack}>
        <Notice tone="ask">
          {'kind' in asked
            ? t('recall.sureKind', { kind: nameOf(asked.kind) })
            : t('recall.sureItem', { item: asked.item })}
        </Notice>
        {trouble !== null && <TroubleNotice trouble={trouble} />}
        <div className={layout.row}>
          <Button disabledFocusable={busy} onClick={() => void start(asked)}>
            {t('recall.do')}
          </Button>
          <Button ref={fluentRef(keep)} appearance="primary" onClick={leave}>
            {t('recall.keep')}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <form className={styles.form} onSubmit={ask} noValidate>
      <Field label={t('recall.what')} className={styles.field}>
        <Select value={kind} onChange={(_, { value }) => setKind(value)}>
          <option value={byId}>{t('recall.oneItem')}</option>
          {kinds.map((one) => (
            <option key={one.kind} value={one.kind}>
              {t('recall.ofKind', { kind: one.name })}
            </option>
          ))}
        </Select>
      </Field>
      {kind === byId && (
        <Field
          label={t('recall.id')}
          className={styles.field}
          {...(missing ? { validationMessage: t('recall.idMissing') } : {})}
        >
          <Input
            ref={fluentRef(input)}
            autoComplete="off"
            maxLength={200}
            value={item}
            onChange={(_, { value }) => {
              setItem(value);
              setMissing(false);
            }}
          />
        </Field>
      )}
      <Button ref={fluentRef(opener)} type="submit">
        {t('recall.ask')}
      </Button>
    </form>
  );
}
