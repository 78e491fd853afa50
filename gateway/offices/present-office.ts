import type { Office as OfficeResource, OfficeSummary } from '../contract/office.ts';
import type { Office } from '../model/office.ts';

export function presentSummary(office: Office): OfficeSummary {
  return {
    id: office.id,
    name: office.name,
    code: office.code ?? null,
    street: office.street ?? null,
    postcode: office.postcode ?? null,
    city: office.city ?? null,
    state: office.state ?? null,
    acceptsNewClients: office.acceptsNewClients,
    isFallback: office.isFallback,
    hasOpeningTimes: office.hours.length > 0,
    hasPrivacyContact: Boolean(office.privacyContact),
    createdAt: office.createdAt.toISOString(),
  };
}

export function presentOffice(office: Office): OfficeResource {
  return {
    ...presentSummary(office),
    latitude: office.latitude ?? null,
    longitude: office.longitude ?? null,
    phone: office.phone ?? null,
    email: office.email ?? null,
    website: office.website ?? null,
    languages: office.languages,
    hours: office.hours,
    closures: office.closures,
    privacyContact: office.privacyContact ?? null,
    updatedAt: office.updatedAt.toISOString(),
  };
}
