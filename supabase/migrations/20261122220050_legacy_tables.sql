-- A project of the older Athro has tables that this one would run into, and students' chats and calendars in them. They are put out of the
-- way before the new tables are made, closed, and kept as they are: athro.import_legacy() copies out of them, and only the operator ever
-- drops them. In a project that has none of them, this does nothing.

do $$
declare
  old record;
  part record;
  reader text;
begin
  for old in
    select * from (values
      ('chat_sessions', '{user_id,athro_id,session_id,messages}'::text[]),
      ('user_preferences', '{user_id,preference_key,preference_value}')
    ) as t (name, columns)
  loop
    -- Told by their columns: the new chat_sessions may be there too, where this is applied late.
    continue when (
      select count(*) from information_schema.columns c
      where c.table_schema = 'public' and c.table_name = old.name and c.column_name = any (old.columns)
    ) < cardinality(old.columns);

    -- A view reads as its owner, whoever asks it: it would leave a way in. It has to be decided on by whoever made it.
    select string_agg(distinct r.ev_class::regclass::text, ', ') into reader
    from pg_catalog.pg_depend d
    join pg_catalog.pg_rewrite r on r.oid = d.objid
    where d.classid = 'pg_catalog.pg_rewrite'::regclass and d.refobjid = format('public.%I', old.name)::regclass;
    if reader is not null then
      raise exception 'public.% is read by %: drop that first', old.name, reader;
    end if;

    create schema if not exists athro_legacy;
    execute format('alter table public.%I set schema athro_legacy', old.name);
    for part in
      select case when a.grantee = 0 then 'public' else a.grantee::regrole::text end as grantee
      from pg_catalog.pg_class c cross join lateral pg_catalog.aclexplode(c.relacl) a
      where c.oid = format('athro_legacy.%I', old.name)::regclass and a.grantee <> c.relowner
      union
      select case when a.grantee = 0 then 'public' else a.grantee::regrole::text end
      from pg_catalog.pg_attribute c cross join lateral pg_catalog.aclexplode(c.attacl) a
      where c.attrelid = format('athro_legacy.%I', old.name)::regclass
    loop
      execute format('revoke all on athro_legacy.%I from %s cascade', old.name, part.grantee);
    end loop;
    for part in
      select p.polname as name from pg_catalog.pg_policy p
      where p.polrelid = format('athro_legacy.%I', old.name)::regclass
    loop
      execute format('drop policy %I on athro_legacy.%I', part.name, old.name);
    end loop;
    execute format('alter table athro_legacy.%I enable row level security', old.name);
    -- One that sets updated_at, say, would change what the import only marks.
    execute format('alter table athro_legacy.%I disable trigger user', old.name);
    -- What a student had goes with the account, whatever the older schema said. Rows whose account is gone already stay.
    for part in
      select k.conname as name from pg_catalog.pg_constraint k
      where k.conrelid = format('athro_legacy.%I', old.name)::regclass and k.contype = 'f'
        and k.confrelid = 'auth.users'::regclass
    loop
      execute format('alter table athro_legacy.%I drop constraint %I', old.name, part.name);
    end loop;
    execute format(
      'alter table athro_legacy.%I add constraint %I foreign key (user_id) references auth.users (id) '
      'on delete cascade not valid',
      old.name, old.name || '_user_id_fkey'
    );
  end loop;

  if to_regnamespace('athro_legacy') is null then
    return;
  end if;
  comment on schema athro_legacy is 'The older Athro''s tables, closed. athro.import_legacy() copies out of them; see athro.legacy_report.';
  revoke all on schema athro_legacy from public;

  -- From here on both are there, with every column that the import reads and with its own two.
  create table if not exists athro_legacy.chat_sessions (
    id uuid primary key default gen_random_uuid(),
    user_id uuid constraint chat_sessions_user_id_fkey references auth.users (id) on delete cascade
  );
  alter table athro_legacy.chat_sessions
    add column if not exists session_id text,
    add column if not exists athro_id text,
    add column if not exists messages jsonb,
    add column if not exists is_active boolean,
    add column if not exists created_at timestamptz,
    add column if not exists updated_at timestamptz,
    add column athro_moved_at timestamptz,
    add column athro_left_out jsonb;
  create table if not exists athro_legacy.user_preferences (
    user_id uuid constraint user_preferences_user_id_fkey references auth.users (id) on delete cascade,
    preference_key text,
    preference_value jsonb
  );
  alter table athro_legacy.user_preferences
    add column athro_row bigint generated always as identity unique,
    add column athro_moved_at timestamptz,
    add column athro_left_out jsonb;
  alter table athro_legacy.chat_sessions enable row level security;
  alter table athro_legacy.user_preferences enable row level security;
  revoke all on all tables in schema athro_legacy from public, anon, authenticated, service_role;
  revoke all on all sequences in schema athro_legacy from public, anon, authenticated, service_role;
  comment on column athro_legacy.chat_sessions.athro_moved_at is 'When the import has dealt with the row; null while it waits.';
  comment on column athro_legacy.chat_sessions.athro_left_out is 'What of the row could not be moved; see athro.legacy_report.';
  comment on column athro_legacy.user_preferences.athro_moved_at is 'When the import has dealt with the row; null while it waits.';
  comment on column athro_legacy.user_preferences.athro_left_out is 'What of the row could not be moved; see athro.legacy_report.';
  create index athro_waiting_sessions_idx on athro_legacy.chat_sessions (user_id) where athro_moved_at is null;
  create index athro_waiting_preferences_idx on athro_legacy.user_preferences (user_id) where athro_moved_at is null;
  -- For what goes with an account.
  create index athro_chat_sessions_user_id_idx on athro_legacy.chat_sessions (user_id);
  create index athro_user_preferences_user_id_idx on athro_legacy.user_preferences (user_id);
end
$$;
