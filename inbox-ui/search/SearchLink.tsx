import { IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useNavigate } from 'react-router';
import { useSignKey } from '../inbox/use-list-keys.ts';
import classes from './Search.module.css';

/** Stands on top of the list where the field of the search will be. Whoever leaves the search is back here. */
export function SearchLink() {
  const { t } = useTranslation('search');
  const { pathname, search } = useLocation();
  const navigate = useNavigate();
  const state = { from: pathname + search };
  useSignKey('/', () => void navigate('/inbox/search', { state }));
  return (
    <Link to="/inbox/search" state={state} className={classes.link}>
      <IconSearch size={18} stroke={1.75} aria-hidden />
      <span>{t('open')}</span>
      <kbd className={classes.key} aria-hidden>
        {/mac/i.test(navigator.userAgent) ? '⌘K' : 'Ctrl K'}
      </kbd>
    </Link>
  );
}
