/** The rows of a keyboard as each layout prints them, in the places of the Latin letters. */
const latin = "qwertyuiop[]asdfghjkl;'zxcvbnm,.";
const layouts = [
  'йцукенгшщзхъфывапролджэячсмитьбю',
  'йцукенгшщзхїфівапролджєячсмитьбю',
  'ضصثقفغعهخحجدشسيبلاتنمكطئءؤرلىةوز',
];

/**
 * What was meant by somebody whose keyboard is set to Cyrillic or Arabic letters: `еуькшт` is `termin`. Keyboards of
 * German offices have Y and Z the other way round, so both are answers. Empty for a text in Latin letters.
 */
export function latinKeysOf(typed: string): string[] {
  const found = layouts.flatMap((layout) => {
    const letters = [...layout];
    const meant = [...typed.toLowerCase()].map((letter) => {
      const place = letters.indexOf(letter);
      return place === -1 ? letter : (latin[place] ?? letter);
    });
    const text = meant.join('');
    return text !== typed.toLowerCase() && /^[a-z0-9-]+$/.test(text) ? [text, swapYZ(text)] : [];
  });
  return [...new Set(found)];
}

function swapYZ(text: string): string {
  return text.replaceAll(/[yz]/g, (letter) => (letter === 'y' ? 'z' : 'y'));
}
