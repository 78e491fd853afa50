/** What a text costs as SMS. */
export type SmsCount = {
  encoding: 'gsm7' | 'ucs2';
  /** GSM-7 septets or UCS-2 code units, whichever it needs. */
  units: number;
  parts: number;
  perPart: number;
  /** The characters that GSM-7 lacks, each once: one of them makes all of the text UCS-2. */
  odd: string[];
};

/**
 * Counts like the network does: one part holds 160 septets (GSM-7) or 70 units (UCS-2); of several parts each
 * gives six bytes to its header, so 153 or 67 remain, and no character, such as an emoji of several signs, is torn in two.
 * Source: 3GPP TS 23.038 §6.2.1, TS 23.040 §9.2.3.24, https://github.com/TwilioDevEd/message-segment-calculator
 */
export function countSms(text: string): SmsCount {
  const characters = [...text];
  const isGsm = characters.every(isPlain);
  const graphemes = isGsm ? [] : [...segmenter.segment(text)].map(({ segment }) => segment);
  const odd = [...new Set(graphemes.filter((one) => ![...one].every(isPlain)))];
  const sizes = isGsm
    ? characters.map((character) => (extension.has(character) ? 2 : 1))
    : graphemes.map(({ length }) => length);
  const units = sizes.reduce((sum, size) => sum + size, 0);
  const single = isGsm ? 160 : 70;
  const encoding = isGsm ? 'gsm7' : 'ucs2';
  if (units <= single) return { encoding, units, parts: units === 0 ? 0 : 1, perPart: single, odd };
  const perPart = isGsm ? 153 : 67;
  return { encoding, units, parts: partsOf(sizes, perPart), perPart, odd };
}

function isPlain(character: string): boolean {
  return basic.has(character) || extension.has(character);
}

function partsOf(sizes: number[], perPart: number): number {
  let parts = 1;
  let used = 0;
  for (const size of sizes) {
    if (used + size > perPart) {
      parts += 1;
      used = 0;
    }
    used += size;
  }
  return parts;
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const extension = new Set('\f^{}\\[~]|€');
