import type { AppContext } from '../context.ts';
export async function seedDemo(_context: AppContext): Promise<void> {}
