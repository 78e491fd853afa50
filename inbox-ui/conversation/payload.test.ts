import { expect, test } from 'vitest';
import { cardsOf, choiceOf, mapUrl, placeOf } from './payload.ts';

test('a place is shown only with numbers for coordinates', () => {
  expect(placeOf({ latitude: 52.52, longitude: 13.405, name: 'Amt' })).toMatchObject({
    name: 'Amt',
    address: null,
  });
  expect(placeOf({ latitude: '52', longitude: 13 })).toBeNull();
  expect(placeOf(null)).toBeNull();
});

test('contact cards survive what providers leave out', () => {
  const olena = { name: 'Olena', phones: ['+49170', { phone: '+49171' }, 7] };
  expect(cardsOf([olena, 'x', {}, { ...olena, provenPhone: '+49170' }])).toEqual([
    { name: 'Olena', phones: ['+49170', '+49171'], isOwn: false },
    { name: '', phones: [], isOwn: false },
    { name: 'Olena', phones: ['+49170', '+49171'], isOwn: true },
  ]);
});

test('a button without a title is called by its id', () => {
  expect(choiceOf({ id: 'yes' })?.title).toBe('yes');
});

test('the map is asked for this place only', () => {
  const place = placeOf({ latitude: 52.52, longitude: 13.405 });
  expect(place && mapUrl(place)).toBe(
    'https://www.openstreetmap.org/?mlat=52.520000&mlon=13.405000#map=17/52.520000/13.405000',
  );
});
