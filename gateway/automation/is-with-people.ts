import type { Step } from './path.ts';

/** People have the conversation: the assistant is silent unless it is asked. */
export function isWithPeople(step: Step | null): step is 'queued' | 'counseling' {
  return step === 'queued' || step === 'counseling';
}
