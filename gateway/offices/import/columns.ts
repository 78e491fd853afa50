import type { ImportField } from '../../contract/office-import.ts';

/** What headers are called, German and English, as `plain` writes them. A weekday is a column of hours of its own. */
const names: Record<ImportField, string> = {
  code: 'code kennung kennziffer nummer nr id kuerzel einrichtungsnummer beratungsstellennummer officecode',
  name: 'name beratungsstelle einrichtung einrichtungsname bezeichnung office officename',
  street:
    'strasse strassehausnummer strasseundhausnummer strassenr adresse anschrift street address',
  postcode: 'plz postleitzahl postcode zip zipcode postalcode',
  city: 'ort stadt wohnort city town place',
  state: 'bundesland land state federalstate',
  latitude: 'latitude lat breite breitengrad geobreite',
  longitude: 'longitude lon lng laenge laengengrad geolaenge',
  phone: 'telefon telefonnummer tel fon rufnummer phone telephone phonenumber',
  email: 'email mail emailadresse emailaddress',
  website: 'website webseite webadresse internet homepage internetseite url web',
  languages: 'sprachen sprache beratungssprachen languages language',
  hours: 'oeffnungszeiten sprechzeiten beratungszeiten zeiten hours openinghours openhours',
  closures: 'schliesszeiten schliesstage geschlossen schliessungen closures closed closeddays',
  acceptsNewClients:
    'neueklienten neueratsuchende nimmtneueauf nimmtneueratsuchendeauf aufnahme acceptsnewclients newclients acceptsnew',
  isFallback: 'auffangstelle auffangberatungsstelle rueckfall fallback isfallback',
  privacyContact:
    'datenschutz datenschutzkontakt datenschutzhinweis privacy privacycontact dataprotection',
};

const weekdays = [
  'montag mo monday mon',
  'dienstag di tuesday tue',
  'mittwoch mi wednesday wed',
  'donnerstag do thursday thu',
  'freitag fr friday fri',
  'samstag sa saturday sat sonnabend',
  'sonntag so sunday sun',
];

export type Column = { column: string; field: ImportField; weekday: number | null };

/** What a header means; null for one that says nothing to us. */
export function columnOf(header: string): Column | null {
  const name = plain(header);
  const weekday = weekdays.findIndex((words) => words.split(' ').includes(name));
  if (weekday >= 0) return { column: header, field: 'hours', weekday: weekday + 1 };
  const found = Object.entries(names).find(([, words]) => words.split(' ').includes(name));
  return found ? { column: header, field: found[0] as ImportField, weekday: null } : null;
}

/** 1 Monday to 7 Sunday, from a German or English name or its beginning as people abbreviate it. */
export function weekdayOfName(word: string): number | null {
  const name = plain(word);
  const aliases: Record<string, number> = {
    tu: 2,
    tues: 2,
    we: 3,
    th: 4,
    thur: 4,
    thurs: 4,
    su: 7,
  };
  const index = weekdays.findIndex((words) => words.split(' ').includes(name));
  return index >= 0 ? index + 1 : (aliases[name] ?? null);
}

/** Letters and digits alone, in lower case, umlauts written out. */
export function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll('ß', 'ss')
    .replaceAll(/[^a-z0-9]/g, '');
}
