import { IconBookmark, IconBuilding, IconUsersGroup } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { further, tools, urgent, work, type Destination } from '../components/navigation.ts';
import { useCounts } from '../components/use-counts.ts';
import { useFaqCounts } from '../faq/use-faq-counts.ts';
import { pathOfView } from '../inbox/views.ts';
import { useSession } from '../session.tsx';
import { useOffices } from '../settings/use-settings.ts';
import { NavigationGroup } from './NavigationGroup.tsx';
import { NavigationItem } from './NavigationItem.tsx';
import classes from './NavigationList.module.css';
import { useCurrentPlace } from './use-current-place.ts';
import { useViews } from './use-views.ts';

/** Everywhere one can go, in words. `onGo` closes the sheet it stands in. */
export function NavigationList({ onGo }: { onGo?: () => void }) {
  const { t } = useTranslation('views');
  const { can } = useSession();
  const counts = useCounts();
  const due = useFaqCounts()?.due;
  const place = useCurrentPlace();
  const views = useViews();
  const offices = useOffices().data?.items ?? [];
  const countOf = (numbers: { id: string; count: number }[] | undefined, id: string) =>
    numbers?.find((one) => one.id === id)?.count;

  const item = ({ key, path, icon, count }: Destination) => (
    <NavigationItem
      key={key}
      to={path}
      icon={icon}
      label={t(`place.${key}`)}
      isCurrent={place === key}
      count={key === 'faq' ? due : count && counts?.[count]}
      countWord={key === 'faq' ? 'nav.due' : 'nav.count'}
      isUrgent={key === 'alerts' || key === 'mine' || key === 'mentions'}
      onGo={onGo}
    />
  );

  return (
    <div className={classes.list}>
      {can('conversation.read') ? (
        <div className={classes.places}>
          <ul className={classes.items}>{(counts?.alerts ? [urgent, ...work] : work).map(item)}</ul>
          {offices.length > 0 ? (
            <NavigationGroup name="offices" title={t('group.offices')}>
              {offices.map(({ id, name }) => (
                <NavigationItem
                  key={id}
                  to={`/inbox/open?office=${id}`}
                  icon={IconBuilding}
                  label={name}
                  isCurrent={place === `office/${id}`}
                  count={countOf(counts?.offices, id)}
                  onGo={onGo}
                />
              ))}
            </NavigationGroup>
          ) : null}
          {views.length > 0 ? (
            <NavigationGroup name="views" title={t('group.views')}>
              {views.map((view) => (
                <NavigationItem
                  key={view.id}
                  to={pathOfView(view)}
                  icon={view.isShared ? IconUsersGroup : IconBookmark}
                  label={view.name}
                  isCurrent={place === `saved/${view.id}`}
                  count={countOf(counts?.views, view.id)}
                  onGo={onGo}
                />
              ))}
            </NavigationGroup>
          ) : null}
          <NavigationGroup name="further" title={t('group.further')}>
            {further.map(item)}
          </NavigationGroup>
        </div>
      ) : null}
      <ul className={classes.tools}>
        {tools.filter(({ permission }) => can(permission)).map(item)}
      </ul>
    </div>
  );
}
