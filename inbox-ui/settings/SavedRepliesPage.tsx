import { Button, TextInput } from '@mantine/core';
import { IconChevronRight, IconMessage2Bolt, IconPlus, IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { SavedReply } from '../../gateway/contract/saved-reply.ts';
import { EmptyState } from '../components/EmptyState.tsx';
import { QueryView } from '../components/QueryView.tsx';
import { findReplies } from '../writing/match-replies.ts';
import { useSavedReplies } from '../writing/use-saved-replies.ts';
import { LanguageCoverage } from './LanguageCoverage.tsx';
import classes from './List.module.css';
import own from './SavedReplies.module.css';
import { SectionHead } from './SectionHead.tsx';

/** Everything that may be used, with a search in the URL. */
export function SavedRepliesPage() {
  const { t } = useTranslation(['writing', 'settings']);
  const [params, setParams] = useSearchParams();
  const search = params.get('q') ?? '';
  const replies = useSavedReplies();
  const setSearch = (q: string) => setParams(q ? { q } : {}, { replace: true });
  const add = (
    <Button
      component={Link}
      to="/settings/saved-replies/new"
      leftSection={<IconPlus size={18} stroke={1.75} aria-hidden />}
    >
      {t('saved.new')}
    </Button>
  );
  return (
    <>
      <SectionHead
        title={t('settings:section.saved-replies')}
        lead={t('saved.lead')}
        action={replies.data?.items.length ? add : null}
      />
      <QueryView query={replies}>
        {({ items }) => {
          if (items.length === 0) {
            return (
              <EmptyState
                icon={<IconMessage2Bolt size={32} stroke={1.25} aria-hidden />}
                action={add}
              >
                {t('saved.none')}
              </EmptyState>
            );
          }
          const found = findReplies(items, search);
          return (
            <>
              <TextInput
                className={own.search}
                type="search"
                aria-label={t('saved.search')}
                placeholder={t('saved.search')}
                leftSection={<IconSearch size={18} stroke={1.75} aria-hidden />}
                dir="auto"
                value={search}
                onChange={(event) => setSearch(event.currentTarget.value)}
              />
              {found.length === 0 ? (
                <EmptyState
                  action={
                    <Button variant="default" onClick={() => setSearch('')}>
                      {t('saved.clearSearch')}
                    </Button>
                  }
                >
                  {t('saved.noneFound')}
                </EmptyState>
              ) : (
                <ul className={classes.list}>
                  {found.map((reply) => (
                    <li key={reply.id}>
                      <ReplyRow reply={reply} />
                    </li>
                  ))}
                </ul>
              )}
            </>
          );
        }}
      </QueryView>
    </>
  );
}

function ReplyRow({ reply }: { reply: SavedReply }) {
  const { t } = useTranslation('writing');
  return (
    <Link to={`/settings/saved-replies/${reply.id}`} className={classes.item}>
      <span className={classes.main}>
        <span className={classes.name}>
          <bdi>{reply.title}</bdi>
        </span>
        <span className={own.facts}>
          <bdi dir="ltr" className={own.key}>
            /{reply.key}
          </bdi>
          <LanguageCoverage reply={reply} />
        </span>
      </span>
      <span className={classes.end}>
        {t(reply.isShared ? 'saved.shared' : 'saved.private')}
        <IconChevronRight className="mirrored" size={18} stroke={1.75} aria-hidden />
      </span>
    </Link>
  );
}
