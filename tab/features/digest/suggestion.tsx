import { Button } from '@fluentui/react-components';
import { Heart20Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { TeamView } from '#bot/features/digest/wire';
import type { Trouble } from '../../api';
import { Bubble } from '../../ui/bubble';
import { Card } from '../../ui/card';
import font from '../../ui/font.module.css';
import layout from '../../ui/layout.module.css';
import { Live } from '../../ui/live';
import { Notice } from '../../ui/notice';
import { PostPreview } from '../../ui/post-preview';
import { SaveState } from '../../ui/save-state';
import { TroubleNotice } from '../../ui/trouble';
import { WhoSees } from '../../ui/who-sees';
import { useServer } from '../../use-resource';
import { useWords } from '../../words';

interface SuggestionProps {
  readonly team: { readonly id: string; readonly name: string };
  readonly suggestion: NonNullable<TeamView['digest']>['suggestion'];
  /** The week of the digest that it belongs to. */
  readonly week: string;
  readonly path: string;
  /** Only who receives the digest acts on it. */
  readonly mayAct: boolean;
}

/** One supportive thing to do, which really runs: a single post in the channel, shown first. */
export function Suggestion({ team, suggestion, week, path, mayAct }: SuggestionProps) {
  const { t } = useWords();
  const { api, resources } = useServer();
  const [shown, setShown] = useState(false);
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);

  async function run() {
    setBusy(true);
    setTrouble(null);
    const answer = await resources.change<TeamView, { said: string }>(
      path,
      (known) => known,
      () =>
        api.call('POST', `/api/team/${encodeURIComponent(team.id)}/acts/${suggestion.act}`, {
          week,
        }),
      done,
    );
    setBusy(false);
    setShown(false);
    if (answer.ok) setSaid(answer.value.said);
    else setTrouble(answer.trouble);
  }

  return (
    <Card
      title={t('team.suggestion')}
      mark={
        <Bubble tone="warm">
          <Heart20Regular />
        </Bubble>
      }
      lead={<WhoSees who="others">{t('team.actSees', { team: team.name })}</WhoSees>}
    >
      <p className={font.body}>{suggestion.text}</p>
      <Live>{said !== null && <Notice tone="done">{said}</Notice>}</Live>
      {trouble !== null && <TroubleNotice trouble={trouble} retry={() => void run()} />}
      {!mayAct ? (
        <p className={`${font.small} ${font.quiet}`}>{t('team.actSubscribed')}</p>
      ) : suggestion.available ? (
        <>
          {shown ? (
            <PostPreview
              team={team.name}
              title={suggestion.post.title}
              lines={suggestion.post.lines}
              busy={busy}
              send={() => void run()}
              back={() => setShown(false)}
            />
          ) : (
            <div className={layout.row}>
              <Button appearance="primary" onClick={() => setShown(true)}>
                {suggestion.label}
              </Button>
            </div>
          )}
          <SaveState state={busy ? 'saving' : 'idle'} />
        </>
      ) : (
        said === null && <p className={`${font.small} ${font.quiet}`}>{t('team.acted')}</p>
      )}
    </Card>
  );
}

const done = (known: TeamView): TeamView =>
  known.digest === null
    ? known
    : {
        ...known,
        digest: {
          ...known.digest,
          suggestion: { ...known.digest.suggestion, available: false },
        },
      };
