import { NativeSelect, type NativeSelectProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useOffices } from './use-settings.ts';

/** Role and office; the same for a new and for an old colleague. */
export function CounselorFields({ role, office }: Record<'role' | 'office', NativeSelectProps>) {
  const { t } = useTranslation('settings');
  const offices = useOffices().data?.items ?? [];
  return (
    <>
      <NativeSelect
        {...role}
        label={t('counselor.role')}
        description={t('counselor.roleHint')}
        data={[
          { value: 'counselor', label: t('counselor.roleCounselor') },
          { value: 'organization_admin', label: t('counselor.roleAdmin') },
        ]}
      />
      {offices.length > 0 ? (
        <NativeSelect
          key={offices.length}
          {...office}
          label={t('counselor.office')}
          data={[
            { value: '', label: t('counselor.noOffice') },
            ...offices.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      ) : null}
    </>
  );
}

/** An administrator counsels, too. */
export function rolesOf(role: string): ('counselor' | 'organization_admin')[] {
  return role === 'organization_admin' ? ['counselor', 'organization_admin'] : ['counselor'];
}
