import type { EntityManager } from '@mikro-orm/postgresql';
import { stateOfPostcode } from '../contract/german-states.ts';
import type { OpenHours } from '../contract/office.ts';
import { newOffice } from '../offices/manage-offices.ts';

const weekdays = [1, 2, 3, 4];
const hours: OpenHours[] = [
  ...weekdays.map((weekday) => ({ weekday, from: '09:00', to: '16:00' })),
  { weekday: 5, from: '09:00', to: '12:00' },
];
const privacyContact =
  'Verantwortlich: Beratungsverbund Nordlicht, Marktplatz 1, 22765 Hamburg. Datenschutz: datenschutz@nordlicht.example';

/** Telephone numbers are of the ranges that the Bundesnetzagentur keeps free for films. */
export const offices = {
  harbour: {
    name: 'Beratungsstelle Hafenviertel',
    code: 'NL-01',
    street: 'Hafenstraße 12',
    postcode: '20459',
    city: 'Hamburg',
    latitude: 53.547,
    longitude: 9.979,
    phone: '040 66969 120',
    email: 'hafen@nordlicht.example',
    languages: ['de', 'en', 'uk', 'ru'],
    isFallback: false,
  },
  market: {
    name: 'Beratungsstelle Marktplatz',
    code: 'NL-02',
    street: 'Marktplatz 1',
    postcode: '22765',
    city: 'Hamburg',
    latitude: 53.552,
    longitude: 9.934,
    phone: '040 66969 130',
    email: 'markt@nordlicht.example',
    languages: ['de', 'en', 'tr'],
    isFallback: true,
  },
  forest: {
    name: 'Beratungsstelle Am Stadtwald',
    code: 'NL-03',
    street: 'Am Stadtwald 7',
    postcode: '12555',
    city: 'Berlin',
    latitude: 52.457,
    longitude: 13.58,
    phone: '030 23125 140',
    email: 'stadtwald@nordlicht.example',
    languages: ['de', 'ar', 'fa'],
    isFallback: false,
  },
} as const;
export type OfficeKey = keyof typeof offices;

/** The three offices of the demo; the one at the market is there for everybody. */
export function createOffices(
  em: EntityManager,
  organizationId: string,
  createdAt: Date,
): Record<OfficeKey, string> {
  const ids = {} as Record<OfficeKey, string>;
  for (const key of Object.keys(offices) as OfficeKey[]) {
    const { name, languages, ...facts } = offices[key];
    const office = newOffice(em, organizationId, name);
    Object.assign(office, facts, {
      languages: [...languages],
      state: stateOfPostcode(facts.postcode),
      website: 'https://nordlicht.example',
      hours,
      privacyContact,
      createdAt,
    });
    ids[key] = office.id;
  }
  return ids;
}
