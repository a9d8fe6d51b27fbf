import type { ComponentType } from 'react';
import { useRouter } from '../../teams/router';
import { cx } from '../../ui/cx';
import font from '../../ui/font.module.css';
import { Page } from '../../ui/page';
import { WhoSees } from '../../ui/who-sees';
import { Backstage, useBackstage } from '../../words';
import { AdminLeavers } from '../leavers/admin-leavers';
import { AdminOrganisation } from '../organisation/admin-organisation';
import { AdminRounds } from '../rounds/admin-rounds';
import { AdminSkills } from '../skills/admin-skills';
import styles from './admin-page.module.css';
import { Delivery } from './delivery';

/** What the product's operators look after; a link to `admin/<name>` opens that section. */
const sections = [
  { name: 'delivery', Section: Delivery },
  { name: 'rounds', Section: AdminRounds },
  { name: 'skills', Section: AdminSkills },
  { name: 'leavers', Section: AdminLeavers },
  { name: 'organisation', Section: AdminOrganisation },
] as const satisfies readonly {
  readonly name: string;
  readonly Section: ComponentType;
}[];

export const AdminPage = () => (
  <Backstage>
    <Sections />
  </Backstage>
);

/** For who runs the product: one section at a time, each with figures and never a person. */
function Sections() {
  const { t } = useBackstage();
  const { place, link } = useRouter();
  const { name, Section } = sections.find((section) => section.name === place.item) ?? sections[0];
  return (
    <Page
      picture="page-admin"
      title={t('nav.admin')}
      lead={t(`admin.lead.${name}`)}
      sees={<WhoSees who="others">{t('admin.sees')}</WhoSees>}
    >
      {sections.length > 1 && (
        <nav aria-label={t('admin.sections')}>
          <ul className={styles.sections}>
            {sections.map((section) => (
              <li key={section.name}>
                <a
                  {...link({ page: 'admin', item: section.name })}
                  {...(section.name === name ? { 'aria-current': 'true' } : {})}
                  className={cx(font.body, styles.section, section.name === name && styles.here)}
                >
                  {t(`admin.section.${section.name}`)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
      <Section />
    </Page>
  );
}
