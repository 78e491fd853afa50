import { useTranslation } from 'react-i18next';
import { NavLink, useSearchParams } from 'react-router';
import classes from './Entry.module.css';

/** The pages of one answer; the chosen language goes with one. */
export function EntryTabs({ id }: { id: string }) {
  const { t } = useTranslation('faq');
  const [params] = useSearchParams();
  const language = params.get('language');
  const search = language ? `?language=${language}` : '';
  return (
    <nav className={classes.tabs} aria-label={t('entry.pages')}>
      {(
        [
          ['text', ''],
          ['preview', '/preview'],
          ['sent', '/sent'],
        ] as const
      ).map(([key, path]) => (
        <NavLink
          key={key}
          to={`/faq/entries/${id}${path}${search}`}
          end
          className={classes.tab ?? ''}
        >
          {t(`entry.page.${key}`)}
        </NavLink>
      ))}
    </nav>
  );
}
