import { DataTypes, type Model, type ModelStatic, type Sequelize } from 'sequelize';
import type { Language } from '../../protocol/errors';
import type { Role } from '../../protocol/entities';
import type { Scope } from '../caller';

/** Rows of accounts. They never leave the server: `present/` says what is shown of them. */

export type UserRow = {
  id: number;
  email: string;
  first_name: string;
  last_name: string;
  role: Role;
  password_hash: string | null;
  /** In which his devices speak to him; null: nobody knows. */
  language: Language | null;
  disabled_at: Date | null;
  erased_at: Date | null;
  created_at: Date;
  updated_at: Date;
};

export type SessionRow = {
  id: number;
  user: number;
  device: 'desktop' | 'web';
  order: number | null;
  /** Not null: it came by this invite and ends with it. */
  invite: number | null;
  /** In a page of the marketplace's: without a refresh token. */
  is_embedded: boolean;
  user_agent: string;
  created_at: Date;
  last_used_at: Date;
  expires_at: Date;
  revoked_at: Date | null;
  revoked_reason: string | null;
};

export type RefreshTokenRow = {
  id: number;
  session: number;
  hash: Buffer;
  successor: number | null;
  created_at: Date;
  used_at: Date | null;
  repeated_at: Date | null;
};

export type ApiKeyRow = {
  id: number;
  name: string;
  hash: Buffer;
  scopes: Scope[];
  created_at: Date;
  last_used_at: Date | null;
  /** Another one has replaced it: until then it is good. */
  expires_at: Date | null;
  /** Its last characters. */
  hint: string;
  revoked_at: Date | null;
};

export type AuditRow = {
  id: number;
  at: Date;
  kind: string;
  actor: number | null;
  session: number | null;
  api_key: string | null;
  address: string | null;
  data: Record<string, unknown>;
};

export type Table<Row extends object> = ModelStatic<Model<Row, Partial<Row>>>;

const key = { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true };
const { BIGINT, TEXT, DATE, JSONB, BLOB } = DataTypes;

/** The tables of accounts on this connection. */
export function defineAccounts(sequelize: Sequelize) {
  return {
    users: sequelize.define('users', {
      id: key,
      email: TEXT,
      first_name: TEXT,
      last_name: TEXT,
      role: TEXT,
      password_hash: TEXT,
      language: TEXT,
      disabled_at: DATE,
      erased_at: DATE,
      created_at: DATE,
      updated_at: DATE,
    }) as Table<UserRow>,
    sessions: sequelize.define('sessions', {
      id: key,
      user: BIGINT,
      device: TEXT,
      order: BIGINT,
      invite: BIGINT,
      is_embedded: DataTypes.BOOLEAN,
      user_agent: TEXT,
      created_at: DATE,
      last_used_at: DATE,
      expires_at: DATE,
      revoked_at: DATE,
      revoked_reason: TEXT,
    }) as Table<SessionRow>,
    refresh_tokens: sequelize.define('refresh_tokens', {
      id: key,
      session: BIGINT,
      hash: BLOB,
      successor: BIGINT,
      created_at: DATE,
      used_at: DATE,
      repeated_at: DATE,
    }) as Table<RefreshTokenRow>,
    api_keys: sequelize.define('api_keys', {
      id: key,
      name: TEXT,
      hash: BLOB,
      scopes: DataTypes.ARRAY(TEXT),
      created_at: DATE,
      last_used_at: DATE,
      expires_at: DATE,
      hint: TEXT,
      revoked_at: DATE,
    }) as Table<ApiKeyRow>,
    audit_log: sequelize.define('audit_log', {
      id: key,
      at: DATE,
      kind: TEXT,
      actor: BIGINT,
      session: BIGINT,
      api_key: TEXT,
      address: TEXT,
      data: JSONB,
    }) as Table<AuditRow>,
  };
}
