import { useLayout } from '../../ui/styles';
import { Page } from '../../ui/page';
import { useWords } from '../../words';
import { SkillList } from '../skills/skill-list';
import { Helping } from './helping';

export function ProfilePage() {
  const layout = useLayout();
  const { t } = useWords();
  return (
    <Page title={t('nav.profile')} lead={t('profile.lead')}>
      <div className={layout.columns}>
        <SkillList list="share" />
        <SkillList list="wish" />
      </div>
      <Helping />
    </Page>
  );
}
