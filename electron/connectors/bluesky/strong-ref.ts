import { z } from 'zod';
import type { Json, JsonObject } from '#core/json';

export interface StrongRef { readonly uri: string; readonly cid: string }
export const refAnswer = z.object({ uri: z.string().regex(/^at:\/\/[A-Za-z0-9.:%_-]{1,300}\/[A-Za-z0-9.]{1,300}\/[A-Za-z0-9.:~_-]{1,512}$/), cid: z.string().regex(/^[A-Za-z0-9+=/]{1,200}$/) });

export function readRef(value: Json | undefined): StrongRef | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const { uri, cid } = value as JsonObject;
  return typeof uri === 'string' && typeof cid === 'string' ? { uri, cid } : null;
}
