import { stateOfPostcode, type GermanState } from '../../gateway/contract/german-states.ts';
import type { Closure, Office, OpenHours } from '../../gateway/contract/office.ts';

export type TimeRange = { from: string; to: string };

/** What the form holds; everything as it is typed. */
export type OfficeValues = {
  name: string;
  code: string;
  street: string;
  postcode: string;
  city: string;
  state: GermanState | '';
  latitude: string;
  longitude: string;
  phone: string;
  email: string;
  website: string;
  languages: string[];
  /** Monday first. */
  week: TimeRange[][];
  closures: Closure[];
  acceptsNewClients: boolean;
  isFallback: boolean;
  privacyContact: string;
};
export type OfficeError =
  | 'name'
  | 'code'
  | 'postcode'
  | 'position'
  | 'email'
  | 'website'
  | 'hours'
  | 'closures';

export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;

export function valuesOf(office: Office | null): OfficeValues {
  const textOf = (value: string | number | null | undefined) => String(value ?? '');
  return {
    name: textOf(office?.name),
    code: textOf(office?.code),
    street: textOf(office?.street),
    postcode: textOf(office?.postcode),
    city: textOf(office?.city),
    state: office?.state ?? '',
    latitude: textOf(office?.latitude),
    longitude: textOf(office?.longitude),
    phone: textOf(office?.phone),
    email: textOf(office?.email),
    website: textOf(office?.website),
    languages: office?.languages ?? [],
    week: weekdays.map((day) => rangesOn(office?.hours ?? [], day)),
    closures: office?.closures ?? [],
    acceptsNewClients: office?.acceptsNewClients ?? true,
    isFallback: office?.isFallback ?? false,
    privacyContact: textOf(office?.privacyContact),
  };
}

/** The state follows the postcode until somebody chose another. */
export function withPostcode(values: OfficeValues, postcode: string): OfficeValues {
  const derived = stateOfPostcode(values.postcode) ?? '';
  const isOwn = values.state !== derived;
  const next = stateOfPostcode(postcode);
  return { ...values, postcode, state: isOwn && values.state ? values.state : (next ?? '') };
}

export function errorsOf(values: OfficeValues): OfficeError[] {
  const isRange = ({ from, to }: TimeRange) => from !== '' && to !== '' && from < endOf(to);
  const isDay = (ranges: TimeRange[]) =>
    ranges.every(isRange) &&
    ranges
      .toSorted((a, b) => (a.from < b.from ? -1 : 1))
      .every(({ from }, index, all) => index === 0 || endOf(all[index - 1]?.to ?? '') <= from);
  const position = [values.latitude, values.longitude].map((text) => text.trim());
  const isPosition = position.every((text) => text === '') || position.every(isDegrees);
  const checks: [OfficeError, boolean][] = [
    ['name', values.name.trim() !== ''],
    ['postcode', /^(\d{5})?$/.test(values.postcode.trim())],
    ['position', isPosition],
    ['email', /^([^\s@]+@[^\s@]+\.[^\s@]+)?$/.test(values.email.trim())],
    ['website', /^(https?:\/\/\S+\.\S+)?$/i.test(websiteOf(values.website))],
    ['hours', values.week.every(isDay)],
    ['closures', values.closures.every(({ from, to }) => from !== '' && to !== '' && from <= to)],
  ];
  return checks.filter(([, isFine]) => !isFine).map(([field]) => field);
}

/** What the gateway takes; an empty field is none. */
export function bodyOf(values: OfficeValues) {
  const { name, languages, closures, acceptsNewClients, isFallback, week } = values;
  const textOf = (text: string) => text.trim() || null;
  const numberOf = (text: string) =>
    text.trim() === '' ? null : Number(text.trim().replace(',', '.'));
  return {
    name: name.trim(),
    code: textOf(values.code),
    street: textOf(values.street),
    postcode: textOf(values.postcode),
    city: textOf(values.city),
    state: values.state || null,
    latitude: numberOf(values.latitude),
    longitude: numberOf(values.longitude),
    phone: textOf(values.phone),
    email: textOf(values.email),
    website: websiteOf(values.website) || null,
    languages,
    hours: week.flatMap((ranges, index) =>
      ranges.map(({ from, to }) => ({ weekday: index + 1, from, to: endOf(to) })),
    ),
    closures,
    acceptsNewClients,
    isFallback,
    privacyContact: textOf(values.privacyContact),
  };
}

/** A time field can't hold 24:00; midnight as an end is that. */
function endOf(to: string): string {
  return to === '00:00' ? '24:00' : to;
}

function rangesOn(hours: readonly OpenHours[], day: number): TimeRange[] {
  return hours
    .filter(({ weekday }) => weekday === day)
    .map(({ from, to }) => ({ from, to: to === '24:00' ? '00:00' : to }));
}

function isDegrees(text: string): boolean {
  return /^-?\d{1,3}([.,]\d+)?$/.test(text);
}

function websiteOf(text: string): string {
  const trimmed = text.trim();
  return trimmed === '' || /^https?:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`;
}
