import { factorBeginBody, factorConfirmBody, factorRemoveBody } from '../../../protocol/http';
import { beginSecondFactor, confirmSecondFactor, getFactor, removeSecondFactor } from '../../domain/second_factor';
import { route, type Route } from './route';

/** The caller's own second factor. */
export const secondFactorRoutes: readonly Route[] = [
  route('GET /api/auth/factor', {}, async (parts, { caller }) => ({ body: await getFactor(parts, caller) })),
  route('POST /api/auth/factor', { body: factorBeginBody }, async (parts, { caller, body, address }) => ({
    status: 201,
    body: await beginSecondFactor(parts, caller, body.password, address),
  })),
  route('POST /api/auth/factor/confirm', { body: factorConfirmBody }, async (parts, { caller, body, address }) => ({
    body: await confirmSecondFactor(parts, caller, body.code, address),
  })),
  route('DELETE /api/auth/factor', { body: factorRemoveBody }, async (parts, { caller, body, address }) => {
    await removeSecondFactor(parts, caller, body, address);
    return { status: 204, body: undefined };
  }),
];
