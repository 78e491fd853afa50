import * as z from 'zod';
import { rule } from '../contract/rule.ts';
import content from './starter.json' with { type: 'json' };

const starterRule = rule.pick({
  key: true,
  position: true,
  validFrom: true,
  validTo: true,
  reviewBy: true,
  condition: true,
  target: true,
  why: true,
  sources: true,
});
export type StarterRule = z.infer<typeof starterRule>;

/**
 * The rules that ship with the product, in seven languages, written by machine and not reviewed. Youth services are for 12
 * to 26; people with an Aufenthaltsgestattung belong to migration counseling as well since 31.12.2022, so that staying is
 * always named; federal money for advice in the asylum procedure is announced to end in 2027.
 */
export function readStarterRules(): StarterRule[] {
  return z.array(starterRule).parse(content);
}
