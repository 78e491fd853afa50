/**
 * Stands in for zod in the browser: any chain of calls is fine, it only builds schemas that nobody reads here.
 * Validating throws, because nothing would be validated.
 */
export const z: unknown = new Proxy(() => undefined, {
  get: (_, name) => {
    if (/parse/i.test(String(name))) throw new Error('The browser has no schemas to validate by.');
    return z;
  },
  apply: () => z,
});
