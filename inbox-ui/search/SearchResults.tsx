import { Button, VisuallyHidden } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../components/EmptyState.tsx';
import { ErrorNote } from '../components/ErrorNote.tsx';
import { ListSkeleton } from '../inbox/ListSkeleton.tsx';
import { MessageResult } from './MessageResult.tsx';
import { PersonResult } from './PersonResult.tsx';
import classes from './Search.module.css';
import { filterKeys, withoutFilters, type SearchAsked } from './search-url.ts';
import type { useSearch } from './use-search.ts';

type Props = {
  asked: SearchAsked;
  found: ReturnType<typeof useSearch>;
  selected: string | null;
  onAsk: (asked: SearchAsked) => void;
};

export function SearchResults({ asked, found, selected, onAsk }: Props) {
  const { t } = useTranslation('search');
  const { isAsked, people, messages } = found;
  if (!isAsked)
    return (
      <EmptyState icon={<IconSearch size={32} stroke={1.5} aria-hidden />}>{t('hint')}</EmptyState>
    );
  const error = people.error ?? messages.error;
  const retry = () => void Promise.all([people.refetch(), messages.refetch()]);
  if (error) return <ErrorNote error={error} onRetry={retry} />;
  if (!people.data || !messages.data) return <ListSkeleton />;

  const persons = people.data.pages.flatMap((page) => page.people.items);
  const hits = messages.data.pages.flatMap((page) => page.messages.items);
  const isSettled = !people.isFetching && !messages.isFetching;
  const isMore = people.hasNextPage || messages.hasNextPage;
  return (
    <>
      <VisuallyHidden role="status">
        {isSettled
          ? t('announce', {
              people: t('people', { count: persons.length }),
              messages: t('messages', { count: hits.length }),
            })
          : ''}
      </VisuallyHidden>
      {persons.length === 0 && hits.length === 0 && !isMore ? (
        <Nothing asked={asked} onAsk={onAsk} />
      ) : (
        <div className={classes.results} aria-busy={!isSettled}>
          <Group heading={t('group.people')} count={persons.length} pages={people}>
            {persons.map((hit) => (
              <PersonResult key={hit.contact.id} hit={hit} asked={asked} />
            ))}
          </Group>
          <Group heading={t('group.messages')} count={hits.length} pages={messages}>
            {hits.map((hit) => (
              <MessageResult
                key={hit.messageId}
                hit={hit}
                asked={asked}
                isSelected={hit.messageId === selected}
              />
            ))}
          </Group>
        </div>
      )}
    </>
  );
}

type GroupProps = {
  heading: string;
  count: number;
  pages: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
  children: ReactNode;
};

function Group({ heading, count, pages, children }: GroupProps) {
  const { t } = useTranslation('search');
  if (count === 0 && !pages.hasNextPage) return null;
  return (
    <section aria-label={heading}>
      <h2 className={classes.heading}>{heading}</h2>
      <ul className={classes.hits}>{children}</ul>
      {pages.hasNextPage ? (
        <Button
          variant="subtle"
          fullWidth
          loading={pages.isFetchingNextPage}
          onClick={() => void pages.fetchNextPage()}
        >
          {t('more')}
        </Button>
      ) : null}
    </section>
  );
}

function Nothing({ asked, onAsk }: Pick<Props, 'asked' | 'onAsk'>) {
  const { t } = useTranslation('search');
  const isFiltered = filterKeys.some((key) => asked[key]);
  return (
    <EmptyState
      action={
        isFiltered ? (
          <Button variant="default" onClick={() => onAsk(withoutFilters(asked))}>
            {t('filter.clear')}
          </Button>
        ) : null
      }
    >
      {isFiltered ? t('noneFiltered') : t('none')}
    </EmptyState>
  );
}
