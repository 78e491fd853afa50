import type { Phone } from '../contract/simulator.ts';
import type { CounselorKey } from './organization.ts';

/** What somebody writes to the assistant, one message after the other; what it answers is its own. */
export type Dialogue = {
  phone: Phone;
  language: string;
  lines: string[];
  /** Who sees to the alert that a line raises. */
  acknowledgedBy?: CounselorKey;
};

/** `arabic`, `russian` and `german` go all the way from a greeting to a counselor. */
export const dialogues = {
  onTheWay: {
    phone: { id: 'samar', name: 'سمر', messenger: 'whatsapp' },
    language: 'ar',
    lines: ['مرحبا', '5'],
  },
  arabic: {
    phone: { id: 'yusuf', name: 'يوسف', messenger: 'whatsapp' },
    language: 'ar',
    lines: ['مرحبا', '4', '1', '1', '7', '1', '12555', '2', '2', '1', 'أريد دورة B1 بعد الظهر.'],
  },
  russian: {
    phone: { id: 'natalia', name: 'Наталья', messenger: 'telegram' },
    language: 'ru',
    lines: [
      'Здравствуйте!',
      '5',
      '1',
      '1',
      '7',
      '1',
      '20459',
      '2',
      '2',
      '1',
      'Хозяин квартиры не даёт мне подтверждение для прописки. Что делать?',
    ],
  },
  german: {
    phone: { id: 'ana', name: 'Ana P.', messenger: 'simulator' },
    language: 'de',
    lines: [
      'Guten Tag!',
      '1',
      '1',
      '3',
      '1',
      '22765',
      '2',
      '2',
      '1',
      'Ich bin Krankenpflegerin aus Chile und möchte hier in meinem Beruf arbeiten.',
    ],
  },
  crisis: {
    phone: { id: 'daryna', name: 'Дарина', messenger: 'telegram' },
    language: 'uk',
    lines: ['Доброго дня', 'Чоловік мене б’є, я боюся повертатися додому'],
  },
  urgent: {
    phone: { id: 'burak', name: 'Burak', messenger: 'whatsapp' },
    language: 'tr',
    lines: ['Merhaba', 'Acil bir sorum var: itiraz süresi bu hafta bitiyor.'],
    acknowledgedBy: 'emre',
  },
} as const satisfies Record<string, Dialogue>;
export type DialogueKey = keyof typeof dialogues;
