create table athro.clocks (
  user_id uuid primary key references auth.users (id) on delete cascade,
  seq bigint not null default 0,
  digest bigint not null default 0,
  purge_due timestamptz
) with (fillfactor = 50);
comment on table athro.clocks is 'One clock per student. Whoever changes a student''s rows holds this row from before the first change to the commit (O1).';
comment on column athro.clocks.digest is 'Sum of athro.digest_of(seq) over all the student''s rows, mod 2^48 (E3).';
comment on column athro.clocks.purge_due is 'Not before then is there anything to purge; null for nothing.';

create table athro.server (
  one boolean primary key default true check (one),
  epoch uuid not null default gen_random_uuid()
);
comment on table athro.server is 'One row. The epoch tells devices that this database was restored from a backup (E1).';
insert into athro.server default values;

create function athro.begin_epoch() returns uuid
language sql
set search_path = ''
as $$
  update athro.server set epoch = gen_random_uuid() returning epoch
$$;
comment on function athro.begin_epoch() is 'To be run once after the database was restored from a backup, before clients come back.';

create table athro.field_groups (
  table_name text not null,
  field_group text not null,
  -- `origin` makes a record and merges like a `field`; `body` makes a record and never changes; `server` is not for clients.
  kind text not null check (kind in ('origin', 'body', 'field', 'server')),
  columns text[] not null,
  -- What each column holds, in the order of `columns`; see athro.fits.
  holds text[] not null check (cardinality(holds) = cardinality(columns)),
  primary key (table_name, field_group)
);
comment on table athro.field_groups is 'The units in which edits are merged: FIELD_GROUPS of src/model/tables.ts.';

insert into athro.field_groups (table_name, field_group, kind, columns, holds) values
  ('chat_sessions', 'origin', 'origin', '{athro_id,created_at}', '{text,instant}'),
  ('chat_sessions', 'title', 'field', '{title}', '{text}'),
  ('chat_sessions', 'active', 'field', '{is_active}', '{boolean}'),
  ('chat_sessions', 'deleted', 'field', '{deleted}', '{boolean}'),
  (
    'chat_messages', 'body', 'body',
    '{session_id,role,content,order_key,question_id,attempt,wants_reply,created_at,replaces,ended,written_by}',
    '{uuid,text,text,integer,uuid,integer,boolean,instant,uuid,text,text}'
  ),
  ('chat_messages', 'shown', 'field', '{shown_attempt}', '{integer}'),
  ('chat_messages', 'deleted', 'field', '{deleted}', '{boolean}'),
  ('calendar_events', 'origin', 'origin', '{created_at}', '{instant}'),
  ('calendar_events', 'title', 'field', '{title}', '{text}'),
  ('calendar_events', 'time', 'field', '{all_day,starts_at,ends_at,zone}', '{boolean,wall,wall,text}'),
  ('calendar_events', 'repeat', 'field', '{rrule}', '{text}'),
  ('calendar_events', 'kind', 'field', '{kind}', '{text}'),
  ('calendar_events', 'athro', 'field', '{athro_id}', '{text}'),
  ('calendar_events', 'notes', 'field', '{notes,location}', '{text,text}'),
  ('calendar_events', 'study', 'field', '{confidence,priority}', '{integer,boolean}'),
  ('calendar_events', 'reminders', 'field', '{reminders}', '{json}'),
  ('calendar_events', 'source', 'field', '{uid,imported}', '{text,text}'),
  ('calendar_events', 'deleted', 'field', '{deleted}', '{boolean}'),
  ('calendar_overrides', 'origin', 'origin', '{event_id,original_start}', '{uuid,wall}'),
  ('calendar_overrides', 'cancelled', 'field', '{cancelled}', '{boolean}'),
  ('calendar_overrides', 'title', 'field', '{title}', '{text}'),
  ('calendar_overrides', 'time', 'field', '{all_day,starts_at,ends_at,zone}', '{boolean,wall,wall,text}'),
  ('calendar_overrides', 'kind', 'field', '{kind}', '{text}'),
  ('calendar_overrides', 'athro', 'field', '{athro_id}', '{text}'),
  ('calendar_overrides', 'notes', 'field', '{notes,location}', '{text,text}'),
  ('calendar_overrides', 'reminders', 'field', '{reminders}', '{json}'),
  ('calendar_overrides', 'source', 'field', '{imported}', '{text}'),
  ('calendar_overrides', 'deleted', 'field', '{deleted}', '{boolean}'),
  ('preferences', 'origin', 'origin', '{name}', '{text}'),
  ('preferences', 'value', 'field', '{value}', '{json}'),
  ('preferences', 'deleted', 'field', '{deleted}', '{boolean}'),
  (
    'superseded', 'body', 'server',
    '{table_name,record_id,field_group,lost,lost_stamp,lost_device,created_at}',
    '{text,uuid,text,json,integer,text,instant}'
  ),
  ('superseded', 'deleted', 'field', '{deleted}', '{boolean}');

-- Takes the student's clock, waiting as long as the caller's lock_timeout allows; 55P03 is for the client to try again.
create function athro.take_clock(student uuid) returns athro.clocks
language plpgsql
set search_path = ''
as $$
declare
  clock athro.clocks;
begin
  select c.* into clock from athro.clocks c where c.user_id = student for update;
  if not found then
    begin
      insert into athro.clocks (user_id) values (student) on conflict do nothing;
    exception when foreign_key_violation then
      -- A token can outlive its account.
      raise exception using errcode = 'PT401', message = 'no such user';
    end;
    select c.* into clock from athro.clocks c where c.user_id = student for update;
  end if;
  return clock;
end
$$;

-- Who is asking. The role is the one that the API took from the token; a security definer function does not change it.
create function athro.caller() returns uuid
language plpgsql stable
set search_path = ''
as $$
declare
  student uuid;
begin
  begin
    if current_setting('role') = 'authenticated' and coalesce(auth.jwt() ->> 'role', 'authenticated') = 'authenticated' then
      student := auth.uid();
    end if;
  exception when data_exception then
    student := null;
  end;
  if student is null then
    raise exception using errcode = 'PT401', message = 'sign in';
  end if;
  return student;
end
$$;
comment on function athro.caller() is 'The signed-in student; PT401 for anyone else.';

revoke all on all tables in schema athro from public, anon, authenticated, service_role;
revoke execute on all functions in schema athro from public;
