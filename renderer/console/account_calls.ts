import type { Session as Device } from '../../protocol/entities';
import type { FactorBegun, FactorState } from '../../protocol/answers';
import type { HttpMethod, HttpResult } from '../sync/http';

/** Asks the server in the name of whoever is signed in. */
export type Ask = <T>(method: HttpMethod, path: string, body?: object) => Promise<HttpResult<T>>;

export type AccountCalls = {
  /** This user's signed-in devices. */
  devices(): Promise<HttpResult<Device[]>>;
  revoke(device: number): Promise<HttpResult<unknown>>;
  /** Signs all devices out, or all but this one. */
  revokeAll(keepsCurrent: boolean): Promise<HttpResult<{ ended: number }>>;
  /** Another password; his other devices are signed out. */
  changePassword(present: string, next: string): Promise<HttpResult<{ ended: number }>>;
  factor(): Promise<HttpResult<FactorState>>;
  beginFactor(password: string): Promise<HttpResult<FactorBegun>>;
  confirmFactor(code: string): Promise<HttpResult<{ recovery_codes: string[] }>>;
  removeFactor(password: string, code: string): Promise<HttpResult<unknown>>;
};

/** What a user may ask about his own account. */
export function accountCalls(ask: Ask): AccountCalls {
  return {
    devices: () => ask('GET', '/api/auth/sessions'),
    revoke: (device) => ask('DELETE', `/api/auth/sessions/${device}`),
    revokeAll: (keepsCurrent) => ask('DELETE', `/api/auth/sessions?keep_current=${keepsCurrent}`),
    changePassword: (password, new_password) => ask('POST', '/api/auth/password', { password, new_password }),
    factor: () => ask('GET', '/api/auth/factor'),
    beginFactor: (password) => ask('POST', '/api/auth/factor', { password }),
    confirmFactor: (code) => ask('POST', '/api/auth/factor/confirm', { code }),
    removeFactor: (password, code) => ask('DELETE', '/api/auth/factor', { password, code }),
  };
}
