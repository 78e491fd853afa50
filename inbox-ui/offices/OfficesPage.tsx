import { Button, Group, TextInput } from '@mantine/core';
import {
  IconBuilding,
  IconChevronRight,
  IconPlus,
  IconSearch,
  IconUpload,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { OfficeSummary } from '../../gateway/contract/office.ts';
import { EmptyState } from '../components/EmptyState.tsx';
import { QueryView } from '../components/QueryView.tsx';
import { useSession } from '../session.tsx';
import list from '../settings/List.module.css';
import { SectionHead } from '../settings/SectionHead.tsx';
import { useCounselors, useOffices } from '../settings/use-settings.ts';
import { findOffices } from './find-offices.ts';
import classes from './Offices.module.css';

/** More rows than anybody reads; who looks for one types. */
const maxRows = 200;

/** All offices, with a search in the URL. */
export function OfficesPage() {
  const { t } = useTranslation(['offices', 'settings']);
  const [params, setParams] = useSearchParams();
  const search = params.get('q') ?? '';
  const { can, counselor: me } = useSession();
  const mayManage = can('office.manage');
  const offices = useOffices();
  const counselors = useCounselors().data?.items ?? [];
  const teams = Map.groupBy(counselors, ({ officeId }) => officeId);
  const setSearch = (q: string) => setParams(q ? { q } : {}, { replace: true });
  const actions = (
    <Group gap="sm">
      <Button
        component={Link}
        to="/settings/offices/import"
        variant="default"
        leftSection={<IconUpload size={18} stroke={1.75} aria-hidden />}
      >
        {t('import.open')}
      </Button>
      <Button
        component={Link}
        to="/settings/offices/new"
        leftSection={<IconPlus size={18} stroke={1.75} aria-hidden />}
      >
        {t('add')}
      </Button>
    </Group>
  );
  return (
    <>
      <SectionHead title={t('settings:section.offices')} lead={t('lead')} />
      {mayManage ? <div className={classes.actions}>{actions}</div> : null}
      <QueryView query={offices}>
        {({ items: all }) => {
          const items = mayManage ? all : all.filter(({ id }) => id === me.officeId);
          if (items.length === 0) {
            return (
              <EmptyState icon={<IconBuilding size={32} stroke={1.25} aria-hidden />}>
                {mayManage ? t('none') : t('noneOfMine')}
              </EmptyState>
            );
          }
          const found = findOffices(items, search);
          return (
            <>
              {items.length > 1 ? (
                <TextInput
                  className={classes.search ?? ''}
                  type="search"
                  aria-label={t('search')}
                  placeholder={t('search')}
                  leftSection={<IconSearch size={18} stroke={1.75} aria-hidden />}
                  dir="auto"
                  value={search}
                  onChange={(event) => setSearch(event.currentTarget.value)}
                />
              ) : null}
              {found.length === 0 ? (
                <EmptyState
                  action={
                    <Button variant="default" onClick={() => setSearch('')}>
                      {t('clearSearch')}
                    </Button>
                  }
                >
                  {t('noneFound')}
                </EmptyState>
              ) : (
                <ul className={list.list}>
                  {found.slice(0, maxRows).map((office) => (
                    <li key={office.id}>
                      <OfficeRow office={office} team={teams.get(office.id)?.length ?? 0} />
                    </li>
                  ))}
                </ul>
              )}
              {found.length > maxRows ? (
                <p className={classes.more}>{t('more', { number: found.length - maxRows })}</p>
              ) : null}
            </>
          );
        }}
      </QueryView>
    </>
  );
}

function OfficeRow({ office, team }: { office: OfficeSummary; team: number }) {
  const { t } = useTranslation('offices');
  const place = [office.postcode, office.city].filter(Boolean).join(' ');
  const marks = [
    office.isFallback ? t('mark.fallback') : null,
    office.acceptsNewClients ? null : t('mark.full'),
    office.hasOpeningTimes ? null : t('mark.noHours'),
    office.hasPrivacyContact ? null : t('mark.noPrivacy'),
  ].filter((mark) => mark !== null);
  return (
    <Link to={`/settings/offices/${office.id}`} className={list.item}>
      <IconBuilding className={list.icon} size={24} stroke={1.5} aria-hidden />
      <span className={list.main}>
        <span className={list.name}>
          <bdi>{office.name}</bdi>
        </span>
        <span className={classes.facts}>
          {place ? <bdi>{place}</bdi> : null}
          <span>{t('team', { count: team })}</span>
          {marks.map((mark) => (
            <span key={mark} className={classes.mark}>
              {mark}
            </span>
          ))}
        </span>
      </span>
      <span className={list.end}>
        <IconChevronRight className="mirrored" size={18} stroke={1.75} aria-hidden />
      </span>
    </Link>
  );
}
