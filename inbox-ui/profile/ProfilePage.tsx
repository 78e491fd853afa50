import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { QueryView } from '../components/QueryView.tsx';
import { useCounselors } from '../conversation/use-counselors.ts';
import { useSession } from '../session.tsx';
import { Panel } from '../settings/Panel.tsx';
import { SectionHead } from '../settings/SectionHead.tsx';
import { Absences } from './Absences.tsx';
import { ProfileForm } from './ProfileForm.tsx';
import { useProfile } from './use-profile.ts';

/** Whom somebody can help, when, and under which name: one's own, or a colleague's for who manages the team. */
export function ProfilePage() {
  const { t } = useTranslation(['profile', 'settings']);
  const { counselor: me, can } = useSession();
  const { counselorId = me.id } = useParams();
  const profile = useProfile(counselorId);
  const name = useCounselors().find(({ id }) => id === counselorId)?.displayName;
  const isMine = counselorId === me.id;
  return (
    <>
      <SectionHead
        title={isMine ? t('mine') : (name ?? t('title'))}
        lead={t('lead')}
        {...(!isMine &&
          can('counselor.manage') && {
            back: { to: '/settings/counselors', label: t('settings:section.counselors') },
          })}
      />
      <QueryView query={profile}>
        {(found) => (
          <>
            <ProfileForm key={counselorId} profile={found} />
            <Panel title={t('absence.title')} lead={t('absence.lead')}>
              <Absences profile={found} />
            </Panel>
          </>
        )}
      </QueryView>
    </>
  );
}
