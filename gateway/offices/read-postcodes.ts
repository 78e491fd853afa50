import { readFile } from 'node:fs/promises';
import { ConfigError } from '../config.ts';
import { germanStates, stateOfPostcode, type GermanState } from '../contract/german-states.ts';
import type { Place } from './places.ts';

type Sum = { latitude: number; longitude: number; count: number; state: GermanState | null };

/**
 * Reads the places of postcodes from GeoNames' `DE.txt`: tab-separated, postcode in column 2, state in column 4, degrees in 10
 * and 11. A postcode of several places lies in the middle of them. Rows that say something else are left out.
 * Source: https://download.geonames.org/export/zip/readme.txt
 * @throws ConfigError when the file can't be read or names no postcode.
 */
export async function readPostcodes(path: string): Promise<Map<string, Place>> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new ConfigError(['POSTCODES_FILE: the file cannot be read']);
  });
  const sums = new Map<string, Sum>();
  for (const row of text.split('\n')) {
    const cells = row.trimEnd().split('\t');
    const [postcode = '', stateName = ''] = [cells[1], cells[3]];
    const [latitude, longitude] = [degreesOf(cells[9]), degreesOf(cells[10])];
    if (!/^\d{5}$/.test(postcode) || latitude === null || longitude === null) continue;
    const sum = sums.get(postcode);
    sums.set(postcode, {
      latitude: latitude + (sum?.latitude ?? 0),
      longitude: longitude + (sum?.longitude ?? 0),
      count: 1 + (sum?.count ?? 0),
      state: sum?.state ?? stateNamed(stateName),
    });
  }
  if (sums.size === 0) {
    throw new ConfigError(['POSTCODES_FILE: the file names no German postcode']);
  }
  return new Map(
    [...sums].map(([postcode, { latitude, longitude, count, state }]) => [
      postcode,
      {
        latitude: latitude / count,
        longitude: longitude / count,
        state: state ?? stateOfPostcode(postcode),
        isExact: true,
      },
    ]),
  );
}

function degreesOf(text: string | undefined): number | null {
  return text && /^-?\d{1,3}(\.\d+)?$/.test(text) ? Number(text) : null;
}

function stateNamed(name: string): GermanState | null {
  const codes = Object.keys(germanStates) as GermanState[];
  return codes.find((code) => germanStates[code] === name) ?? null;
}
