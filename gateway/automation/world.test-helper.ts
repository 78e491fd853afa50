import { buildIndex } from '../faq/match/build-index.ts';
import { match } from '../faq/match/match.ts';
import { findCommand } from '../faq/match/commands.ts';
import { readStarter } from '../faq/starter.ts';
import { detectLanguage } from '../language/detect-language.ts';
import { newPath, type Outcome, type Path, type Said } from './path.ts';
import { step } from './step.ts';
import type { Answer, CounselorChoice, Matched, World } from './world.ts';

const entries = readStarter();
const languages = ['de', 'en', 'ru', 'ar', 'uk', 'tr', 'fa'];
const indexes = new Map(
  languages.map((language) => [
    language,
    buildIndex(
      entries.map(({ key, triggers, texts }) => {
        const own = texts.find((text) => text.language === language);
        return { id: key, key, triggers, question: own?.question ?? '', short: own?.short ?? '' };
      }),
      language,
    ),
  ]),
);

export const anna: CounselorChoice = {
  id: 'anna',
  alias: 'Anna',
  officeName: 'Köln-Ehrenfeld',
  languages: ['ru', 'uk', 'de'],
  answerBy: new Date('2026-11-26T15:00:00Z'),
};
export const samir: CounselorChoice = {
  id: 'samir',
  alias: 'Samir',
  officeName: 'Köln-Mülheim',
  languages: ['ar', 'en', 'de'],
  answerBy: new Date('2026-11-25T15:00:00Z'),
};
export const start = new Date('2026-11-24T10:00:00Z');

/** The product as a step sees it, in memory: the answers that ship with it, two offices, two counselors. */
export function testWorld(changes: Partial<World> = {}): World {
  const world: World = {
    now: start,
    occasion: 'said',
    form: 'full',
    automation: 'full',
    organizationName: 'Caritas Köln',
    noticeUrl: 'https://lotse.example/n/1',
    languages,
    match: async (text, language) => matched(text, language),
    detect: (text) => detectLanguage(text),
    questionsOf: async (topic, language) =>
      entries
        .filter((entry) => entry.topic === topic)
        .slice(0, 5)
        .map(({ key, texts }) => ({
          entryId: key,
          question: texts.find((text) => text.language === language)?.question ?? '',
        })),
    answerOf: async (entryId, language) => answerOf(entryId, language, world.form),
    officesNear: async () => [
      {
        id: 'ehrenfeld',
        name: 'Caritas Ehrenfeld',
        line: 'Caritas Ehrenfeld, 0221 1234',
        distanceKm: 2,
      },
      {
        id: 'muelheim',
        name: 'Caritas Mülheim',
        line: 'Caritas Mülheim, 0221 5678',
        distanceKm: 6,
      },
    ],
    counselorsFor: async ({ language, declinedBy }) =>
      [anna, samir].filter(
        (one) => one.languages.includes(language ?? '') && !declinedBy.includes(one.id),
      ),
    referralsFor: async ({ ageBand }) =>
      ageBand === 'under_27'
        ? [{ key: 'jmd', name: 'JMD Köln', url: 'https://jmd.example', why: 'Für junge Menschen.' }]
        : [],
    promiseFor: async () => new Date('2026-11-26T15:00:00Z'),
    ...changes,
  };
  return world;
}

function matched(text: string, language: string): Matched {
  const index = indexes.get(language) ?? indexes.get('de');
  if (!index) throw new Error('There is no index.');
  const found = match(index, text);
  const keyOf = (entry: number) => entries[entry]?.key ?? '';
  return {
    decision: found.decision,
    command: found.decision === 'command' ? findCommand(text) : null,
    entryId: found.entry === null ? null : keyOf(found.entry),
    candidateIds: found.candidates.map(({ entry }) => keyOf(entry)),
    reason: found.reason,
  };
}

function answerOf(entryId: string, language: string, form: 'full' | 'sms'): Answer | null {
  const entry = entries.find(({ key }) => key === entryId);
  const text = entry?.texts.find((one) => one.language === language);
  if (!entry || !text) return null;
  const { topic } = entry;
  const { question, short, sms } = text;
  const whole = `${form === 'sms' ? sms : short}\n7`;
  return { entryId, topic, version: 1, question, text: whole, language, isFallback: false };
}

/** Somebody who writes; every message goes through a step, and the clock goes on by a minute. */
export class Contact {
  path: Path = newPath;
  outcome: Outcome = { path: newPath, replies: [], effects: [] };
  now = start;
  sent = 0;
  readonly changes: Partial<World>;

  constructor(changes: Partial<World> = {}, path: Partial<Path> = {}) {
    this.changes = changes;
    this.path = { ...newPath, ...path };
  }

  /** Texts that come in one step. */
  async says(...texts: string[]): Promise<Outcome> {
    return this.sends(...texts.map((text) => ({ kind: 'text', text })));
  }

  async taps(...ids: string[]): Promise<Outcome> {
    return this.sends(...ids.map((choiceId) => ({ kind: 'button_reply', text: 'x', choiceId })));
  }

  async sends(...messages: Partial<Said>[]): Promise<Outcome> {
    const said = messages.map((message) => {
      this.sent += 1;
      return {
        messageId: `message-${this.sent}`,
        at: this.now,
        kind: 'text',
        text: null,
        choiceId: null,
        ...message,
      };
    });
    return this.take(said, {});
  }

  async take(said: Said[], changes: Partial<World>): Promise<Outcome> {
    const world = testWorld({ ...this.changes, ...changes, now: this.now });
    this.outcome = await step(this.path, said, world);
    this.path = this.outcome.path;
    this.now = new Date(this.now.getTime() + 60_000);
    return this.outcome;
  }

  waits(hours: number): void {
    this.now = new Date(this.now.getTime() + hours * 3_600_000);
  }

  /** What the newest question offers. */
  get choices(): string[] {
    return this.outcome.replies.at(-1)?.choices?.map(({ id }) => id) ?? [];
  }

  get texts(): string {
    return this.outcome.replies.map(({ text }) => text).join('\n');
  }

  get effects(): string[] {
    return this.outcome.effects.map(({ type }) => type);
  }
}
