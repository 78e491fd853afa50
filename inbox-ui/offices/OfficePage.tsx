import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { ApiProblem } from '../api.ts';
import { NotFound } from '../components/NotFound.tsx';
import { QueryView } from '../components/QueryView.tsx';
import { useSession } from '../session.tsx';
import { SectionHead } from '../settings/SectionHead.tsx';
import { OfficeForm } from './OfficeForm.tsx';
import { useOffice } from './use-office.ts';

/** Adds an office or changes one. */
export function OfficePage() {
  const { officeId = 'new' } = useParams();
  const { can, counselor: me } = useSession();
  const isMine = can('office.manage_own') && officeId === me.officeId;
  const office = useOffice(officeId);
  const { t } = useTranslation(['offices', 'settings']);
  const head = (title: string) => (
    <SectionHead
      title={title}
      back={{ to: '/settings/offices', label: t('settings:section.offices') }}
    />
  );
  if (!isMine && !can('office.manage')) return <NotFound />;
  if (officeId === 'new') {
    return (
      <>
        {head(t('add'))}
        <OfficeForm office={null} />
      </>
    );
  }
  if (office.error instanceof ApiProblem && office.error.code === 'not_found') return <NotFound />;
  return (
    <QueryView query={office}>
      {(found) => (
        <>
          {head(found.name)}
          <OfficeForm key={found.id} office={found} />
        </>
      )}
    </QueryView>
  );
}
