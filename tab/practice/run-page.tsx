import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import type { Press, StandView } from '#bot/practice/wire';
import { mePath } from '../features/people/me';
import { useRouter } from '../teams/router';
import { Card } from '../ui/card';
import { cx } from '../ui/cx';
import font from '../ui/font.module.css';
import layout from '../ui/layout.module.css';
import { Page } from '../ui/page';
import { SaveState } from '../ui/save-state';
import { SkeletonPage } from '../ui/skeleton';
import { useToasts } from '../ui/toasts';
import { TroubleNotice, troubleText } from '../ui/trouble';
import { useResource, useServer } from '../use-resource';
import { useWords } from '../words';
import { PracticeForm } from './practice-form';
import styles from './run-page.module.css';

/** Where a run is read and pressed: `item` is its scope and its id. */
export const pathOf = (item: string): string => {
  const at = item.lastIndexOf('~');
  return `/api/together/${encodeURIComponent(item.slice(0, at))}/${item.slice(at + 1)}`;
};

/** How a run stands for me, what was opened, and what I can do. */
export function RunPage({ item }: { item: string }) {
  const { t } = useWords();
  const { link } = useRouter();
  const { api, resources } = useServer();
  const toasts = useToasts();
  const path = pathOf(item);
  const { data, trouble, again } = useResource<StandView>(path);
  // The form that I opened; '' none, though one is open by itself.
  const [chosen, setChosen] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  // For a room that reads along: what was opened, without what is mine.
  const [screen, setScreen] = useState(false);

  async function send(form: string, fields: Readonly<Record<string, unknown>>) {
    const answer = await resources.change<StandView, StandView>(
      path,
      (known) => known,
      () => api.call('POST', `${path}/${form}`, { fields }),
      (_, after) => after,
    );
    if (answer.ok) {
      setChosen(null);
      void resources.load(mePath);
    }
    return answer;
  }

  async function press({ form, data: fields }: Pick<Press, 'form' | 'data'>) {
    setBusy(true);
    const answer = await send(form, fields);
    setBusy(false);
    if (!answer.ok) toasts.say(troubleText(t, answer.trouble));
  }

  if (data === undefined && trouble === undefined) return <SkeletonPage />;
  const back = (
    <Button as="a" {...link({ page: 'team', item: null })}>
      {t('nav.team')}
    </Button>
  );
  if (data === undefined) {
    return (
      <Page picture="page-team" title={t('nav.team')} action={back}>
        {trouble !== undefined && <TroubleNotice trouble={trouble} retry={again} />}
      </Page>
    );
  }
  const open = data.forms.find(({ form }) => form === (chosen ?? data.form));
  const readable = data.sections.some(({ entries }) => entries.length > 0);
  return (
    <Page picture={null} title={data.title} lead={data.lines.join(' ')} action={back}>
      {trouble !== undefined && <TroubleNotice trouble={trouble} retry={again} />}
      {!screen && (
        <div className={layout.row}>
          {open === undefined &&
            data.forms.map(({ form, label, fields }, index) => (
              <Button
                key={form}
                appearance={index === 0 ? 'primary' : 'secondary'}
                disabledFocusable={busy}
                onClick={() =>
                  fields.length === 0 ? void press({ form, data: {} }) : setChosen(form)
                }
              >
                {label}
              </Button>
            ))}
          {(data.links ?? []).map(({ label, url }) => (
            <Button key={label} as="a" href={url} target="_blank" rel="noreferrer">
              {label}
            </Button>
          ))}
          <SaveState state={busy ? 'saving' : 'idle'} />
        </div>
      )}
      {!screen && open !== undefined && (
        <Card title={open.label}>
          <PracticeForm
            key={open.form}
            form={open}
            name={`${item}~${open.form}`}
            onSend={(fields) => send(open.form, fields)}
            onCancel={() => setChosen('')}
          />
        </Card>
      )}
      <div className={cx(layout.columns, screen && styles.screen)}>
        {data.sections.map(
          ({ title, entries }) =>
            entries.length > 0 && (
              <Card key={title} title={title}>
                <ul className={styles.entries}>
                  {entries.map(({ text, note, presses = [] }) => (
                    <li key={`${text}${note ?? ''}`} className={styles.entry}>
                      <p className={cx(font.body, styles.text)} dir="auto">
                        {text}
                      </p>
                      {note !== undefined && <p className={cx(font.small, font.quiet)}>{note}</p>}
                      {!screen && presses.length > 0 && (
                        <div className={layout.row}>
                          {presses.map((one) => (
                            <Button
                              key={`${one.form}${one.label}`}
                              size="small"
                              disabledFocusable={busy}
                              onClick={() => void press(one)}
                            >
                              {one.label}
                            </Button>
                          ))}
                        </div>
                      )}
                    </li>
                  ))}
                </ul>
              </Card>
            ),
        )}
      </div>
      {data.footer !== undefined && !screen && (
        <p className={cx(font.small, font.quiet)}>{data.footer}</p>
      )}
      {readable && (
        <div className={layout.row}>
          <Button appearance="subtle" aria-pressed={screen} onClick={() => setScreen(!screen)}>
            {data.screen}
          </Button>
        </div>
      )}
    </Page>
  );
}
