/** Accounts in auth.users. */
import { DatabaseError, type Pool, type PoolClient } from "pg";
import { AuthError } from "./error.ts";

/** bcrypt's cost, the same as hosted Supabase's. */
const COST = 10;
/** What an unknown email is checked against, so that it takes as long as a known one. */
const NO_ONES_HASH = "$2a$10$MFl6Qxw5JRjBKSalXZ7Uq.UBcHYHi18KDwE1oiiEd1hx5bcZn4nsG";

export interface Account {
  id: string;
  email: string;
  email_confirmed_at: Date | null;
  last_sign_in_at: Date | null;
  raw_app_meta_data: Record<string, unknown>;
  raw_user_meta_data: Record<string, unknown>;
  created_at: Date;
  updated_at: Date;
}

type Database = Pool | PoolClient;

const COLUMNS = `id, email, email_confirmed_at, last_sign_in_at, raw_app_meta_data, raw_user_meta_data, created_at, updated_at`;

/** Undefined if the address is taken. */
export async function createAccount(
  database: Database,
  account: { email: string; password: string; metadata: string; confirmed: boolean },
): Promise<Account | undefined> {
  const { rows } = await database.query<Account>(
    `insert into auth.users (email, encrypted_password, email_confirmed_at, raw_user_meta_data)
     values ($1, extensions.crypt($2, extensions.gen_salt('bf', ${COST})), case when $4 then now() end, $3)
     on conflict (email) do nothing
     returning ${COLUMNS}`,
    [account.email, account.password, account.metadata, account.confirmed],
  );
  return rows[0];
}

export async function findAccountByEmail(
  database: Database,
  email: string,
): Promise<Account | undefined> {
  const { rows } = await database.query<Account>(
    `select ${COLUMNS} from auth.users where email = $1`,
    [email],
  );
  return rows[0];
}

/** Whoever opened a link from an e-mail has the address. */
export async function confirmEmail(database: Database, id: string): Promise<void> {
  await database.query(
    "update auth.users set email_confirmed_at = coalesce(email_confirmed_at, now()) where id = $1",
    [id],
  );
}

/** The account, if the password is its own. */
export async function checkPassword(
  database: Database,
  email: string,
  password: string,
): Promise<Account | undefined> {
  const { rows } = await database.query<Account & { matches: boolean }>(
    `with found as (select * from auth.users where email = $1),
          hash as (select coalesce((select encrypted_password from found), '${NO_ONES_HASH}') as stored)
     select ${COLUMNS}, stored = extensions.crypt($2, stored) as matches
     from hash left join found on true`,
    [email, password],
  );
  const row = rows[0];
  return row !== undefined && row.id !== null && row.matches ? row : undefined;
}

export async function findAccount(database: Database, id: string): Promise<Account | undefined> {
  const { rows } = await database.query<Account>(
    `select ${COLUMNS} from auth.users where id = $1`,
    [id],
  );
  return rows[0];
}

/**
 * Changes what is given. Metadata is merged key by key; a null removes its key.
 *
 * @throws AuthError email_exists, same_password
 */
export async function changeAccount(
  client: PoolClient,
  id: string,
  change: { email?: string; password?: string; metadata?: string },
): Promise<Account> {
  if (change.password !== undefined) {
    const { rows } = await client.query<{ same: boolean }>(
      "select encrypted_password = extensions.crypt($2, encrypted_password) as same from auth.users where id = $1",
      [id, change.password],
    );
    if (rows[0]?.same === true) {
      throw new AuthError(
        422,
        "same_password",
        "New password should be different from the old password.",
      );
    }
  }
  try {
    const { rows } = await client.query<Account>(
      `update auth.users set
         email = coalesce($2, email),
         encrypted_password = case when $3::text is null then encrypted_password
                                   else extensions.crypt($3, extensions.gen_salt('bf', ${COST})) end,
         raw_user_meta_data = (
           select coalesce(jsonb_object_agg(key, value), '{}')
           from jsonb_each(raw_user_meta_data || $4::jsonb)
           where jsonb_typeof(value) <> 'null'
         ),
         updated_at = now()
       where id = $1
       returning ${COLUMNS}`,
      [id, change.email ?? null, change.password ?? null, change.metadata ?? "{}"],
    );
    if (rows[0] === undefined) throw new AuthError(403, "user_not_found", "User not found");
    return rows[0];
  } catch (error) {
    if (error instanceof DatabaseError && error.code === "23505") {
      throw new AuthError(
        422,
        "email_exists",
        "A user with this email address has already been registered",
      );
    }
    throw error;
  }
}

/** The shape that supabase-js knows a user by. */
export function describeAccount(account: Account): Record<string, unknown> {
  const verified = account.email_confirmed_at !== null;
  return {
    id: account.id,
    aud: "authenticated",
    role: "authenticated",
    email: account.email,
    email_confirmed_at: account.email_confirmed_at,
    confirmed_at: account.email_confirmed_at,
    phone: "",
    last_sign_in_at: account.last_sign_in_at,
    app_metadata: account.raw_app_meta_data,
    user_metadata: account.raw_user_meta_data,
    identities: [
      {
        identity_id: account.id,
        id: account.id,
        user_id: account.id,
        identity_data: {
          sub: account.id,
          email: account.email,
          email_verified: verified,
          phone_verified: false,
        },
        provider: "email",
        email: account.email,
        last_sign_in_at: account.last_sign_in_at,
        created_at: account.created_at,
        updated_at: account.updated_at,
      },
    ],
    created_at: account.created_at,
    updated_at: account.updated_at,
    is_anonymous: false,
  };
}
