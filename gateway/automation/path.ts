import type { TopicKey } from '../contract/conversation.ts';

/** Where a contact is on the way from "hello" to an answer or a person. */
export const steps = [
  'new',
  'language',
  'menu',
  'topic',
  'offer',
  'answer',
  'person',
  'consent',
  'postcode',
  'age',
  'asylum',
  'referral',
  'counselor',
  'concern',
  'queued',
  'counseling',
  'erasure',
  'rating',
] as const;
export type Step = (typeof steps)[number];

export const ageBands = ['under_27', 'from_27'] as const;
export type AgeBand = (typeof ageBands)[number];

/** One of the answers that a question offers: `id` says what it means, wherever and whenever it is tapped ("menu:topic:work"). */
export type Choice = { id: string; title: string; description?: string };

/** What is known of a contact on the way; lies sealed in the database between two messages. */
export type Path = {
  step: Step;
  language: string | null;
  /** The contact named it, nobody guessed. */
  isLanguageChosen: boolean;
  topic: TopicKey | null;
  /** What a plain number means now, in this order. */
  offered: Choice[];
  /** ISO instant of the last question. */
  askedAt: string | null;
  /** The answer whose "did it help?" is open. */
  faq: { entryId: string; version: number } | null;
  hasConsent: boolean;
  postcode: string | null;
  ageBand: AgeBand | null;
  isInAsylumProcedure: boolean | null;
  officeId: string | null;
  counselorId: string | null;
  /** Whom not to offer again. */
  declinedBy: string[];
  /** Whether the contact has said what it is about. */
  hasConcern: boolean;
  /** ISO instant of the contact's last message: after half a year the number may be somebody else's. */
  heardAt: string | null;
  /** Who we are and what becomes of the messages has been said. */
  isWelcomed: boolean;
  /** A choice that waits for a language or for consent, and is carried out then. */
  pending: string | null;
  /** Answers in a row that nobody could read. */
  misses: number;
  /** Where to go on after a detour to the menu, the language or the erasure. */
  back: Step | null;
  /** A language of the contact that only counselors speak; counselors are looked for by it. */
  otherLanguage: string | null;
};

/**
 * A message of the contact, or a tapped choice. Of the messenger's own events only the beginning of a chat has a text,
 * "/start"; the others are no messages.
 */
export type Said = {
  messageId: string;
  at: Date;
  kind: string;
  text: string | null;
  /** The id of the choice that was tapped or that the provider says was meant. */
  choiceId: string | null;
};

/** A message to the contact; `choices` become a list, buttons or numbers, as the channel can. */
export type Say = {
  text: string;
  language: string;
  choices?: Choice[];
  /** The answer that it carries; what was sent is recorded with its version. */
  faq?: { entryId: string; version: number };
};

/** What a step changes besides the path. Done in the same transaction as the replies. */
export type Effect =
  | { type: 'set_language'; language: string }
  | { type: 'set_topic'; topic: TopicKey }
  | { type: 'raise_alert'; kind: 'crisis' | 'urgent'; messageId: string }
  | { type: 'give_consent'; textVersion: string; language: string; messageId: string }
  | { type: 'withdraw_consent'; messageId: string }
  /** The conversation is for people from now on: it opens for the office and, when given, in this counselor's inbox. */
  | {
      type: 'hand_to_people';
      officeId: string | null;
      counselorId: string | null;
      needsInterpreter: boolean;
    }
  /** To the counselor whose turn it is, when one fits and has room; whoever has the conversation already keeps it. */
  | { type: 'choose_counselor' }
  | { type: 'promise'; answerBy: Date }
  | { type: 'note_unanswered'; messageId: string; language: string }
  | { type: 'note_helped'; entryId: string; version: number; hasHelped: boolean }
  | { type: 'erase_contact'; messageId: string }
  | { type: 'rate'; score: number };

export type Outcome = { path: Path; replies: Say[]; effects: Effect[] };

export const newPath: Path = {
  step: 'new',
  language: null,
  isLanguageChosen: false,
  topic: null,
  offered: [],
  askedAt: null,
  faq: null,
  hasConsent: false,
  postcode: null,
  ageBand: null,
  isInAsylumProcedure: null,
  officeId: null,
  counselorId: null,
  declinedBy: [],
  hasConcern: false,
  heardAt: null,
  isWelcomed: false,
  pending: null,
  misses: 0,
  back: null,
  otherLanguage: null,
};
