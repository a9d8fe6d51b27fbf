import { Button } from '@fluentui/react-components';
import { ArrowDownload20Regular, ShieldCheckmark20Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { ExportView, KeptView } from '#bot/features/privacy/wire';
import type { Trouble } from '../../api';
import { Bubble } from '../../ui/bubble';
import { Card } from '../../ui/card';
import { cx } from '../../ui/cx';
import font from '../../ui/font.module.css';
import layout from '../../ui/layout.module.css';
import { SaveState, useSaving } from '../../ui/save-state';
import { SkeletonLines } from '../../ui/skeleton';
import { TroubleNotice } from '../../ui/trouble';
import { WhoSees } from '../../ui/who-sees';
import { useResource, useServer } from '../../use-resource';
import { useWords } from '../../words';
import { download } from './download';
import { Erase } from './erase';
import styles from './privacy.module.css';

/** What is kept, where and who sees it; mine to take along or to erase. */
export function Privacy() {
  const { t } = useWords();
  const { api } = useServer();
  const kept = useResource<KeptView>('/api/me/data');
  const [saving, track] = useSaving();
  const [trouble, setTrouble] = useState<Trouble | null>(null);

  async function take() {
    setTrouble(null);
    const answer = await track(api.call<ExportView>('GET', '/api/me/export'));
    if (answer.ok) download(answer.value, t('privacy.file'));
    else setTrouble(answer.trouble);
  }

  return (
    <Card
      title={t('privacy.title')}
      mark={
        <Bubble>
          <ShieldCheckmark20Regular />
        </Bubble>
      }
      lead={t('privacy.lead')}
    >
      {kept.data === undefined && kept.trouble === undefined && <SkeletonLines lines={5} />}
      {kept.trouble !== undefined && <TroubleNotice trouble={kept.trouble} retry={kept.again} />}
      {kept.data !== undefined && (
        <ul className={styles.kept} aria-label={t('privacy.kept')}>
          {kept.data.kept.map(({ what, where, who }, index, all) => (
            <li key={what} className={styles.line}>
              <div>
                <p className={font.item}>{what}</p>
                {/* Said once: nearly all of it is in one place. */}
                {where !== all[index - 1]?.where && (
                  <p className={cx(font.small, font.quiet)}>{where}</p>
                )}
              </div>
              <WhoSees who="said">{who}</WhoSees>
            </li>
          ))}
        </ul>
      )}
      {kept.data !== undefined && <p className={font.body}>{kept.data.leaving}</p>}
      <div className={layout.row}>
        <Button icon={<ArrowDownload20Regular />} onClick={() => void take()}>
          {t('privacy.export')}
        </Button>
        <SaveState state={saving} />
      </div>
      {trouble !== null && <TroubleNotice trouble={trouble} retry={() => void take()} />}
      <Erase />
    </Card>
  );
}
