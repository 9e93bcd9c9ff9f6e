-- Copying out of the older Athro's tables, where there are any: batch by batch, each in a transaction of its own if the operator calls for
-- it, and to be called again and again. A row is dealt with once (athro_moved_at); doing it again would add nothing, since every record has
-- a derived id and enters only where no row is. So it may be cut off anywhere, run beside clients, and run twice at once.

-- Marks rows that cannot become anyone's.
create function athro.pass_legacy_rows(student uuid, moment timestamptz) returns integer
language plpgsql
set search_path = ''
as $$
declare
  left_out constant jsonb := '[{"reason": "user", "count": 1, "places": [""]}]';
  passed integer;
  more integer;
begin
  update athro_legacy.chat_sessions t set athro_moved_at = moment, athro_left_out = left_out
  where t.id in (
    select s.id from athro_legacy.chat_sessions s
    where (s.user_id = student or student is null and s.user_id is null) and s.athro_moved_at is null limit 1000
  );
  get diagnostics passed = row_count;
  update athro_legacy.user_preferences t set athro_moved_at = moment, athro_left_out = left_out
  where t.athro_row in (
    select p.athro_row from athro_legacy.user_preferences p
    where (p.user_id = student or student is null and p.user_id is null) and p.athro_moved_at is null limit 1000
  );
  get diagnostics more = row_count;
  return passed + more;
end
$$;

-- The rows of one table, or each alone if they cannot be taken together: one that the rules refuse keeps no other back.
create function athro.import_legacy_rows(
  student uuid, sessions uuid[], preferences bigint[], moment timestamptz, seq bigint
) returns bigint
language plpgsql
set search_path = ''
as $$
declare
  calendars bigint[];
  others bigint[];
  newest bigint;
  refused jsonb;
begin
  if cardinality(sessions) > 0 then
    return athro.import_legacy_sessions(student, sessions, moment, seq);
  end if;
  calendars := array(
    select t.athro_row from athro_legacy.user_preferences t
    where t.athro_row = any (preferences) and t.preference_key = 'calendar_events'
  );
  others := array(select r from unnest(preferences) r where r <> all (calendars));
  newest := seq;
  if calendars <> '{}' then
    newest := athro.import_legacy_events(student, calendars, moment, newest);
  end if;
  if others <> '{}' then
    newest := athro.import_legacy_preferences(student, others, moment, newest);
  end if;
  return newest;
exception when data_exception or integrity_constraint_violation or program_limit_exceeded or sqlstate 'AT000' then
  if cardinality(sessions) + cardinality(preferences) = 1 then
    refused := jsonb_build_array(jsonb_build_object('reason', 'refused', 'count', 1, 'places', array[sqlstate]));
    update athro_legacy.chat_sessions t set athro_moved_at = moment, athro_left_out = refused where t.id = any (sessions);
    update athro_legacy.user_preferences t set athro_moved_at = moment, athro_left_out = refused
    where t.athro_row = any (preferences);
    return seq;
  end if;
  return null;
end
$$;

-- Some of one student's waiting rows, in one hold of the student's clock, which takes a moment: clients wait for it for 3 s. Gives how many
-- rows were dealt with; 0 if none waits, or if the student is busy.
create function athro.import_legacy_batch(student uuid) returns integer
language plpgsql
set search_path = ''
set lock_timeout = '2s'
as $$
declare
  sessions uuid[];
  preferences bigint[] := '{}';
  clock athro.clocks;
  moment timestamptz;
  newest bigint;
  i integer;
begin
  if not exists (select from auth.users u where u.id = student) then
    return athro.pass_legacy_rows(student, athro.now());
  end if;
  clock := athro.take_clock(student);
  moment := athro.now();
  sessions := array(
    select w.id
    from (
      select s.id, row_number() over o as n, sum(s.messages) over o as messages, sum(s.bytes) over o as bytes
      from (
        select t.id, t.is_active is distinct from false as is_active, t.created_at, pg_column_size(t.messages) as bytes,
          case when jsonb_typeof(t.messages) = 'array' then jsonb_array_length(t.messages) end as messages
        from athro_legacy.chat_sessions t
        where t.user_id = student and t.athro_moved_at is null
        order by t.is_active is distinct from false, t.created_at, t.id limit 200
      ) s
      window o as (order by s.is_active, s.created_at, s.id)
    ) w
    where w.n = 1 or coalesce(w.messages, 0) <= 4000 and coalesce(w.bytes, 0) <= 4000000
  );
  if sessions = '{}' then
    preferences := array(
      select w.athro_row
      from (
        select t.athro_row, row_number() over o as n, sum(pg_column_size(t.preference_value)) over o as bytes
        from athro_legacy.user_preferences t
        where t.user_id = student and t.athro_moved_at is null
        window o as (order by t.athro_row)
      ) w
      where w.n = 1 or w.n <= 200 and coalesce(w.bytes, 0) <= 1000000
    );
  end if;

  newest := athro.import_legacy_rows(student, sessions, preferences, moment, clock.seq);
  if newest is null then
    newest := clock.seq;
    for i in 1..cardinality(sessions) loop
      newest := athro.import_legacy_rows(student, sessions[i:i], '{}', moment, newest);
    end loop;
    for i in 1..cardinality(preferences) loop
      newest := athro.import_legacy_rows(student, '{}', preferences[i:i], moment, newest);
    end loop;
  end if;
  if newest > clock.seq then
    update athro.clocks c
    set seq = newest, digest = athro.digest_extended(clock.digest, clock.seq, newest)
    where c.user_id = student;
    perform athro.poke(student, newest);
  end if;
  return cardinality(sessions) + cardinality(preferences);
exception when lock_not_available or deadlock_detected or sqlstate 'PT401' then
  -- Someone else's turn, or the account goes at this moment; what is left waits for the next call.
  return 0;
end
$$;
comment on function athro.import_legacy_batch(uuid) is 'Imports some of the rows that the older Athro left of a student''s, and gives how many.';

-- In order of their ids: what was dealt with and not yet vacuumed lies before, so that looking for the next does not go through it again.
create function athro.next_legacy_student(after uuid) returns uuid
language plpgsql stable
set search_path = ''
as $$
begin
  if after is null then
    return least(
      (select t.user_id from athro_legacy.chat_sessions t where t.athro_moved_at is null order by t.user_id limit 1),
      (select t.user_id from athro_legacy.user_preferences t where t.athro_moved_at is null order by t.user_id limit 1)
    );
  end if;
  return least(
    (select t.user_id from athro_legacy.chat_sessions t where t.athro_moved_at is null and t.user_id > after order by t.user_id limit 1),
    (select t.user_id from athro_legacy.user_preferences t where t.athro_moved_at is null and t.user_id > after order by t.user_id limit 1)
  );
end
$$;

create function athro.count_waiting_legacy_rows() returns bigint
language plpgsql stable
set search_path = ''
as $$
begin
  return (select count(*) from athro_legacy.chat_sessions t where t.athro_moved_at is null)
    + (select count(*) from athro_legacy.user_preferences t where t.athro_moved_at is null);
end
$$;

revoke execute on all functions in schema athro from public;

-- The rest is made only where there is something to import.
do $migration$
declare
  started constant timestamptz := clock_timestamp();
  student uuid;
  waiting bigint;
begin
  if to_regclass('athro_legacy.chat_sessions') is null then
    return;
  end if;

  create view athro.legacy_report with (security_invoker = true) as
  select 'chat_sessions' as table_name, t.id::text as row_id, t.user_id, concat_ws(' ', t.athro_id, t.session_id) as name,
    l.value ->> 'reason' as reason, (l.value ->> 'count')::integer as count,
    array(select jsonb_array_elements_text(l.value -> 'places')) as places
  from athro_legacy.chat_sessions t cross join lateral jsonb_array_elements(t.athro_left_out) l
  union all
  select 'user_preferences', t.athro_row::text, t.user_id, t.preference_key,
    l.value ->> 'reason', (l.value ->> 'count')::integer, array(select jsonb_array_elements_text(l.value -> 'places'))
  from athro_legacy.user_preferences t cross join lateral jsonb_array_elements(t.athro_left_out) l;
  comment on view athro.legacy_report is
    'What could not be moved, by row of athro_legacy and reason: how often, and where in the row (the first 20).';
  revoke all on athro.legacy_report from public, anon, authenticated, service_role;

  execute $create$
    create procedure athro.import_legacy(inout waiting bigint default null, for_at_most interval default null)
    language plpgsql
    as $procedure$
    declare
      -- A call is one statement, however often it commits: half of what a statement may take leaves room for the last batch.
      ends constant timestamptz := clock_timestamp() + coalesce(
        for_at_most,
        (select nullif(s.setting, '0')::bigint * interval '0.5 ms' from pg_catalog.pg_settings s where s.name = 'statement_timeout'),
        interval '1 day'
      );
      student uuid;
      rows integer;
    begin
      loop
        -- PostgreSQL lets no procedure commit that has a search_path of its own, so each transaction is given one.
        perform pg_catalog.set_config('search_path', '', true);
        exit when athro.pass_legacy_rows(null, athro.now()) = 0;
        commit;
      end loop;
      loop
        student := athro.next_legacy_student(student);
        exit when student is null;
        loop
          perform pg_catalog.set_config('search_path', '', true);
          rows := athro.import_legacy_batch(student);
          commit;
          exit when rows = 0 or clock_timestamp() >= ends;
        end loop;
        exit when clock_timestamp() >= ends;
      end loop;
      waiting := athro.count_waiting_legacy_rows();
    end
    $procedure$
  $create$;
  comment on procedure athro.import_legacy(bigint, interval) is
    'Imports what the older Athro left, as far as it comes in half of the statement timeout, and gives how many rows still wait.';
  revoke execute on procedure athro.import_legacy(bigint, interval) from public;

  -- What there is in a small project, at once. A large one would take longer than a migration may.
  if athro.count_waiting_legacy_rows() <= 5000
    and pg_total_relation_size('athro_legacy.chat_sessions') + pg_total_relation_size('athro_legacy.user_preferences') <= 50000000
  then
    while athro.pass_legacy_rows(null, athro.now()) > 0 loop
    end loop;
    loop
      student := athro.next_legacy_student(student);
      exit when student is null or clock_timestamp() > started + interval '20 seconds';
      while athro.import_legacy_batch(student) > 0 and clock_timestamp() < started + interval '20 seconds' loop
      end loop;
    end loop;
  end if;
  waiting := athro.count_waiting_legacy_rows();
  if waiting > 0 then
    raise notice 'The older Athro''s data: % rows still wait. Run "call athro.import_legacy()" until it says 0.', waiting;
  end if;
end
$migration$;
