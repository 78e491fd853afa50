import type { ChannelKind } from '../../gateway/contract/channel.ts';

const easiestFirst = ['simulator', 'telegram', 'whatsapp-cloud', 'twilio'];

/** The known kinds with the easiest first, then whatever else this installation has. */
export function inOrder(kinds: readonly ChannelKind[]): ChannelKind[] {
  const rank = ({ kind }: ChannelKind) => {
    const place = easiestFirst.indexOf(kind);
    return place === -1 ? easiestFirst.length : place;
  };
  return kinds.toSorted((a, b) => rank(a) - rank(b));
}

/** What was filled in; an empty optional field is left out, so that the gateway can make one. */
export function givenCredentials(values: Record<string, string>): Record<string, string> {
  const given = Object.entries(values).map(([name, value]) => [name, value.trim()] as const);
  return Object.fromEntries(given.filter(([, value]) => value !== ''));
}

/** The fields that must be filled in and aren't. */
export function missingFields(kind: ChannelKind, values: Record<string, string>): string[] {
  return kind.fields
    .filter(({ name, isRequired }) => isRequired && !values[name]?.trim())
    .map(({ name }) => name);
}

export function emptyCredentials(kind: ChannelKind): Record<string, string> {
  return Object.fromEntries(kind.fields.map(({ name }) => [name, '']));
}
