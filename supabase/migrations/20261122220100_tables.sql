-- The synced tables. Devices write them through public.sync alone, and read their own rows.
--
-- Columns that each of them has:
--   seq         the user's clock at the row's last change (R3)
--   stamps      per field group: [stamp in ms, rev, mutation, device]
--   deleted     a field group like others (M5)
--   extra       field groups that this server does not know, by group (O6)
-- and, never sent to devices:
--   deleted_at  when `deleted` became true; null once there is nothing left to purge
--   purged      the content is gone for good, every column of it null: a tombstone
--   merged      fingerprints of the latest edits merged into the row (P3)
--
-- Limits count characters, of which a text never has more than the UTF-16 units that src/model/limits.ts counts.

create function athro.is_zone(zone text, wall timestamp) returns boolean
language sql immutable parallel safe
set search_path = ''
as $$
  -- timezone() also takes abbreviations and POSIX rules ("Nowhere-5"), which no browser knows. An unknown name raises 22023.
  select case
    when zone is null then null
    when zone ~* '^[a-z_]+(/[a-z_-]+)+$|^etc/gmt[+-]?[0-9]{1,2}$|^(utc|gmt|cet|eet|met|wet|est|mst|hst|est5edt|cst6cdt|mst7mdt|pst8pdt)$'
    then timezone(zone, coalesce(wall, timestamp '2000-01-01')) is not null
    else false
  end
$$;
comment on function athro.is_zone(text, timestamp) is 'Whether a time zone has an IANA name.';

create function athro.is_reminders(value jsonb) returns boolean
language plpgsql immutable parallel safe
set search_path = ''
as $$
begin
  if value is null then
    return null;
  elsif jsonb_typeof(value) <> 'array' or jsonb_array_length(value) > 5 then
    return false;
  end if;
  return not exists (
    select from jsonb_array_elements(value) e
    where case when jsonb_typeof(e) = 'number' then e::numeric <> trunc(e::numeric) or e::numeric not between -1440 and 40320 else true end
  ) and (select count(distinct e) from jsonb_array_elements(value) e) = jsonb_array_length(value);
end
$$;
comment on function athro.is_reminders(jsonb) is
  'Whether a value lists at most five different whole numbers of minutes, from a day after a start to four weeks before it.';

create table public.chat_sessions (
  user_id uuid not null references auth.users (id) on delete cascade,
  id uuid not null,
  seq bigint not null,
  stamps jsonb not null default '{}',
  deleted boolean not null default false,
  extra jsonb not null default '{}',
  deleted_at timestamptz,
  purged boolean not null default false,
  merged bigint[],
  athro_id text,
  created_at timestamptz,
  title text default '',
  is_active boolean default false,
  updated_at timestamptz not null default athro.now(),
  primary key (user_id, id),
  constraint chat_sessions_purged_is_deleted check (deleted or not purged),
  constraint chat_sessions_extra_size check (octet_length(extra::text) <= 262144),
  constraint chat_sessions_whole check (purged or num_nulls(athro_id, created_at, title, is_active) = 0),
  constraint chat_sessions_title_length check (char_length(title) <= 300)
);
comment on table public.chat_sessions is 'A student''s conversations with an Athro.';
comment on column public.chat_sessions.updated_at is 'Last change of the session or of a message in it. For tools; not synced, and no reason for a new seq.';

create table public.chat_messages (
  user_id uuid not null references auth.users (id) on delete cascade,
  id uuid not null,
  seq bigint not null,
  stamps jsonb not null default '{}',
  deleted boolean not null default false,
  extra jsonb not null default '{}',
  deleted_at timestamptz,
  purged boolean not null default false,
  merged bigint[],
  -- No foreign key: a message may arrive before its session, and outlives it.
  session_id uuid,
  role text,
  content text,
  order_key bigint,
  question_id uuid,
  attempt integer,
  wants_reply boolean default false,
  created_at timestamptz,
  -- On a question that was edited and sent anew: the one in whose place it stands.
  replaces uuid,
  -- On a reply that is not whole: `stopped` by the student, or `cut` off.
  ended text,
  -- On a reply: `device` if the browser's own tutor wrote it; null for the server's.
  written_by text,
  -- On a question: which attempt at a reply is shown; null for the latest.
  shown_attempt integer,
  primary key (user_id, id),
  constraint chat_messages_purged_is_deleted check (deleted or not purged),
  constraint chat_messages_extra_size check (octet_length(extra::text) <= 262144),
  constraint chat_messages_whole check (
    purged or num_nulls(session_id, role, content, order_key, wants_reply, created_at) = 0
  ),
  constraint chat_messages_role_known check (role in ('user', 'assistant', 'system')),
  constraint chat_messages_content_length check (char_length(content) between 1 and 16000),
  constraint chat_messages_order_key_safe check (order_key between -9007199254740991 and 9007199254740991),
  constraint chat_messages_attempt_counts check (attempt >= 0),
  constraint chat_messages_ended_known check (ended in ('stopped', 'cut')),
  constraint chat_messages_written_by_known check (written_by in ('device')),
  constraint chat_messages_shown_attempt_counts check (shown_attempt >= 0)
);
comment on table public.chat_messages is 'Messages of a conversation. Inserted once and never edited (M1), but for which attempt at a reply is shown.';

create table public.calendar_events (
  user_id uuid not null references auth.users (id) on delete cascade,
  id uuid not null,
  seq bigint not null,
  stamps jsonb not null default '{}',
  deleted boolean not null default false,
  extra jsonb not null default '{}',
  deleted_at timestamptz,
  purged boolean not null default false,
  merged bigint[],
  created_at timestamptz,
  title text default '',
  all_day boolean default false,
  starts_at timestamp,
  ends_at timestamp,
  zone text,
  rrule text,
  kind text default 'other',
  athro_id text,
  notes text default '',
  location text default '',
  confidence smallint,
  priority boolean default false,
  reminders jsonb default '[]',
  uid text,
  imported text,
  primary key (user_id, id),
  constraint calendar_events_purged_is_deleted check (deleted or not purged),
  constraint calendar_events_extra_size check (octet_length(extra::text) <= 262144),
  constraint calendar_events_whole check (
    purged or num_nulls(created_at, title, all_day, starts_at, ends_at, zone, kind, notes, location, priority, reminders) = 0
  ),
  constraint calendar_events_title_length check (char_length(title) <= 300),
  constraint calendar_events_notes_length check (char_length(notes) <= 8000),
  constraint calendar_events_kind_known check (kind in ('lesson', 'revision', 'exam', 'assignment', 'break', 'other')),
  constraint calendar_events_confidence_range check (confidence between 0 and 10),
  constraint calendar_events_reminders_are_minutes check (athro.is_reminders(reminders)),
  constraint calendar_events_uid_length check (char_length(uid) between 1 and 1000),
  constraint calendar_events_imported_length check (char_length(imported) <= 500),
  constraint calendar_events_zone_known check (athro.is_zone(zone, starts_at)),
  constraint calendar_events_ends_after_start check (ends_at >= starts_at and (not all_day or ends_at > starts_at)),
  constraint calendar_events_days_are_whole check (
    not all_day or (starts_at = date_trunc('day', starts_at) and ends_at = date_trunc('day', ends_at))
  )
);
comment on table public.calendar_events is 'Lessons, exams and the like. Times are wall times in `zone`.';
comment on column public.calendar_events.reminders is 'Minutes before the start, as a JSON array.';
comment on column public.calendar_events.uid is 'By what other calendars know the event, where it was imported from one.';
comment on column public.calendar_events.imported is 'Fingerprints of what a file said at the last import, by field group.';

create table public.calendar_overrides (
  user_id uuid not null references auth.users (id) on delete cascade,
  id uuid not null,
  seq bigint not null,
  stamps jsonb not null default '{}',
  deleted boolean not null default false,
  extra jsonb not null default '{}',
  deleted_at timestamptz,
  purged boolean not null default false,
  merged bigint[],
  event_id uuid,
  original_start timestamp,
  cancelled boolean default false,
  title text,
  all_day boolean,
  starts_at timestamp,
  ends_at timestamp,
  zone text,
  kind text,
  athro_id text,
  notes text,
  location text,
  reminders jsonb,
  imported text,
  primary key (user_id, id),
  constraint calendar_overrides_purged_is_deleted check (deleted or not purged),
  constraint calendar_overrides_extra_size check (octet_length(extra::text) <= 262144),
  constraint calendar_overrides_whole check (purged or num_nulls(event_id, original_start, cancelled) = 0),
  constraint calendar_overrides_title_length check (char_length(title) <= 300),
  constraint calendar_overrides_notes_length check (char_length(notes) <= 8000),
  constraint calendar_overrides_kind_known check (kind in ('lesson', 'revision', 'exam', 'assignment', 'break', 'other')),
  constraint calendar_overrides_reminders_are_minutes check (athro.is_reminders(reminders)),
  constraint calendar_overrides_imported_length check (char_length(imported) <= 500),
  constraint calendar_overrides_zone_known check (athro.is_zone(zone, starts_at)),
  constraint calendar_overrides_ends_after_start check (ends_at >= starts_at and (not all_day or ends_at > starts_at)),
  constraint calendar_overrides_days_are_whole check (
    not all_day or (starts_at = date_trunc('day', starts_at) and ends_at = date_trunc('day', ends_at))
  )
);
comment on table public.calendar_overrides is 'One occurrence of a repeating event, changed or cancelled. Null means: as in the event.';

create table public.preferences (
  user_id uuid not null references auth.users (id) on delete cascade,
  id uuid not null,
  seq bigint not null,
  stamps jsonb not null default '{}',
  deleted boolean not null default false,
  extra jsonb not null default '{}',
  deleted_at timestamptz,
  purged boolean not null default false,
  merged bigint[],
  name text,
  value jsonb,
  primary key (user_id, id),
  constraint preferences_purged_is_deleted check (deleted or not purged),
  constraint preferences_extra_size check (octet_length(extra::text) <= 262144),
  constraint preferences_whole check (purged or name is not null),
  constraint preferences_name_length check (char_length(name) between 1 and 200)
);
comment on table public.preferences is 'Settings, confidence and drafts, by name.';

create table public.superseded (
  user_id uuid not null references auth.users (id) on delete cascade,
  id uuid not null,
  seq bigint not null,
  stamps jsonb not null default '{}',
  deleted boolean not null default false,
  extra jsonb not null default '{}',
  deleted_at timestamptz,
  purged boolean not null default false,
  merged bigint[],
  table_name text,
  record_id uuid,
  field_group text,
  lost jsonb,
  lost_stamp bigint,
  lost_device text,
  created_at timestamptz,
  primary key (user_id, id),
  constraint superseded_purged_is_deleted check (deleted or not purged),
  constraint superseded_extra_size check (octet_length(extra::text) <= 262144),
  constraint superseded_whole check (
    purged or num_nulls(table_name, record_id, field_group, lost, lost_stamp, lost_device, created_at) = 0
  )
);
comment on table public.superseded is 'Edits that lost to another of the same thing, kept for 30 days to be restored (M3). Written by the server.';

-- One row of a user per tick of the clock (O1); pages are read in this order (O2).
create unique index chat_sessions_user_id_seq_idx on public.chat_sessions (user_id, seq);
create unique index chat_messages_user_id_seq_idx on public.chat_messages (user_id, seq);
create unique index calendar_events_user_id_seq_idx on public.calendar_events (user_id, seq);
create unique index calendar_overrides_user_id_seq_idx on public.calendar_overrides (user_id, seq);
create unique index preferences_user_id_seq_idx on public.preferences (user_id, seq);
create unique index superseded_user_id_seq_idx on public.superseded (user_id, seq);

-- What there is to purge: as good as empty, so that looking costs nothing.
create index chat_sessions_deleted_idx on public.chat_sessions (user_id, deleted_at) where deleted_at is not null;
create index chat_messages_deleted_idx on public.chat_messages (user_id, deleted_at) where deleted_at is not null;
create index calendar_events_deleted_idx on public.calendar_events (user_id, deleted_at) where deleted_at is not null;
create index calendar_overrides_deleted_idx on public.calendar_overrides (user_id, deleted_at) where deleted_at is not null;
create index preferences_deleted_idx on public.preferences (user_id, deleted_at) where deleted_at is not null;
create index superseded_created_idx on public.superseded (user_id, created_at) where not purged;

-- A conversation in order (A3), and what goes with its session or event.
create index chat_messages_session_idx on public.chat_messages (user_id, session_id, order_key, id) where session_id is not null;
create index calendar_overrides_event_idx on public.calendar_overrides (user_id, event_id) where event_id is not null;

do $$
declare
  name text;
begin
  foreach name in array array[
    'chat_sessions', 'chat_messages', 'calendar_events', 'calendar_overrides', 'preferences', 'superseded'
  ] loop
    execute format('alter table public.%I enable row level security', name);
    execute format('revoke all on public.%I from public, anon, authenticated, service_role', name);
    execute format('grant select on public.%I to authenticated, service_role', name);
    execute format(
      'create policy "students read their own rows" on public.%I for select to authenticated using ((select auth.uid()) = user_id)',
      name
    );
  end loop;
end
$$;

revoke execute on all functions in schema athro from public;
