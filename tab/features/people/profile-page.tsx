import layout from '../../ui/layout.module.css';
import { Page } from '../../ui/page';
import { useWords } from '../../words';
import { SkillList } from '../skills/skill-list';
import { Helping } from './helping';
import { useMe } from './me';

export function ProfilePage() {
  const { t } = useWords();
  const me = useMe();
  return (
    <Page
      picture={me.shares.length + me.wishes.length === 0 ? null : 'empty-skills'}
      title={t('nav.profile')}
      lead={t('profile.lead')}
    >
      <div className={layout.columns}>
        <SkillList list="share" />
        <SkillList list="wish" />
      </div>
      <Helping />
    </Page>
  );
}
