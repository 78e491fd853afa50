import { IconBuilding } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { createOffice } from '../../gateway/contract/office.ts';
import { call } from '../api.ts';
import { EmptyState } from '../components/EmptyState.tsx';
import { QueryView } from '../components/QueryView.tsx';
import { keys } from '../query-client.ts';
import classes from './List.module.css';
import { NameForm } from './NameForm.tsx';
import { SectionHead } from './SectionHead.tsx';
import { useCounselors, useOffices } from './use-settings.ts';

export function OfficesPage() {
  const { t } = useTranslation('settings');
  const client = useQueryClient();
  const offices = useOffices();
  const counselors = useCounselors().data?.items ?? [];
  const countOf = (officeId: string) =>
    counselors.filter((one) => one.officeId === officeId).length;
  return (
    <>
      <SectionHead title={t('section.offices')} lead={t('office.lead')} />
      <NameForm
        label={t('office.name')}
        placeholder={t('office.example')}
        submitLabel={t('office.add')}
        submit={(name) => call(createOffice, { body: { name } })}
        onDone={() => client.invalidateQueries({ queryKey: keys.offices })}
      />
      <QueryView query={offices}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon={<IconBuilding size={32} stroke={1.25} aria-hidden />}>
              {t('office.none')}
            </EmptyState>
          ) : (
            <ul className={classes.list}>
              {items.map(({ id, name }) => (
                <li key={id} className={classes.item}>
                  <IconBuilding className={classes.icon} size={24} stroke={1.5} aria-hidden />
                  <span className={classes.main}>
                    <span className={classes.name}>
                      <bdi>{name}</bdi>
                    </span>
                    <span className={classes.sub}>{t('office.team', { count: countOf(id) })}</span>
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </QueryView>
    </>
  );
}
