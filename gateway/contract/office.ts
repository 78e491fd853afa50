import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { germanStateCodes } from './german-states.ts';
import { id, idParams, instant, language, line, name, pageOf } from './primitives.ts';

const clock = /^([01]\d|2[0-3]):[0-5]\d$/;

/** When people can come or call, in Europe/Berlin: days 1 Monday to 7 Sunday, `HH:MM`; an end of `24:00` is midnight. */
export const openHours = z
  .object({
    weekday: z.number().int().min(1).max(7),
    from: z.string().regex(clock, 'Write the time as 09:00.'),
    to: z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'Write the time as 16:00.'),
  })
  .refine(({ from, to }) => from < to, {
    message: 'The end must be later than the beginning.',
    path: ['to'],
  });
export type OpenHours = z.infer<typeof openHours>;

/** A week: sorted, at most four times a day, none of which overlap. Empty while nobody has said when. */
export const weeklyHours = z
  .array(openHours)
  .max(28)
  .transform((week) => week.toSorted((a, b) => a.weekday - b.weekday || (a.from < b.from ? -1 : 1)))
  .refine(
    (week) =>
      week.every(({ weekday, from }, index) => {
        const before = week[index - 1];
        return before?.weekday !== weekday || before.to <= from;
      }),
    'Two times of one day overlap.',
  );

/** Days on which nobody is there, the first and the last included, besides Sundays, holidays and what the hours say. */
export const closure = z
  .object({ from: z.iso.date(), to: z.iso.date(), reason: line.trim().max(120).default('') })
  .refine(({ from, to }) => from <= to, {
    message: 'The last day must not be before the first.',
    path: ['to'],
  });
export type Closure = z.infer<typeof closure>;

const optionalLine = (max: number) =>
  line
    .trim()
    .max(max)
    .transform((value) => value || null)
    .nullable();

const postcode = z
  .string()
  .trim()
  .regex(/^\d{5}$/, 'A postcode has five digits.')
  .nullable();

const website = z
  .url({ protocol: /^https?$/, error: 'Give the whole address, such as https://example.org.' })
  .max(500)
  .nullable();

/** What can be said about an office. It is public: everything may be told to clients, nothing is sealed. */
export const officeFields = z.object({
  name,
  /** The organization's own number for it; it finds the office again at the next import. */
  code: optionalLine(60),
  street: optionalLine(160),
  postcode,
  city: optionalLine(120),
  /** Decides on holidays. Derived from the postcode when left out. */
  state: z.enum(germanStateCodes).nullable(),
  /** WGS 84 in degrees; both or neither. Without them the postcode says roughly where it is. */
  latitude: z.number().min(-90).max(90).nullable(),
  longitude: z.number().min(-180).max(180).nullable(),
  phone: optionalLine(60),
  email: z.email().max(254).nullable(),
  website,
  /** In which it can counsel. */
  languages: z
    .array(language)
    .max(60)
    .transform((codes) => [...new Set(codes)]),
  hours: weeklyHours,
  closures: z
    .array(closure)
    .max(100)
    .transform((all) => all.toSorted((a, b) => (a.from < b.from ? -1 : 1))),
  acceptsNewClients: z.boolean(),
  /** The one that is there for everybody for whom there is none nearer. Setting it takes it from the other. */
  isFallback: z.boolean(),
  /** Who is the controller and how its data-protection officer is reached, as clients shall read it. */
  privacyContact: z
    .string()
    .trim()
    .max(2000)
    .transform((value) => value || null)
    .nullable(),
});

/** An office in the list. */
export const officeSummary = z.object({
  id,
  name: z.string(),
  code: z.string().nullable(),
  street: z.string().nullable(),
  postcode: z.string().nullable(),
  city: z.string().nullable(),
  state: z.enum(germanStateCodes).nullable(),
  acceptsNewClients: z.boolean(),
  isFallback: z.boolean(),
  /** Whether anybody has said when it is open; promises are computed from standard hours otherwise. */
  hasOpeningTimes: z.boolean(),
  hasPrivacyContact: z.boolean(),
  createdAt: instant,
});
export type OfficeSummary = z.infer<typeof officeSummary>;

export const office = officeSummary.extend({
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  website: z.string().nullable(),
  languages: z.array(z.string()),
  hours: z.array(openHours),
  closures: z.array(closure),
  privacyContact: z.string().nullable(),
  updatedAt: instant,
});
export type Office = z.infer<typeof office>;

/** All of them on one page: they are chosen from everywhere, and the largest organizations have some hundreds. */
export const listOffices = endpoint({
  method: 'GET',
  path: '/api/offices',
  summary: 'Offices of the organization by name',
  access: 'office.read',
  response: pageOf(officeSummary),
});

export const getOffice = endpoint({
  method: 'GET',
  path: '/api/offices/:id',
  summary: 'One office with hours, closures and contact',
  access: 'office.read',
  params: idParams,
  response: office,
});

/** The first office is the fallback. 409 `conflict` when another one has that code. */
export const createOffice = endpoint({
  method: 'POST',
  path: '/api/offices',
  summary: 'Add an office',
  access: 'office.manage',
  body: officeFields.partial().required({ name: true }),
  response: office,
  status: 201,
});

/**
 * What is left out stays; a new postcode without a state derives the state anew. 409 `conflict` when another one has that
 * code, or for taking `isFallback` away: set it on another office instead. 403 `forbidden` for another office than one's own
 * without `office.manage`.
 */
export const updateOffice = endpoint({
  method: 'PATCH',
  path: '/api/offices/:id',
  summary: 'Change an office',
  access: 'office.manage_own',
  params: idParams,
  body: officeFields.partial(),
  response: office,
});

/** 409 `conflict` while counselors, channels or conversations belong to it, and for the fallback while there are others. */
export const deleteOffice = endpoint({
  method: 'DELETE',
  path: '/api/offices/:id',
  summary: 'Remove an office',
  access: 'office.manage',
  params: idParams,
  response: z.undefined(),
  status: 204,
});
