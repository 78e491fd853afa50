import type { Template } from '../../gateway/contract/template.ts';

/** A template in all its languages, the contact's first. */
export type TemplateGroup = { name: string; versions: [Template, ...Template[]] };

/** What has been typed so far, in the order of the template's placeholders. */
export type Values = { header: string[]; body: string[]; buttons: string[] };

/** What can be sent as text, by name; those that exist in the contact's language come first. */
export function groupTemplates(
  templates: readonly Template[],
  contactLanguage: string | null,
  ownLanguage: string,
): TemplateGroup[] {
  const rank = ({ language }: Template) => {
    if (isSameLanguage(language, contactLanguage)) return 0;
    return isSameLanguage(language, ownLanguage) ? 1 : 2;
  };
  const sendable = templates.filter(({ state, obstacle }) => state === 'approved' && !obstacle);
  return [...Map.groupBy(sendable, ({ name }) => name)]
    .flatMap(([name, all]): TemplateGroup[] => {
      const [first, ...rest] = all.toSorted((a, b) => rank(a) - rank(b));
      return first ? [{ name, versions: [first, ...rest] }] : [];
    })
    .toSorted((a, b) => Math.min(rank(a.versions[0]), 1) - Math.min(rank(b.versions[0]), 1));
}

/** Looks for every word of the search in the name and in the texts of all languages. */
export function searchGroups(groups: readonly TemplateGroup[], search: string): TemplateGroup[] {
  const words = search.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return groups.filter(({ name, versions }) => {
    const texts = versions.flatMap(({ header, body, footer }) => [header, body, footer]);
    const all = [name, titleOf(name), ...texts].join(' ').toLocaleLowerCase();
    return words.every((word) => all.includes(word));
  });
}

/** `termin_erinnerung` reads better with spaces. */
export function titleOf(name: string): string {
  return name.replaceAll('_', ' ');
}

export function isSameLanguage(a: string, b: string | null): boolean {
  const base = (tag: string) => tag.split(/[-_]/, 1)[0]?.toLowerCase();
  return b !== null && base(a) === base(b);
}

/** What is typed for one language stays for the next, as far as it has a place there. */
export function valuesFor({ placeholders }: Template, earlier?: Values): Values {
  return {
    header: placeholders.header.map((_, index) => earlier?.header[index] ?? ''),
    body: placeholders.body.map((_, index) => earlier?.body[index] ?? ''),
    buttons: placeholders.buttons.map((name, index) => (name && earlier?.buttons[index]) || ''),
  };
}

/** The parameters as the gateway takes them; parts without placeholders are left out. */
export function paramsOf({ placeholders }: Template, values: Values) {
  const trimmed = (texts: string[]) => texts.map((text) => text.trim());
  return {
    body: trimmed(values.body),
    ...(placeholders.header.length > 0 && { header: trimmed(values.header) }),
    ...(placeholders.buttons.some(Boolean) && { buttons: trimmed(values.buttons) }),
  };
}

export function isFilled({ placeholders }: Template, values: Values): boolean {
  return (
    [...values.header, ...values.body].every((text) => text.trim() !== '') &&
    placeholders.buttons.every((name, index) => !name || values.buttons[index]?.trim() !== '')
  );
}

/** WhatsApp takes no line breaks, no tabs and no more than four spaces in a row. */
export function oneLine(text: string): string {
  return text.replaceAll(/[\n\r\t]/g, ' ').replaceAll(/ {5,}/g, '    ');
}
