import type { SignInWays } from '../../../protocol/answers';
import { passwordBody, redeemBody, resetBody, setupBody } from '../../../protocol/http';
import { changePassword } from '../../domain/password_change';
import { needsSetUp, setUp } from '../../domain/first_admin';
import { askReset, redeemReset } from '../../domain/password_reset';
import { route, type Route } from './route';

/** Another password: by whoever knows the present one, or by a letter. */
export const passwordRoutes: readonly Route[] = [
  route('GET /api/auth/ways', {}, async (parts) => {
    const ways: SignInWays = { contract: parts.config.contract, desktop_url: parts.config.DESKTOP_URL ?? null, needs_setup: await needsSetUp(parts), password_reset: parts.mail !== null, oidc: parts.oidc && { name: parts.oidc.name, url: `${parts.config.publicUrl}/api/auth/oidc/start`, desktop: true } };
    return { body: ways };
  }),
  route('POST /api/auth/password', { body: passwordBody }, async (parts, { caller, body, address }) => {
    const { result, happenings } = await changePassword(parts, caller, body, address);
    return { body: result, happenings };
  }),
  route('POST /api/auth/setup', { body: setupBody }, async (parts, { body, address }) => {
    await setUp(parts, body, address);
    return { status: 204, body: undefined };
  }),
  route('POST /api/auth/reset', { body: resetBody }, async (parts, { body, language, address }) => {
    await askReset(parts, { email: body.email, language, address });
    return { status: 202, body: {} };
  }),
  route('POST /api/auth/reset/redeem', { body: redeemBody }, async (parts, { body, address }) => {
    const { happenings } = await redeemReset(parts, body, address);
    return { status: 204, body: undefined, happenings };
  }),
];
