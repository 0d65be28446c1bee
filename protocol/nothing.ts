import { z } from 'zod';

/** It will be done, or was. */
export const nothing = z.object({});
