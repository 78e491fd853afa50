/**
 * Forms of one mobile number that WhatsApp treats as the same account: what people type (or an operator's list says) and
 * what WhatsApp calls the account differ in three countries, because the numbering plan changed after people registered.
 *
 * - Brazil: mobiles got a 9 in front of eight digits that begin with 6 to 9; landlines (2 to 5) did not.
 * - Argentina: mobiles are written with a 9 behind the country code, from abroad also without it.
 * - Mexico: until 2019 mobiles were written with a 1 behind the country code.
 *
 * Sources: https://developers.facebook.com/docs/whatsapp/cloud-api/reference/phone-numbers (wa_id and input may differ),
 * https://help.zoho.com/portal/en/kb/marketing-automation-2-0/faqs/marketing-campaigns/whatsapp/articles/what-is-the-reason-for-inconsistencies-in-mobile-numbers-and-their-whatsapp-ids-in-brazil-and-mexico,
 * https://support.whapi.cloud/help-desk/specifics-of-sending-messages-to-numbers-of-different-countries
 */
const forms: { long: RegExp; short: RegExp; mark: string }[] = [
  { long: /^(55[1-9]\d)9([6-9]\d{7})$/, short: /^(55[1-9]\d)([6-9]\d{7})$/, mark: '9' },
  { long: /^(54)9([1-3]\d{9})$/, short: /^(54)([1-3]\d{9})$/, mark: '9' },
  { long: /^(52)1([2-9]\d{9})$/, short: /^(52)([2-9]\d{9})$/, mark: '1' },
];

/** The other form of a number as digits with country code, or null where there is only one. */
export function phoneVariant(digits: string): string | null {
  for (const { long, short, mark } of forms) {
    const [, head, rest] = long.exec(digits) ?? [];
    if (head && rest) return head + rest;
    const [, start, end] = short.exec(digits) ?? [];
    if (start && end) return start + mark + end;
  }
  return null;
}
