import { NativeSelect, type NativeSelectProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { assignableRoles, type AssignableRole } from '../../gateway/contract/account.ts';
import type { Role } from '../../gateway/contract/permissions.ts';
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
          { value: 'office_lead', label: t('counselor.roleLead') },
          { value: 'faq_editor', label: t('counselor.roleEditor') },
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
export function rolesOf(role: string): AssignableRole[] {
  if (role === 'organization_admin') return ['counselor', 'organization_admin'];
  return [assignableRoles.find((one) => one === role) ?? 'counselor'];
}

/** The one that says most of what somebody may do. */
export function roleOf(roles: readonly Role[]): AssignableRole {
  return assignableRoles.findLast((role) => roles.includes(role)) ?? 'counselor';
}
