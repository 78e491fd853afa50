import { useTranslation } from 'react-i18next';
import { ErrorNote } from '../components/ErrorNote.tsx';
import { QueryView } from '../components/QueryView.tsx';
import { SectionHead } from '../settings/SectionHead.tsx';
import { SavedNote } from '../settings/SavedNote.tsx';
import { LockPanel } from './LockPanel.tsx';
import { PushPanel } from './PushPanel.tsx';
import { QuietHoursPanel } from './QuietHoursPanel.tsx';
import { SoundPanel } from './SoundPanel.tsx';
import { useChangeSettings } from './use-change-settings.ts';
import { useNotificationSettings } from './use-settings.ts';
import { WhichPanel } from './WhichPanel.tsx';

/** What one person wants to be told, where, and when not; and when their screen locks. */
export function NotificationsPage() {
  const { t } = useTranslation('notifications');
  const settings = useNotificationSettings();
  const { change, error, isSaved } = useChangeSettings();
  return (
    <>
      <SectionHead
        title={t('title')}
        lead={t('lead')}
        action={<SavedNote isShown={isSaved && !error} />}
      />
      {error ? <ErrorNote error={error} /> : null}
      <QueryView query={settings}>
        {(chosen) => (
          <>
            <WhichPanel settings={chosen} change={change} />
            <SoundPanel settings={chosen} change={change} />
            <PushPanel />
            <QuietHoursPanel settings={chosen} change={change} />
            <LockPanel settings={chosen} change={change} />
          </>
        )}
      </QueryView>
    </>
  );
}
