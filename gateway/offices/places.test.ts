import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { stateOfPostcode } from '../contract/german-states.ts';
import { distanceKm } from './distance.ts';
import { placeOf, usePostcodes } from './places.ts';
import { readPostcodes } from './read-postcodes.ts';

const row = (postcode: string, state: string, latitude: number, longitude: number) =>
  ['DE', postcode, 'Ort', state, '', '', '', '', '', latitude, longitude, 4].join('\t');

describe('where a postcode lies', () => {
  afterEach(() => usePostcodes(new Map()));

  it('in which state, as far as its digits tell', () => {
    const known: Record<string, string> = {
      '01067': 'SN',
      '03046': 'BB',
      '04600': 'TH',
      '06108': 'ST',
      '07743': 'TH',
      '10115': 'BE',
      '14467': 'BB',
      '17033': 'MV',
      '18055': 'MV',
      '20095': 'HH',
      '21502': 'SH',
      '24103': 'SH',
      '26122': 'NI',
      '27568': 'HB',
      '28195': 'HB',
      '30159': 'NI',
      '33602': 'NW',
      '34117': 'HE',
      '37073': 'NI',
      '39104': 'ST',
      '44135': 'NW',
      '48143': 'NW',
      '49074': 'NI',
      '50667': 'NW',
      '55116': 'RP',
      '60311': 'HE',
      '63739': 'BY',
      '66111': 'SL',
      '67655': 'RP',
      '68159': 'BW',
      '70173': 'BW',
      '80331': 'BY',
      '89073': 'BW',
      '89231': 'BY',
      '97070': 'BY',
      '99084': 'TH',
    };
    for (const [postcode, state] of Object.entries(known))
      expect(stateOfPostcode(postcode), postcode).toBe(state);
    for (const postcode of ['', '1234', '00000', '123456', 'abcde', '05000'])
      expect(stateOfPostcode(postcode), postcode).toBeNull();
  });

  it('every region of which the middle is known has states, and lies in Germany', () => {
    let count = 0;
    for (let number = 0; number < 100; number += 1) {
      const region = String(number).padStart(2, '0');
      const place = placeOf(`${region}500`) ?? placeOf(`${region}100`);
      if (!place) continue;
      count += 1;
      expect(place.latitude > 47.2 && place.latitude < 55.1, region).toBe(true);
      expect(place.longitude > 5.8 && place.longitude < 15.1, region).toBe(true);
      expect(place.isExact).toBe(false);
    }
    expect(count).toBe(95);
  });

  it('a distance is that of the great circle', () => {
    const berlin = { latitude: 52.52, longitude: 13.405 };
    const munich = { latitude: 48.137, longitude: 11.575 };
    expect(distanceKm(berlin, munich)).toBeCloseTo(504, -1);
    expect(distanceKm(berlin, berlin)).toBe(0);
  });

  it('the operator’s file knows single postcodes, and their state better', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lotse-postcodes-'));
    const file = join(folder, 'DE.txt');
    await writeFile(
      file,
      [
        row('10115', 'Berlin', 52.53, 13.38),
        row('10115', 'Berlin', 52.55, 13.4),
        row('65391', 'Rheinland-Pfalz', 50.1, 7.8),
        'DE\tkaputt',
        'AT\t1010\tWien\tWien\t\t\t\t\t\t48.2\t16.3\t4',
      ].join('\r\n'),
    );
    usePostcodes(await readPostcodes(file));
    const place = placeOf('10115');
    expect(place?.latitude).toBeCloseTo(52.54);
    expect(place?.longitude).toBeCloseTo(13.39);
    expect(place).toMatchObject({ state: 'BE', isExact: true });
    expect(placeOf('65391')?.state).toBe('RP');
    expect(placeOf('10117')?.isExact).toBe(false);
    await writeFile(file, 'not a table');
    await expect(readPostcodes(file)).rejects.toThrow('names no German postcode');
    await expect(readPostcodes(join(folder, 'none'))).rejects.toThrow('cannot be read');
    await rm(folder, { recursive: true });
  });
});
