-- 30 days after a deletion the content goes; the id, the stamps and the fingerprints stay, so that nothing brings the record back by
-- accident (M5). A purged row gets a new seq like any other change: devices learn of it by an ordinary pull, and digests agree.

create function athro.bury(in_table text, student uuid, ids uuid[], inout seq bigint, inout digest bigint)
language plpgsql
set search_path = ''
as $$
declare
  empty text;
  moved bigint;
  difference bigint;
begin
  select string_agg(format('%I = null', c), ', ') into empty
  from athro.field_groups f cross join unnest(f.columns) c
  where f.table_name = in_table and c <> 'deleted';
  execute format(
    'with old as ('
    '  select t.id, t.seq, row_number() over (order by t.seq) as n from public.%1$I t where t.user_id = $1 and t.id = any ($2)'
    '), buried as ('
    '  update public.%1$I t set %2$s, extra = ''{}'', deleted = true, purged = true, deleted_at = null, seq = $3 + old.n'
    '  from old where t.user_id = $1 and t.id = old.id'
    '  returning old.seq as old_seq, t.seq as new_seq'
    ') select count(*), sum(athro.digest_of(b.new_seq) - athro.digest_of(b.old_seq)) from buried b',
    in_table, empty
  ) into moved, difference using student, ids, bury.seq;
  bury.seq := bury.seq + moved;
  bury.digest := (bury.digest + coalesce(difference, 0) % 281474976710656 + 281474976710656) % 281474976710656;
end
$$;

-- Purges what is due, at most so many rows, and says when to look again: at the earliest in a day, never if nothing is left. What
-- belongs to a session or an event goes with it. The caller holds the student's clock.
create function athro.purge(
  student uuid, moment timestamptz, inout seq bigint, inout digest bigint, out due timestamptz, rows_max integer default 2000
)
language plpgsql
set search_path = ''
as $$
declare
  kept constant interval := '30 days';
  room integer := rows_max;
  part record;
  parent record;
  ids uuid[];
  oldest timestamptz;
begin
  for part in
    select * from (values
      ('chat_messages', 't.deleted_at'),
      ('calendar_overrides', 't.deleted_at'),
      ('preferences', 't.deleted_at'),
      ('superseded', 'not t.purged and t.created_at')
    ) as parts (name, dated)
  loop
    execute format(
      'select array(select t.id from public.%I t where t.user_id = $1 and %s <= $2 limit $3)', part.name, part.dated
    ) into ids using student, moment - kept, room;
    select b.* into purge.seq, purge.digest from athro.bury(part.name, student, ids, purge.seq, purge.digest) b;
    room := room - cardinality(ids);
  end loop;

  for parent in
    select 'chat_sessions' as name, 'chat_messages' as parts, 'session_id' as reference, s.id, s.purged, s.deleted_at
    from public.chat_sessions s where s.user_id = student and s.deleted_at <= moment - kept
    union all
    select 'calendar_events', 'calendar_overrides', 'event_id', e.id, e.purged, e.deleted_at
    from public.calendar_events e where e.user_id = student and e.deleted_at <= moment - kept
  loop
    exit when room <= 0;
    -- The parent first: from then on nothing more can be added to it, however many calls its parts take.
    if not parent.purged then
      select b.* into purge.seq, purge.digest
      from athro.bury(parent.name, student, array[parent.id], purge.seq, purge.digest) b;
    end if;
    execute format(
      'select array(select t.id from public.%I t where t.user_id = $1 and t.%I = $2 limit $3)', parent.parts, parent.reference
    ) into ids using student, parent.id, room;
    select b.* into purge.seq, purge.digest from athro.bury(parent.parts, student, ids, purge.seq, purge.digest) b;
    room := room - cardinality(ids);
    execute format('update public.%I t set deleted_at = $3 where t.user_id = $1 and t.id = $2', parent.name)
    using student, parent.id, case when room <= 0 then parent.deleted_at end;
  end loop;

  oldest := least(
    (select min(t.deleted_at) from public.chat_sessions t where t.user_id = student and t.deleted_at is not null),
    (select min(t.deleted_at) from public.chat_messages t where t.user_id = student and t.deleted_at is not null),
    (select min(t.deleted_at) from public.calendar_events t where t.user_id = student and t.deleted_at is not null),
    (select min(t.deleted_at) from public.calendar_overrides t where t.user_id = student and t.deleted_at is not null),
    (select min(t.deleted_at) from public.preferences t where t.user_id = student and t.deleted_at is not null),
    (select min(t.created_at) from public.superseded t where t.user_id = student and not t.purged)
  );
  if oldest is not null then
    due := greatest(oldest + kept, moment + interval '1 day');
  end if;
end
$$;

revoke execute on all functions in schema athro from public;
