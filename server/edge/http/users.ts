import { userBody } from '../../../protocol/http';
import { getAccount, putUser } from '../../domain/users';
import { route, type Route } from './route';

/** Who the caller is, and the marketplace's making of users. */
export const userRoutes: readonly Route[] = [
  route('GET /api/users/me', {}, async (parts, { caller }) => ({ body: await getAccount(parts, caller.user) })),
  route('POST /api/users', { body: userBody }, async (parts, { caller, body }) => {
    const { result, happenings } = await putUser(parts, caller, body);
    return { status: result.is_new ? 201 : 200, body: { user: result.user }, happenings };
  }),
];
