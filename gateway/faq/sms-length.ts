import { countSms } from '../contract/sms-parts.ts';
import { invalid } from '../errors.ts';
import { closeSms } from '../contract/closing-line.ts';

const maxParts = 2;

/** @throws AppError `validation_failed` when a text with its closing line does not fit into two parts of an SMS. */
export function requireSmsLength(translations: { language: string; sms: string }[]): void {
  for (const [index, { language, sms }] of translations.entries()) {
    const { parts, units, perPart } = countSms(closeSms(sms, language));
    if (parts <= maxParts) continue;
    throw invalid(
      `body.translations.${index}.sms`,
      `With its closing line this is ${units} signs and ${parts} parts of an SMS. Two parts hold ${maxParts * perPart}.`,
    );
  }
}
