import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ErrorNote } from './ErrorNote.tsx';
import { PageLoader } from './PageLoader.tsx';

type Props<Data> = { query: UseQueryResult<Data>; children: (data: Data) => ReactNode };

/** The answer of a query, or that it loads, or why it doesn't. What was loaded before stays visible. */
export function QueryView<Data>({ query, children }: Props<Data>) {
  if (query.data !== undefined) return children(query.data);
  if (query.isError) return <ErrorNote error={query.error} onRetry={() => void query.refetch()} />;
  return <PageLoader />;
}
