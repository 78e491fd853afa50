import type { TopicKey } from '../contract/conversation.ts';
import type { AgeBand } from './path.ts';

export type Matched = {
  decision: 'crisis' | 'command' | 'answer' | 'offer' | 'person';
  command: 'menu' | 'person' | 'stop' | 'delete' | null;
  entryId: string | null;
  /** Best first, at most three, each sendable. */
  candidateIds: string[];
  reason: string;
};

/** An approved answer, ready for the channel: text with source, review date and closing line. */
export type Answer = {
  entryId: string;
  topic: TopicKey;
  version: number;
  question: string;
  text: string;
  language: string;
  /** It is in another language than asked for, because there is none in that one. */
  isFallback: boolean;
};

/** `line`: name, address and phone, as far as they are known. */
export type OfficeChoice = { id: string; name: string; line: string; distanceKm: number | null };

export type CounselorChoice = {
  id: string;
  alias: string;
  officeName: string;
  /** ISO 639 codes, best known first. */
  languages: string[];
  answerBy: Date | null;
};

export type Referral = { key: string; name: string; url: string | null; why: string };

/** What a step may ask of the rest of the product; all of one organization and one conversation. */
export type World = {
  now: Date;
  /**
   * Why a step is taken. `said`: the contact wrote. `reminder`: they have left a question unanswered for some hours; it is
   * asked once. `farewell`: people closed the conversation. `reason`: something else that people did or left undone. With
   * the last three nothing was said; no reply changes nothing.
   */
  occasion: 'said' | 'reminder' | 'farewell' | 'reason';
  /** How texts are measured here: SMS counts parts. */
  form: 'full' | 'sms';
  automation: 'faq' | 'full';
  organizationName: string;
  noticeUrl: string | null;
  /** Languages that the assistant speaks, the first ones first in the menu. */
  languages: readonly string[];
  match(text: string, language: string): Promise<Matched>;
  detect(text: string): { language: string | null; isCertain: boolean };
  questionsOf(topic: TopicKey, language: string): Promise<{ entryId: string; question: string }[]>;
  /** Null when there is none that may be sent today. */
  answerOf(entryId: string, language: string): Promise<Answer | null>;
  officesNear(postcode: string | null): Promise<OfficeChoice[]>;
  counselorsFor(want: {
    language: string | null;
    topic: TopicKey | null;
    officeId: string | null;
    declinedBy: readonly string[];
  }): Promise<CounselorChoice[]>;
  referralsFor(facts: {
    ageBand: AgeBand | null;
    isInAsylumProcedure: boolean | null;
    postcode: string | null;
    language: string;
  }): Promise<Referral[]>;
  /** Null when nobody can say: then no time is promised. */
  promiseFor(officeId: string | null, counselorId: string | null): Promise<Date | null>;
};
