import { Button } from '@fluentui/react-components';
import type { LeaversView } from '#bot/features/leavers/wire';
import { Card } from '../../ui/card';
import layout from '../../ui/layout.module.css';
import { Notice } from '../../ui/notice';
import { SkeletonLines } from '../../ui/skeleton';
import { useToasts } from '../../ui/toasts';
import { TroubleNotice, troubleText } from '../../ui/trouble';
import { useResource, useServer } from '../../use-resource';
import { useBackstage } from '../../words';
import { Figure, Figures } from '../admin/figures';
import { ForgetSomebody } from './forget-somebody';

const path = '/api/admin/leavers';

/** People who left: how many were told that their data goes, and whether an operator has to look. */
export function AdminLeavers() {
  const { data, trouble, again } = useResource<LeaversView>(path);
  return (
    <>
      {trouble !== undefined && <TroubleNotice trouble={trouble} retry={again} />}
      {data === undefined && trouble === undefined && <SkeletonLines lines={6} />}
      {data !== undefined && (
        <>
          {data.waiting > 0 && <TooMany waiting={data.waiting} />}
          <div className={layout.columns}>
            <Leavers view={data} />
            <ForgetSomebody />
          </div>
        </>
      )}
    </>
  );
}

function TooMany({ waiting }: { waiting: number }) {
  const { t } = useBackstage();
  const { api, resources } = useServer();
  const toasts = useToasts();

  async function goOn() {
    const answer = await resources.change<LeaversView, LeaversView>(
      path,
      (known) => known,
      () => api.call('POST', `${path}/go-on`, { waiting }),
      (_, now) => now,
    );
    toasts.say(answer.ok ? t('leavers.goesOn') : troubleText(t, answer.trouble));
  }

  return (
    <div role="alert">
      <Notice
        tone="wrong"
        action={
          <Button onClick={() => void goOn()}>{t('leavers.goOn', { count: waiting })}</Button>
        }
      >
        {t('leavers.tooMany', { count: waiting })}
      </Notice>
    </div>
  );
}

function Leavers({ view }: { view: LeaversView }) {
  const { t } = useBackstage();
  return (
    <Card
      title={t('leavers.title')}
      lead={t('leavers.lead', { days: view.days, notice: view.noticeDays })}
    >
      <Figures>
        <Figure name={t('leavers.announced')}>
          {t('leavers.count', { count: view.announced })}
        </Figure>
        <Figure name={t('leavers.waiting')}>{t('leavers.count', { count: view.waiting })}</Figure>
      </Figures>
    </Card>
  );
}
