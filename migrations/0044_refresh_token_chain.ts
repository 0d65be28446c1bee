import type { Migration } from './migration';

/** Who of the tokens names one as its successor: asked for each token that is deleted. */
export const refreshTokenChain: Migration = {
  name: '0044_refresh_token_chain',
  indexes: [{ name: 'refresh_tokens_of_successor', on: `refresh_tokens (successor) WHERE successor IS NOT NULL` }],
};
