import regions from './regions.json' with { type: 'json' };
import { stateOfPostcode, type GermanState } from '../contract/german-states.ts';

export type Place = {
  latitude: number;
  longitude: number;
  state: GermanState | null;
  /** Of the postcode itself, not of the region that its first two digits name. */
  isExact: boolean;
};

/** What the operator's file says of single postcodes; empty without one. */
let exact: ReadonlyMap<string, Place> = new Map();

/** Replaces what is known of single postcodes, see `read-postcodes.ts`. */
export function usePostcodes(places: ReadonlyMap<string, Place>): void {
  exact = places;
}

/** Where a postcode lies: by the operator's file, or the middle of its region. Null when it names neither. */
export function placeOf(postcode: string): Place | null {
  const known = exact.get(postcode);
  if (known) return known;
  if (!/^\d{5}$/.test(postcode)) return null;
  const centers: Record<string, number[]> = regions;
  const [latitude, longitude] = centers[postcode.slice(0, 2)] ?? [];
  if (latitude === undefined || longitude === undefined) return null;
  return { latitude, longitude, state: stateOfPostcode(postcode), isExact: false };
}
