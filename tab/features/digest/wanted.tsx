import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import type { TeamView, WantedView } from '#bot/features/digest/wire';
import type { ShareView } from '#bot/features/people/wire';
import { Card } from '../../ui/card';
import { cx } from '../../ui/cx';
import font from '../../ui/font.module.css';
import layout from '../../ui/layout.module.css';
import { useToasts } from '../../ui/toasts';
import { troubleText } from '../../ui/trouble';
import { WhoSees } from '../../ui/who-sees';
import { useServer } from '../../use-resource';
import { useWords } from '../../words';
import { useSkillChanges } from '../skills/changes';
import { Band } from './band';
import styles from './wanted.module.css';

interface WantedProps {
  readonly view: TeamView & { readonly team: { readonly name: string } };
  readonly path: string;
}

/** Supply against demand: what five or more people wish for, and how many can explain it. */
export function Wanted({ view, path }: WantedProps) {
  const { t } = useWords();
  const { wanted, organisation, team } = view;
  const groups = [
    ...(wanted === null ? [] : [{ name: team.name, of: wanted }]),
    ...(organisation === null
      ? []
      : [{ name: t('team.organisation'), of: without(organisation, wanted) }]),
  ].filter(({ of }) => of.topics.length + of.kinds.length > 0);
  return (
    <Card
      title={t('team.wanted')}
      lead={<WhoSees who="others">{t('team.wantedSees', { team: team.name })}</WhoSees>}
    >
      {groups.length === 0 && <p className={cx(font.body, font.quiet)}>{t('team.noWanted')}</p>}
      {groups.map(({ name, of }) => (
        <section key={name} className={layout.close} aria-label={name}>
          <h3 className={cx(font.small, font.quiet)}>{name}</h3>
          <ul className={styles.list}>
            {of.topics.map((one) => (
              <Topic key={one.topic} one={one} path={path} />
            ))}
          </ul>
          {of.kinds.length > 0 && <Kinds kinds={of.kinds} first={of.topics.length === 0} />}
        </section>
      ))}
      {groups.length > 0 && <p className={cx(font.small, font.quiet)}>{t('team.explainSees')}</p>}
    </Card>
  );
}

/** What the organisation wishes for beside what the team does. */
const without = (all: WantedView, known: WantedView | null): WantedView => ({
  topics: all.topics.filter(({ topic }) => !known?.topics.some((one) => one.topic === topic)),
  kinds: all.kinds.filter((kind) => !known?.kinds.includes(kind)),
});

function Kinds({ kinds, first }: { kinds: readonly string[]; first: boolean }) {
  const { t, language } = useWords();
  const list = new Intl.ListFormat(language).format(kinds);
  return (
    <p className={font.body}>
      {t(first ? 'team.wantedKinds' : 'team.wantedKindsToo', { kinds: list })}
    </p>
  );
}

function Topic({ one, path }: { one: WantedView['topics'][number]; path: string }) {
  const { t } = useWords();
  const { topic, supply, mine } = one;
  return (
    <li className={styles.topic}>
      <span className={font.item} dir="auto">
        {topic}
      </span>
      <dl className={cx(font.body, styles.bars)}>
        <div className={styles.bar}>
          <dt>{t('team.want')}</dt>
          <dd className={styles.amount}>
            <Band amount="many" tone="want" />
            {t('supply.many')}
          </dd>
        </div>
        <div className={styles.bar}>
          <dt>{t('team.can')}</dt>
          <dd className={styles.amount}>
            {supply !== 'named' && <Band amount={supply} tone="can" />}
            {t(supply === 'named' ? 'team.byName' : `supply.${supply}`)}
          </dd>
        </div>
      </dl>
      <Explain topic={topic} mine={mine} path={path} />
    </li>
  );
}

/** *I can explain this*: joins my skills to share, with an undo; nobody learns who wishes for it. */
function Explain({ topic, mine, path }: { topic: string; mine: boolean; path: string }) {
  const { t } = useWords();
  const { resources } = useServer();
  const toasts = useToasts();
  const { add, remove } = useSkillChanges('share');
  const [busy, setBusy] = useState(false);
  if (mine) return <p className={cx(font.body, font.quiet)}>{t('team.explained')}</p>;

  async function explain() {
    setBusy(true);
    const answer = await add({ name: topic, kind: 'skill', level: 'explain' });
    setBusy(false);
    if (!answer.ok) return toasts.say(troubleText(t, answer.trouble));
    const shared = answer.value as ShareView;
    const layer = resources.lay<TeamView>(path, shares(topic, true));
    toasts.offerUndo({
      text: t('team.nowShared', { name: topic }),
      undo: () => {
        layer.drop();
        void remove(shared.id);
      },
      gone: () => layer.commit(shares(topic, true)),
    });
  }

  return (
    <div>
      <Button
        size="small"
        aria-label={t('team.explainOne', { name: topic })}
        disabledFocusable={busy}
        onClick={() => void explain()}
      >
        {t('team.explain')}
      </Button>
    </div>
  );
}

const shares =
  (topic: string, mine: boolean) =>
  (known: TeamView): TeamView => {
    const within = (view: WantedView | null): WantedView | null =>
      view && {
        ...view,
        topics: view.topics.map((one) => (one.topic === topic ? { ...one, mine } : one)),
      };
    return { ...known, wanted: within(known.wanted), organisation: within(known.organisation) };
  };
