import { z } from 'zod';

/** A BCP 47 tag such as `en`, `pt-BR` or `zh-Hant`; null leaves it to the network. Form only, not the registry. */
export const languageOption = z
  .string()
  .regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/)
  .nullable()
  .default(null);
