-- The one call. Its shape is src/sync/protocol.ts, its rules are src/sync/SPEC.md.

create type athro.request as (
  device text,
  epoch text,
  cursor bigint,
  mutations json,
  row_limit integer
);

-- An envelope that cannot be read is refused as a whole: PT400, which is HTTP 400.
create function athro.read_request(request json, student uuid) returns athro.request
language plpgsql
set search_path = ''
as $$
declare
  asked athro.request;
begin
  if octet_length(request::text) > 1048576 then
    raise exception using errcode = 'PT413', message = 'too large';
  end if;
  begin
    if (request ->> 'protocol')::numeric > 1 then
      raise exception using errcode = 'PT426', message = 'protocol';
    end if;
    if (request ->> 'protocol')::numeric is distinct from 1
      or json_typeof(request -> 'user') is distinct from 'string'
      or json_typeof(request -> 'device') is distinct from 'string'
      or request ->> 'device' !~ '^[A-Za-z0-9_-]{1,64}$'
      or coalesce(json_typeof(request -> 'epoch'), 'null') not in ('string', 'null')
      or json_typeof(request -> 'mutations') is distinct from 'array'
      or athro.is_safe_integer((request -> 'cursor')::jsonb) is not true
      or athro.is_safe_integer((request -> 'limit')::jsonb) is not true
      or (request ->> 'cursor')::numeric < 0
      or (request ->> 'limit')::numeric < 0
    then
      raise exception using errcode = 'PT400', message = 'malformed request';
    end if;
    if request ->> 'user' <> student::text then
      raise exception using errcode = 'PT403', message = 'another user''s database';
    end if;
    asked.device := request ->> 'device';
    asked.epoch := request ->> 'epoch';
    asked.cursor := (request ->> 'cursor')::numeric;
    asked.mutations := request -> 'mutations';
    asked.row_limit := least((request ->> 'limit')::numeric, 2000);
  exception when data_exception then
    raise exception using errcode = 'PT400', message = 'malformed request';
  end;
  if json_array_length(asked.mutations) > 500 then
    raise exception using errcode = 'PT413', message = 'too many mutations';
  end if;
  return asked;
end
$$;

-- O2. Rows above the cursor in order of seq, each as the JSON that travels. `newest` is the seq of the last one, or the cursor.
create function athro.page(student uuid, after bigint, row_limit integer, out lines text[], out newest bigint)
language plpgsql stable
set search_path = ''
-- The indexes on (user_id, seq) hold every branch in order, so that a page cut short by its bytes reads little more than it gives.
set enable_sort = off
as $$
declare
  line record;
  bytes bigint := 0;
begin
  lines := '{}';
  newest := after;
  for line in
    (
      select t.seq, 'chat_sessions' as name, row_to_json(r)::text as body
      from public.chat_sessions t
      cross join lateral (
        select t.id, t.seq, t.stamps, t.deleted, t.extra, t.athro_id, t.created_at, t.title, t.is_active
      ) r
      where t.user_id = student and t.seq > after order by t.seq limit row_limit
    )
    union all
    (
      select t.seq, 'chat_messages', row_to_json(r)::text
      from public.chat_messages t
      cross join lateral (
        select
          t.id, t.seq, t.stamps, t.deleted, t.extra, t.session_id, t.role, t.content, t.order_key, t.question_id, t.attempt,
          t.wants_reply, t.created_at, t.replaces, t.ended, t.written_by, t.shown_attempt
      ) r
      where t.user_id = student and t.seq > after order by t.seq limit row_limit
    )
    union all
    (
      select t.seq, 'calendar_events', row_to_json(r)::text
      from public.calendar_events t
      cross join lateral (
        select
          t.id, t.seq, t.stamps, t.deleted, t.extra, t.created_at, t.title, t.all_day, t.starts_at, t.ends_at, t.zone, t.rrule,
          t.kind, t.athro_id, t.notes, t.location, t.confidence, t.priority, t.reminders, t.uid, t.imported
      ) r
      where t.user_id = student and t.seq > after order by t.seq limit row_limit
    )
    union all
    (
      select t.seq, 'calendar_overrides', row_to_json(r)::text
      from public.calendar_overrides t
      cross join lateral (
        select
          t.id, t.seq, t.stamps, t.deleted, t.extra, t.event_id, t.original_start, t.cancelled, t.title, t.all_day, t.starts_at,
          t.ends_at, t.zone, t.kind, t.athro_id, t.notes, t.location, t.reminders, t.imported
      ) r
      where t.user_id = student and t.seq > after order by t.seq limit row_limit
    )
    union all
    (
      select t.seq, 'preferences', row_to_json(r)::text
      from public.preferences t
      cross join lateral (select t.id, t.seq, t.stamps, t.deleted, t.extra, t.name, t.value) r
      where t.user_id = student and t.seq > after order by t.seq limit row_limit
    )
    union all
    (
      select t.seq, 'superseded', row_to_json(r)::text
      from public.superseded t
      cross join lateral (
        select
          t.id, t.seq, t.stamps, t.deleted, t.extra, t.table_name, t.record_id, t.field_group, t.lost, t.lost_stamp,
          t.lost_device, t.created_at
      ) r
      where t.user_id = student and t.seq > after order by t.seq limit row_limit
    )
    order by seq limit row_limit
  loop
    bytes := bytes + octet_length(line.body);
    exit when bytes > 1000000 and cardinality(lines) > 0;
    lines := lines || ('{"table":"' || line.name || '","row":' || line.body || '}');
    newest := line.seq;
  end loop;
end
$$;

create function athro.sync(request json) returns json
language plpgsql
security definer
set search_path = ''
set lock_timeout = '3s'
-- Times are read and written in one way, whatever the session's settings.
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
  student constant uuid := athro.caller();
  asked constant athro.request := athro.read_request(request, student);
  clock athro.clocks := athro.take_clock(student);
  here constant athro.context := row(student, asked.device, athro.now());
  epoch constant text := (select s.epoch from athro.server s);
  start_seq constant bigint := clock.seq;
  sessions uuid[] := '{}';
  acks json[] := '{}';
  i integer := 0;
  element json;
  made athro.merged;
  page record;
begin
  -- E1. The bases of another epoch are revs of another history; the device learns of this one first.
  for element in
    select e.value from json_array_elements(asked.mutations) e where asked.epoch is null or asked.epoch = epoch
  loop
    begin
      if json_typeof(element) <> 'string' then
        raise exception using errcode = 'AT400', message = 'a mutation travels as a text';
      end if;
      made := athro.merge(element #>> '{}', here, clock.seq, clock.digest);
      -- Only now, since variables are not rolled back with a savepoint.
      clock.seq := made.seq;
      clock.digest := made.digest;
      if made.expires then
        clock.purge_due := least(clock.purge_due, here.moment + interval '30 days');
      end if;
      if made.session_id is not null and made.session_id <> all (sessions) then
        sessions := sessions || made.session_id;
      end if;
      acks := acks || case made.status
        when 'applied' then json_build_object('i', i, 'status', 'applied', 'seq', made.ack)
        else json_build_object('i', i, 'status', made.status)
      end;
    -- P4. Anything else aborts the call.
    exception when data_exception or integrity_constraint_violation or program_limit_exceeded or sqlstate 'AT000' then
      acks := acks || json_build_object('i', i, 'status', 'rejected', 'code', sqlstate);
    end;
    i := i + 1;
  end loop;

  if clock.purge_due <= here.moment then
    select p.* into clock.seq, clock.digest, clock.purge_due
    from athro.purge(student, here.moment, clock.seq, clock.digest) p;
  end if;
  if clock.seq > start_seq then
    update public.chat_sessions s set updated_at = here.moment where s.user_id = student and s.id = any (sessions);
    perform athro.poke(student, clock.seq);
  end if;
  update athro.clocks c set seq = clock.seq, digest = clock.digest, purge_due = clock.purge_due
  where c.user_id = student
    and (c.seq, c.digest, c.purge_due) is distinct from (clock.seq, clock.digest, clock.purge_due);

  select p.* into page from athro.page(student, asked.cursor, asked.row_limit) p;
  return json_build_object(
    'protocol', 1,
    'user', student,
    'acks', array_to_json(acks),
    'rows', ('[' || array_to_string(page.lines, ',') || ']')::json,
    'cursor', page.newest,
    'high_water', clock.seq,
    'epoch', epoch,
    'digest', clock.digest,
    'server_time', athro.in_ms(athro.now()),
    -- The newest row is the one that the clock last ticked for.
    'more', page.newest < clock.seq
  );
end
$$;
comment on function athro.sync(json) is 'Merges a device''s mutations and gives it the rows that it lacks.';

create function public.sync(request json) returns json
language sql
security invoker
set search_path = ''
as $$
  select athro.sync(request)
$$;
comment on function public.sync(json) is 'One round of sync; see src/sync/protocol.ts.';

revoke execute on all functions in schema athro from public;
revoke execute on function public.sync(json) from public, anon, authenticated, service_role;
grant execute on function athro.sync(json) to authenticated;
grant execute on function public.sync(json) to authenticated;
