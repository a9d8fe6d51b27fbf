import { Button, Field, Input, Select } from '@fluentui/react-components';
import { type SyntheticEvent, useEffect, useId, useRef, useState } from 'react';
import type { DeliveryView, RecallInput, RecallView } from '#bot/features/admin/wire';
import type { Trouble } from '../../api';
import { Card } from '../../ui/card';
import { cx } from '../../ui/cx';
import { fluentRef } from '../../ui/fluent-ref';
import font from '../../ui/font.module.css';
import layout from '../../ui/layout.module.css';
import { Notice } from '../../ui/notice';
import { useToasts } from '../../ui/toasts';
import { TroubleNotice, troubleText } from '../../ui/trouble';
import { useServer } from '../../use-resource';
import { useDates, useWords } from '../../words';
import { useMe } from '../people/me';
import { deliveryPath } from './path';
import styles from './recalls.module.css';

interface RecallsProps {
  readonly recalls: readonly RecallView[];
  readonly kinds: readonly string[];
}

/** Taking back what was sent by mistake, and how far that is. */
export function Recalls({ recalls, kinds }: RecallsProps) {
  const { t } = useWords();
  return (
    <Card title={t('recall.title')} lead={t('recall.lead')}>
      {recalls.length > 0 && (
        <ul className={styles.list}>
          {recalls.map((recall) => (
            <Recall key={recall.id} recall={recall} />
          ))}
        </ul>
      )}
      <Start kinds={kinds} />
    </Card>
  );
}

function Recall({ recall }: { recall: RecallView }) {
  const { t } = useWords();
  const dates = useDates(useMe().settings.zone);
  const { api, resources } = useServer();
  const toasts = useToasts();
  const self = useRef<HTMLLIElement>(null);
  const [busy, setBusy] = useState(false);
  const name = useId();
  const what = nameOf(t, recall);

  async function cancel() {
    setBusy(true);
    const heading = self.current?.closest('section')?.querySelector('h2');
    const answer = await api.call<RecallView>(
      'POST',
      `${deliveryPath}/recall/${encodeURIComponent(recall.id)}/cancel`,
    );
    setBusy(false);
    toasts.say(answer.ok ? t('recall.cancelled') : troubleText(t, answer.trouble));
    if (!answer.ok) return;
    heading?.focus();
    resources
      .lay<DeliveryView>(deliveryPath, (view) => view)
      .commit((view) => ({ ...view, recalls: view.recalls.filter(({ id }) => id !== recall.id) }));
  }

  return (
    <li ref={self} className={styles.recall}>
      <div className={styles.words}>
        <p id={name} className={font.item}>
          {what}
        </p>
        <p className={cx(font.small, font.quiet)}>
          {t(`recall.${recall.state}`, { at: dates.minute(recall.since) })}
        </p>
        {recall.state === 'running' && <progress className={styles.bar} aria-labelledby={name} />}
        <p className={font.body}>
          {t('recall.progress', {
            people: recall.people,
            items: recall.items,
            cards: recall.cards,
          })}
        </p>
        {recall.failed > 0 && (
          <p className={font.body}>{t('recall.failed', { count: recall.failed })}</p>
        )}
      </div>
      <Button
        aria-label={t('recall.cancelOne', { what })}
        disabledFocusable={busy}
        onClick={() => void cancel()}
      >
        {t('cancel')}
      </Button>
    </li>
  );
}

const nameOf = (
  t: ReturnType<typeof useWords>['t'],
  { kind, item }: { readonly kind?: string | undefined; readonly item?: string | undefined },
): string =>
  kind === undefined ? t('recall.ofItem', { item: item ?? '' }) : t('recall.ofKind', { kind });

/** One item by its id; no kind is called so. */
const byId = '';

/** Chosen first, then asked once more: it reaches everybody at once. */
function Start({ kinds }: { kinds: readonly string[] }) {
  const { t } = useWords();
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

  if (asked !== null) {
    return (
      <div className={layout.stack}>
        <Notice tone="ask">
          {'kind' in asked
            ? t('recall.sureKind', { kind: asked.kind })
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
            <option key={one} value={one}>
              {t('recall.ofKind', { kind: one })}
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
