import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { problemCodes, sendErrorCodes, todoCodes } from '../../adapters/adapter.ts';
import { problemCodes as apiProblemCodes } from '../contract/problem.ts';

/** What else a delivery may say, beside the codes of the adapters. */
const ownCodes = ['channel_down', 'channel_waiting', 'internal_error'];

const languages = ['de', 'en', 'ru', 'uk', 'ar', 'tr'];

type Words = Record<string, Record<string, string>>;
const readWords = async (language: string, namespace: string): Promise<Words> => {
  const url = new URL(`../../inbox-ui/locales/${language}/${namespace}.json`, import.meta.url);
  return JSON.parse(await readFile(url, 'utf8'));
};

it.each(languages)(
  'every reason for a failure has a sentence and a next step in %s',
  async (language) => {
    const { failure = {}, failureNext = {} } = await readWords(language, 'conversation');
    for (const code of [...sendErrorCodes, ...ownCodes]) {
      expect(failure[code], `failure.${code}`).toMatch(/\.$/);
      expect(failureNext[code], `failureNext.${code}`).toMatch(/\.$/);
    }
  },
);

it.each(languages)(
  'every problem of a channel and every task has a sentence in %s',
  async (language) => {
    const { problem = {}, todo = {} } = await readWords(language, 'settings');
    for (const code of problemCodes) expect(problem[code], `problem.${code}`).toMatch(/\.$/);
    for (const code of todoCodes) expect(todo[code], `todo.${code}`).toMatch(/\.$/);
  },
);

it.each(languages)('every refusal of the API has a sentence in %s', async (language) => {
  const { problem = {} } = await readWords(language, 'common');
  for (const code of apiProblemCodes) expect(problem[code], `problem.${code}`).toMatch(/\.$/);
});
