import { z } from 'zod';

// The page's policy allows no code made from text, and zod would try to make some. It looks when a schema is built, so
// this stands in a module of its own that is imported before the first schema.
z.config({ jitless: true });
