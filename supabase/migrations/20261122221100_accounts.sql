-- Leaving for good, and how a student's other devices learn of it.
--
-- An Edge Function with the service role would do as well, but it would hold a key to everybody's data for the sake of one row, and run
-- its two halves in two transactions. This function can delete its caller and no one else, in one transaction, and needs no key.

create table athro.deleted_accounts (
  -- SHA-256 of the id: nothing of the student is left, and whoever has the id already can be told what became of it.
  account bytea primary key,
  epoch uuid not null,
  deleted_at timestamptz not null
);
comment on table athro.deleted_accounts is 'That an account was deleted, so that its devices know this from a session that ended or a restored server (U13).';
comment on column athro.deleted_accounts.epoch is 'The server''s epoch then. A device believes only an answer that names the epoch which it has itself synced with.';
revoke all on athro.deleted_accounts from public, anon, authenticated, service_role;

create function athro.mark_of(student uuid) returns bytea
language sql immutable strict parallel safe
set search_path = ''
as $$
  select pg_catalog.sha256(convert_to(student::text, 'UTF8'))
$$;

-- A token is renewed for weeks, and a device may lie about unlocked. When its bearer last proved who they are stands in `amr`, which the
-- auth server writes and a renewal does not change; and the session must not have been ended since.
create function athro.is_fresh_sign_in(student uuid, moment timestamptz) returns boolean
language plpgsql stable
set search_path = ''
as $$
declare
  claims constant jsonb := auth.jwt();
begin
  return exists (
    select from jsonb_array_elements(
      case when jsonb_typeof(claims -> 'amr') = 'array' then claims -> 'amr' else '[]' end
    ) a
    where a.value ->> 'method' <> 'token_refresh'
      and case
        when athro.is_safe_integer(a.value -> 'timestamp')
          then abs(extract(epoch from moment) - (a.value ->> 'timestamp')::bigint) <= 300
        else false
      end
  ) and exists (
    select from auth.sessions s where s.user_id = student and s.id::text = claims ->> 'session_id'
  );
end
$$;
comment on function athro.is_fresh_sign_in(uuid, timestamptz) is 'Whether the caller has given the password, or opened a link from an e-mail, within 5 minutes, in a session that still runs.';

create function athro.delete_account() returns json
language plpgsql
security definer
set search_path = ''
set lock_timeout = '3s'
as $$
declare
  student constant uuid := athro.caller();
  clock athro.clocks;
begin
  if not athro.is_fresh_sign_in(student, athro.now()) then
    raise exception using errcode = 'PT403', message = 'sign in again first';
  end if;
  -- As every writer does: a sync that is under way ends before, and one that comes later finds no such user.
  clock := athro.take_clock(student);
  insert into athro.deleted_accounts (account, epoch, deleted_at)
  select athro.mark_of(student), s.epoch, athro.now() from athro.server s
  on conflict (account) do update set epoch = excluded.epoch, deleted_at = excluded.deleted_at;
  -- Rows, sessions and tokens go with it.
  delete from auth.users u where u.id = student;
  perform athro.poke(student, clock.seq + 1);
  return json_build_object('user', student, 'state', 'deleted');
end
$$;
comment on function athro.delete_account() is 'Deletes the caller''s account and all that belongs to it.';

create function athro.account_state(student uuid) returns json
language sql stable
security definer
set search_path = ''
as $$
  select coalesce(
    (
      select json_build_object(
        'user', student, 'state', 'deleted', 'epoch', d.epoch, 'deleted_at', athro.in_ms(d.deleted_at)
      )
      from athro.deleted_accounts d
      where d.account = athro.mark_of(student)
        and not exists (select from auth.users u where u.id = student)
    ),
    json_build_object('user', student, 'state', 'unknown')
  )
$$;
comment on function athro.account_state(uuid) is 'Whether an account was deleted; of any other, be it there or not, it says nothing.';

create function public.delete_account() returns json
language sql
security invoker
set search_path = ''
as $$
  select athro.delete_account()
$$;
comment on function public.delete_account() is 'Deletes the caller''s account for good. Asks for a sign-in within the last 5 minutes.';

-- For a device whose session has ended: it has no token to ask with.
create function public.account_state(student uuid) returns json
language sql stable
security invoker
set search_path = ''
as $$
  select athro.account_state(student)
$$;
comment on function public.account_state(uuid) is 'Whether the account with this id was deleted.';

revoke execute on all functions in schema athro from public;
revoke execute on function public.delete_account() from public, anon, authenticated, service_role;
revoke execute on function public.account_state(uuid) from public, anon, authenticated, service_role;
grant execute on function athro.delete_account() to authenticated;
grant execute on function public.delete_account() to authenticated;
-- Of the schema this opens the one function that is granted here, and no table.
grant usage on schema athro to anon;
grant execute on function athro.account_state(uuid) to anon, authenticated;
grant execute on function public.account_state(uuid) to anon, authenticated;
