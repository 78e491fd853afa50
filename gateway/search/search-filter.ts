import type * as z from 'zod';
import type { search } from '../contract/search.ts';
import { invalid } from '../errors.ts';
import { termsOf, type Least, type Term } from './terms.ts';

export type SearchFilter = Omit<z.output<(typeof search)['query']>, 'q' | 'kind'>;

/** Collects conditions with their values for a query of our own. */
export type Conditions = { all: string[]; values: unknown[]; add(value: unknown): string };

export function conditions(): Conditions {
  const values: unknown[] = [];
  return { all: [], values, add: (value) => `$${values.push(value)}` };
}

/** What a conversation `c` of a contact `p` with the topic `t` must be. */
export function addFilter({ all, add }: Conditions, filter: SearchFilter): void {
  if (filter.conversationId) all.push(`c.id = ${add(filter.conversationId)}`);
  if (filter.channelId) all.push(`c.channel_id = ${add(filter.channelId)}`);
  if (filter.officeId) all.push(`c.office_id = ${add(filter.officeId)}`);
  if (filter.topic) all.push(`t.key = ${add(filter.topic)}`);
  if (filter.language) all.push(`p.language = ${add(filter.language)}`);
}

/** The instant at which a day begins in Berlin, `days` later, as SQL. */
export function berlinDay(parameter: string, days = 0): string {
  return `((${parameter}::date + ${days})::timestamp at time zone 'Europe/Berlin')`;
}

/** @throws AppError `validation_failed` for what has no letter or digit. */
export function readTerms(query: string, least?: Least): Term[] {
  const terms = termsOf(query, least);
  if (terms.length === 0) throw invalid('query.q', 'Type a word or a number to search for.');
  return terms;
}
