import { Button } from '@mantine/core';
import { IconPencil, IconPlus, IconUser } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Counselor } from '../../gateway/contract/account.ts';
import { QueryView } from '../components/QueryView.tsx';
import { useSession } from '../session.tsx';
import { EditCounselor } from './EditCounselor.tsx';
import { FormDialog } from './FormDialog.tsx';
import classes from './List.module.css';
import { NewCounselor } from './NewCounselor.tsx';
import { SectionHead } from './SectionHead.tsx';
import { useCounselors, useOffices } from './use-settings.ts';

export function CounselorsPage() {
  const { t } = useTranslation('settings');
  const counselors = useCounselors();
  const [edited, setEdited] = useState<Counselor | 'new' | null>(null);
  const close = () => setEdited(null);
  return (
    <>
      <SectionHead
        title={t('section.counselors')}
        lead={t('counselor.lead')}
        action={
          <Button
            leftSection={<IconPlus size={18} stroke={1.75} aria-hidden />}
            onClick={() => setEdited('new')}
          >
            {t('counselor.add')}
          </Button>
        }
      />
      <QueryView query={counselors}>
        {({ items }) => (
          <ul className={classes.list}>
            {items.map((counselor) => (
              <li key={counselor.id}>
                <CounselorRow counselor={counselor} onEdit={() => setEdited(counselor)} />
              </li>
            ))}
          </ul>
        )}
      </QueryView>
      <FormDialog title={t('counselor.add')} isOpen={edited === 'new'} onClose={close}>
        <NewCounselor onDone={close} />
      </FormDialog>
      <FormDialog
        title={t('counselor.edit')}
        isOpen={edited !== null && edited !== 'new'}
        onClose={close}
      >
        {edited && edited !== 'new' ? <EditCounselor counselor={edited} onDone={close} /> : null}
      </FormDialog>
    </>
  );
}

function CounselorRow({ counselor, onEdit }: { counselor: Counselor; onEdit: () => void }) {
  const { t } = useTranslation('settings');
  const { counselor: me } = useSession();
  const office = useOffices().data?.items.find(({ id }) => id === counselor.officeId);
  const isAdmin = counselor.roles.includes('organization_admin');
  const facts = [
    counselor.isActive ? null : t('counselor.inactive'),
    isAdmin ? t('counselor.admin') : null,
    office?.name,
    counselor.email,
  ].filter(Boolean);
  return (
    <button
      type="button"
      className={counselor.isActive ? classes.item : `${classes.item} ${classes.isInactive}`}
      onClick={onEdit}
      aria-haspopup="dialog"
    >
      <IconUser className={classes.icon} size={24} stroke={1.5} aria-hidden />
      <span className={classes.main}>
        <span className={classes.name}>
          <bdi>{counselor.displayName}</bdi>
          {counselor.id === me.id ? ` (${t('counselor.you')})` : null}
        </span>
        <span className={classes.sub}>{facts.join(' · ')}</span>
      </span>
      <span className={classes.end}>
        <IconPencil size={18} stroke={1.75} aria-hidden />
      </span>
    </button>
  );
}
