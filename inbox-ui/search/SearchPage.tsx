import { VisuallyHidden } from '@mantine/core';
import { lazy, Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate, useParams, useSearchParams } from 'react-router';
import { PageLoader } from '../components/PageLoader.tsx';
import { useIsPhone } from '../components/use-is-phone.ts';
import { usePageTitle } from '../components/use-page-title.ts';
import { NothingSelected } from '../inbox/NothingSelected.tsx';
import frame from '../inbox/InboxPage.module.css';
import { FilterChips } from './FilterChips.tsx';
import { SearchField } from './SearchField.tsx';
import { SearchResults } from './SearchResults.tsx';
import { askedFrom, searchPath, type SearchAsked } from './search-url.ts';
import { useResultKeys } from './use-result-keys.ts';
import { useSearch } from './use-search.ts';

const ConversationPane = lazy(async () => ({
  default: (await import('../conversation/ConversationPane.tsx')).ConversationPane,
}));

/** The search in the place of the list, and the conversation that was opened from it. All of it is in the URL. */
export function SearchPage() {
  const { t } = useTranslation('search');
  const { conversationId } = useParams();
  const [search] = useSearchParams();
  const { state } = useLocation();
  const navigate = useNavigate();
  const isPhone = useIsPhone();
  const asked = useMemo(() => askedFrom(search), [search]);
  const found = useSearch(asked);
  usePageTitle(t('title'));
  const from: string = state?.from ?? '/inbox/open';
  const onKeys = useResultKeys(() => void navigate(from));

  function ask(next: SearchAsked) {
    const messageId = search.get('message');
    const at = conversationId ? { conversationId, ...(messageId && { messageId }) } : undefined;
    void navigate(searchPath(next, at), { replace: true, state });
  }

  return (
    <div className={frame.frame} data-selected={conversationId ? true : undefined}>
      {isPhone && conversationId ? null : (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- keys of the field and links inside
        <section className={frame.list} aria-label={t('title')} onKeyDown={onKeys}>
          <VisuallyHidden component="h1">{t('title')}</VisuallyHidden>
          <SearchField asked={asked} backTo={from} onAsk={ask} />
          <FilterChips asked={asked} onAsk={ask} />
          <SearchResults asked={asked} found={found} selected={search.get('message')} onAsk={ask} />
        </section>
      )}
      {conversationId ? (
        <Suspense fallback={<PageLoader />}>
          <ConversationPane
            key={conversationId}
            conversationId={conversationId}
            backTo={searchPath(asked)}
            onDone={() => void navigate(searchPath(asked))}
          />
        </Suspense>
      ) : null}
      {conversationId || isPhone ? null : <NothingSelected hasRows />}
    </div>
  );
}
