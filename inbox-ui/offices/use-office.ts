import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import {
  createOffice,
  getOffice,
  updateOffice,
  type Office,
} from '../../gateway/contract/office.ts';
import { ApiProblem, call } from '../api.ts';
import { fieldErrorsOf } from '../components/field-errors.ts';
import { keys } from '../query-client.ts';
import { bodyOf, type OfficeError, type OfficeValues } from './office-values.ts';

export function useOffice(id: string) {
  return useQuery({
    queryKey: keys.office(id),
    queryFn: ({ signal }) => call(getOffice, { params: { id }, signal }),
    enabled: id !== 'new',
  });
}

/** Saves and goes back to the list. What a field can show is an error of the field, all else is said above the form. */
export function useSaveOffice(office: Office | null) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const { mutate, reset, isPending, error } = useMutation({
    mutationFn: (values: OfficeValues) => {
      const body = bodyOf(values);
      return office
        ? call(updateOffice, { params: { id: office.id }, body })
        : call(createOffice, { body });
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: keys.offices });
      await navigate('/settings/offices');
    },
  });
  const errors = refusedFields(error);
  return { save: mutate, forget: reset, isPending, errors, problem: errors.length ? null : error };
}

function refusedFields(error: unknown): OfficeError[] {
  if (!(error instanceof ApiProblem)) return [];
  if (error.code === 'conflict') return ['code'];
  const fields: Record<string, OfficeError> = {
    name: 'name',
    postcode: 'postcode',
    latitude: 'position',
    longitude: 'position',
    email: 'email',
    website: 'website',
    hours: 'hours',
    closures: 'closures',
  };
  const found = Object.keys(fieldErrorsOf(error)).map((path) => fields[path.split('.')[0] ?? '']);
  return found.every((field) => field !== undefined) ? [...new Set(found)] : [];
}
