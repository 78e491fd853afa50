const trees = [
  'Ahorn',
  'Birke',
  'Buche',
  'Eibe',
  'Eiche',
  'Erle',
  'Esche',
  'Espe',
  'Fichte',
  'Flieder',
  'Ginster',
  'Hasel',
  'Holunder',
  'Kastanie',
  'Kiefer',
  'Kirsche',
  'Lärche',
  'Linde',
  'Mispel',
  'Pappel',
  'Quitte',
  'Robinie',
  'Schlehe',
  'Tanne',
  'Ulme',
  'Wacholder',
  'Weide',
  'Zeder',
];

/** What a contact is called until somebody names them, e.g. "Linde-482": a tree and a number drawn from the id. */
export function pseudonym(contactId: string): string {
  const drawn = Number.parseInt(contactId.slice(-8), 16);
  return `${trees[drawn % trees.length]}-${100 + (Math.floor(drawn / trees.length) % 900)}`;
}
