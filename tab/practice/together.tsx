import { Button, Switch } from '@fluentui/react-components';
import { useState } from 'react';
import type { FormView, StandView, TogetherView } from '#bot/practice/wire';
import { useRouter } from '../teams/router';
import { Card } from '../ui/card';
import { cx } from '../ui/cx';
import font from '../ui/font.module.css';
import layout from '../ui/layout.module.css';
import { useToasts } from '../ui/toasts';
import { TroubleNotice, troubleText } from '../ui/trouble';
import { WhoSees } from '../ui/who-sees';
import { useResource, useServer } from '../use-resource';
import { useWords } from '../words';
import { PracticeForm } from './practice-form';
import styles from './together.module.css';

type Start = TogetherView['starts'][number];

/** What a team does together: what is open, what was kept, what can be started. */
export function Together({ team }: { team: { readonly id: string } }) {
  const { link } = useRouter();
  const [starting, setStarting] = useState<Start | null>(null);
  const path = `/api/together?${new URLSearchParams({ team: team.id })}`;
  const { data, trouble, again } = useResource<TogetherView>(path);
  if (data === undefined) {
    return trouble === undefined ? null : <TroubleNotice trouble={trouble} retry={again} />;
  }
  const list = (runs: TogetherView['runs']) => (
    <ul className={styles.runs}>
      {runs.map(({ scope, run, title, line }) => (
        <li key={run} className={layout.close}>
          <a
            className={cx(font.item, styles.run)}
            {...link({ page: 'team', item: `${scope}~${run}` })}
          >
            {title}
          </a>
          {line !== '' && <p className={cx(font.small, font.quiet)}>{line}</p>}
        </li>
      ))}
    </ul>
  );
  // Little by little: one way to start each form, the rest under More.
  const others = data.starts.filter(({ more }) => more);
  const buttons = (starts: readonly Start[]) => (
    <div className={layout.row}>
      {starts.map((one) => (
        <Button key={`${one.practice}${one.variant}`} onClick={() => setStarting(one)}>
          {one.label}
        </Button>
      ))}
    </div>
  );
  const open = data.runs.filter((one) => one.open);
  const past = data.runs.filter((one) => !one.open);
  return (
    <Card title={data.words.title} lead={<WhoSees who="others">{data.words.sees}</WhoSees>}>
      {open.length === 0 && starting === null && <p className={font.body}>{data.words.none}</p>}
      {open.length > 0 && list(open)}
      {starting === null ? (
        <>
          {buttons(data.starts.filter(({ more }) => !more))}
          {others.length > 0 && (
            <details>
              <summary className={cx(font.body, styles.past)}>{data.words.more}</summary>
              {buttons(others)}
            </details>
          )}
        </>
      ) : (
        <StartForm
          key={`${starting.practice}${starting.variant}`}
          start={starting}
          team={team.id}
          path={path}
          onDone={() => setStarting(null)}
        />
      )}
      {data.forms.all.length > 0 && <Forms team={team.id} path={path} forms={data.forms} />}
      {past.length > 0 && (
        <details>
          <summary className={cx(font.body, styles.past)}>{data.words.past}</summary>
          {list(past)}
        </details>
      )}
    </Card>
  );
}

/** A team's switch for each form. */
function Forms({
  team,
  path,
  forms: { lead, all },
}: {
  team: string;
  path: string;
  forms: TogetherView['forms'];
}) {
  const { t } = useWords();
  const { api, resources } = useServer();
  const toasts = useToasts();
  async function change(practice: string, on: boolean) {
    const answer = await resources.change<TogetherView, unknown>(
      path,
      (known) => ({
        ...known,
        forms: {
          ...known.forms,
          all: known.forms.all.map((one) => (one.practice === practice ? { ...one, on } : one)),
        },
      }),
      () => api.call('PUT', '/api/together', { team, practice, on }),
    );
    if (!answer.ok) toasts.say(troubleText(t, answer.trouble));
    void resources.load(path);
  }
  return (
    <div className={layout.close}>
      {all.map(({ practice, label, on }) => (
        <Switch
          key={practice}
          label={label}
          checked={on}
          onChange={(_, { checked }) => void change(practice, checked)}
        />
      ))}
      <p className={cx(font.small, font.quiet)}>{lead}</p>
    </div>
  );
}

interface StartFormProps {
  readonly start: Start;
  readonly team: string;
  readonly path: string;
  readonly onDone: () => void;
}

function StartForm({ start: { practice, variant, label }, team, path, onDone }: StartFormProps) {
  const { api, resources } = useServer();
  const { go } = useRouter();
  const asked = { practice, variant, team };
  const { data, trouble, again } = useResource<FormView>(
    `/api/together/start?${new URLSearchParams(asked)}`,
  );
  const [op] = useState(() => crypto.randomUUID());

  async function send(fields: Readonly<Record<string, unknown>>) {
    const answer = await api.call<StandView>('POST', '/api/together', { ...asked, op, fields });
    if (answer.ok) {
      void resources.load(path);
      go({ page: 'team', item: `${answer.value.scope}~${answer.value.run}` });
    }
    return answer;
  }

  if (trouble !== undefined) return <TroubleNotice trouble={trouble} retry={again} />;
  if (data === undefined) return null;
  return (
    <section aria-label={label} className={layout.stack}>
      <h3 className={font.item}>{label}</h3>
      <PracticeForm
        form={data}
        name={`start~${practice}~${variant}`}
        onSend={send}
        onCancel={onDone}
      />
    </section>
  );
}
