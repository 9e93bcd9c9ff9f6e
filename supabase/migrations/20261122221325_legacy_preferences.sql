-- The older Athro's calendars, confidence and other preferences as records; see the migration before.

-- What says that it is another student's is left to that student.
create function athro.is_legacy_of_another(value jsonb, student uuid) returns boolean
language plpgsql immutable parallel safe
set search_path = ''
as $$
begin
  return coalesce(
    jsonb_typeof(value -> 'userId') = 'string' and value ->> 'userId' <> '' and lower(value ->> 'userId') <> student::text, false
  );
end
$$;

create function athro.import_legacy_events(student uuid, batch bigint[], moment timestamptz, seq bigint) returns bigint
language plpgsql
set search_path = ''
-- One plan for all batches, made perhaps when the new tables were empty: it must not read them from end to end.
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
as $$
declare
  made bigint;
begin
  with old as materialized (
    select t.athro_row as row_id, t.preference_value as value,
      case
        when jsonb_typeof(t.preference_value) = 'array' then t.preference_value
        when jsonb_typeof(t.preference_value -> 'events') = 'array' then t.preference_value -> 'events'
      end as events,
      case when jsonb_typeof(t.preference_value) = 'array' then '' else 'events' end as path,
      athro.is_legacy_of_another(t.preference_value, student) as is_others
    from athro_legacy.user_preferences t
    where t.athro_row = any (batch)
  ),
  parsed as materialized (
    select o.row_id, e.n, o.path || '[' || e.n - 1 || ']' as place, jsonb_typeof(e.value) = 'object' as is_event,
      athro.legacy_instant(e.value -> 'start') as starts, athro.legacy_instant(e.value -> 'end') as ends,
      coalesce(e.value -> 'end', 'null') not in ('null', '""') as has_end,
      athro.legacy_number(e.value -> 'length') as minutes,
      athro.legacy_text(e.value -> 'subject') as subject, athro.legacy_text(e.value -> 'title') as title,
      athro.legacy_text(e.value -> 'athroId') as athro_id, athro.legacy_text(e.value -> 'athro') as athro,
      athro.legacy_level(e.value -> 'confidenceLevel') as level,
      coalesce(e.value -> 'confidenceLevel', 'null') not in ('null', '""') as has_level,
      coalesce(e.value -> 'isPriority' = 'true', false) as priority, athro.legacy_id(e.value -> 'id') as legacy_id
    from old o
    cross join lateral jsonb_array_elements(o.events) with ordinality e (value, n)
    where not o.is_others
  ),
  timed as materialized (
    select p.row_id, p.n, p.place, p.subject, p.level, p.has_level, p.priority, p.legacy_id, p.starts,
      coalesce(nullif(p.title, ''), p.subject) as title,
      nullif(athro.legacy_athro(coalesce(nullif(p.athro_id, ''), p.athro)), '') as athro_id,
      p.has_end and e.ends is null as has_bad_end,
      coalesce(e.ends, p.starts + coalesce(case when p.minutes between 1 and 1440 then floor(p.minutes)::bigint end, 60) * 60000) as ends
    from parsed p
    cross join lateral (select case when p.ends >= p.starts and p.ends < 7258118400000 then p.ends end as ends) e
    where p.is_event and p.starts >= 0 and p.starts < 7258118400000
  ),
  found as materialized (
    select t.row_id, t.n, t.place, t.level, t.has_level, t.priority, t.athro_id, t.title, w.starts_at,
      case
        when w.ends_at < w.starts_at then w.starts_at + floor((t.ends - t.starts) / 1000.0) * interval '1 second'
        else w.ends_at
      end as ends_at,
      concat_ws(
        E'\n\n',
        case when char_length(t.title) > 300 then t.title end,
        case
          when t.subject = '' or lower(t.subject collate "und-x-icu") = lower(t.title collate "und-x-icu")
            or athro.legacy_athro(t.subject) = t.athro_id then null
          else t.subject
        end
      ) as notes,
      athro.uuid_v5(
        'd94b7e60-18f3-5a2c-8e5d-2f7a61b0c8e3',
        concat_ws(E'\n', t.legacy_id, coalesce(t.athro_id, ''), t.starts, t.ends, t.title)
      ) as id,
      case when t.legacy_id ~ '^[0-9]{13}$' then athro.legacy_written(to_timestamp(t.legacy_id::bigint / 1000.0)) end as written
    from timed t
    cross join lateral (
      select athro.legacy_wall(t.starts) as starts_at, athro.legacy_wall(t.ends) as ends_at offset 0
    ) w
    where char_length(coalesce(t.athro_id, '')) <= 180
  ),
  events as materialized (
    select f.*, row_number() over w as copy,
      (left(f.notes, 8000), f.level, f.priority) is distinct from (
        first_value(left(f.notes, 8000)) over w, first_value(f.level) over w, first_value(f.priority) over w
      ) as is_other_copy,
      -- Another copy came before, with another value that no one has edited since.
      c.id is not null as is_there,
      coalesce(
        not c.deleted and (
          coalesce((c.stamps #>> '{notes,0}')::bigint, 0) = 0 and c.notes <> left(f.notes, 8000)
          or coalesce((c.stamps #>> '{study,0}')::bigint, 0) = 0
            and (c.confidence::integer, c.priority) is distinct from (f.level, f.priority)
        ),
        false
      ) as is_other_there
    from found f
    left join public.calendar_events c on c.user_id = student and c.id = f.id
    window w as (partition by f.id order by f.row_id, f.n)
  ),
  numbered as materialized (
    select e.*, import_legacy_events.seq + row_number() over (order by e.row_id, e.n) as seq
    from events e where e.copy = 1 and not e.is_there
  ),
  new_events as (
    insert into public.calendar_events (
      user_id, id, seq, stamps, created_at, title, all_day, starts_at, ends_at, zone, rrule, kind, athro_id, notes, location,
      confidence, priority
    )
    select
      student, n.id, n.seq,
      athro.legacy_stamps(n.seq, n.id, 'origin', 'title', 'time', 'repeat', 'kind', 'athro', 'notes', 'study', 'deleted'),
      coalesce(n.written, timestamptz '2020-01-01 00:00:00Z'),
      case when char_length(n.title) > 300 then left(n.title, 299) || '…' else n.title end,
      false, n.starts_at, n.ends_at, 'Europe/London', null, case when n.athro_id is null then 'other' else 'revision' end,
      n.athro_id, left(n.notes, 8000), '', n.level, n.priority
    from numbered n
  ),
  problems (row_id, reason, n, place) as (
    select o.row_id, case when o.is_others then 'owner' else 'shape' end, 0, case when o.is_others then 'userId' else '' end
    from old o where coalesce(o.value, 'null') <> 'null' and (o.is_others or o.events is null)
    union all
    select p.row_id, 'event', p.n, p.place from parsed p where not p.is_event
    union all
    select p.row_id, 'date', p.n, p.place || '.start' from parsed p
    where p.is_event and (p.starts >= 0 and p.starts < 7258118400000) is not true
    union all
    select t.row_id, 'date', t.n, t.place || '.end' from timed t where t.has_bad_end
    union all
    select t.row_id, 'athro', t.n, t.place || '.athroId' from timed t where char_length(t.athro_id) > 180
    union all
    select e.row_id, 'long', e.n, e.place || '.title' from events e where char_length(e.notes) > 8000
    union all
    select e.row_id, 'number', e.n, e.place || '.confidenceLevel' from events e where e.level is null and e.has_level
    union all
    select e.row_id, 'differs', e.n, e.place from events e where e.is_other_copy or e.is_other_there
  ),
  reports as (
    select r.row_id, jsonb_agg(jsonb_build_object('reason', r.reason, 'count', r.count, 'places', r.places) order by r.reason) as left_out
    from (
      select q.row_id, q.reason, count(*) as count, (array_agg(q.place order by q.n))[1:20] as places
      from problems q group by q.row_id, q.reason
    ) r
    group by r.row_id
  ),
  marked as (
    update athro_legacy.user_preferences t
    set athro_moved_at = moment, athro_left_out = (select r.left_out from reports r where r.row_id = t.athro_row)
    where t.athro_row = any (batch)
  )
  select count(*) into made from numbered;
  return seq + made;
end
$$;

create function athro.import_legacy_preferences(student uuid, batch bigint[], moment timestamptz, seq bigint) returns bigint
language plpgsql
set search_path = ''
-- One plan for all batches, made perhaps when the new tables were empty: it must not read them from end to end.
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
as $$
declare
  made bigint;
begin
  with old as materialized (
    select t.athro_row as row_id, coalesce(t.preference_key, '') as key, t.preference_value as value, k.is_confidence,
      k.is_confidence and athro.is_legacy_of_another(t.preference_value, student) as is_others
    from athro_legacy.user_preferences t
    cross join lateral (
      select coalesce(lower(t.preference_key) in ('athro_confidence', 'athro_workspace_confidence_levels'), false)
    ) k (is_confidence)
    where t.athro_row = any (batch) and coalesce(t.preference_value, 'null') <> 'null'
  ),
  levels as materialized (
    select o.row_id, l.key, l.value <> 'null' as is_given, athro.legacy_level(l.value) as level, athro.legacy_athro(l.key) as athro_id
    from old o
    cross join lateral jsonb_each(case when jsonb_typeof(o.value) = 'object' then o.value else '{}' end) l
    where o.is_confidence and not o.is_others
  ),
  values_of as materialized (
    -- Of several spellings of one Athro, the one that is the id itself counts, else the first.
    select l.row_id, l.athro_id <> l.key as is_alias, l.key as place, 'confidence:' || l.athro_id as name, to_jsonb(l.level) as value
    from levels l where l.level is not null and l.athro_id <> '' and char_length(l.athro_id) <= 180
    union all
    select o.row_id, false, '', 'legacy:' || o.key, o.value
    from old o
    where not o.is_confidence and char_length('legacy:' || o.key) <= 200 and athro.is_legacy_value_safe(o.value)
  ),
  found as materialized (
    select v.*, athro.uuid_v5('0b0e1a52-6f0c-5c3e-9d1b-7f4f5f1c2a10', v.name) as id from values_of v
  ),
  preferences as materialized (
    select f.*, row_number() over w as copy, f.value <> first_value(f.value) over w as is_other_copy, p.id is not null as is_there,
      coalesce(
        not p.deleted and coalesce((p.stamps #>> '{value,0}')::bigint, 0) = 0 and p.value is distinct from f.value, false
      ) as is_other_there
    from found f
    left join public.preferences p on p.user_id = student and p.id = f.id
    window w as (partition by f.id order by f.row_id, f.is_alias, f.place collate "C")
  ),
  numbered as materialized (
    select p.*, import_legacy_preferences.seq + row_number() over (order by p.row_id, p.name collate "C") as seq
    from preferences p where p.copy = 1 and not p.is_there
  ),
  new_preferences as (
    insert into public.preferences (user_id, id, seq, stamps, name, value)
    select student, n.id, n.seq, athro.legacy_stamps(n.seq, n.id, 'origin', 'value', 'deleted'), n.name, n.value from numbered n
  ),
  problems (row_id, reason, place) as (
    select o.row_id, case when o.is_others then 'owner' else 'shape' end, case when o.is_others then 'userId' else '' end
    from old o where o.is_confidence and (o.is_others or jsonb_typeof(o.value) <> 'object')
    union all
    select o.row_id, 'unsafe', '' from old o
    where not o.is_confidence and not exists (select from values_of v where v.row_id = o.row_id)
    union all
    select l.row_id, 'number', l.key from levels l where l.level is null and l.is_given
    union all
    select l.row_id, 'athro', l.key from levels l
    where l.level is not null and (l.athro_id = '' or char_length(l.athro_id) > 180)
    union all
    select p.row_id, 'differs', p.place from preferences p where p.is_other_copy or p.is_other_there
  ),
  reports as (
    select r.row_id, jsonb_agg(jsonb_build_object('reason', r.reason, 'count', r.count, 'places', r.places) order by r.reason) as left_out
    from (
      select q.row_id, q.reason, count(*) as count, (array_agg(q.place order by q.place collate "C"))[1:20] as places
      from problems q group by q.row_id, q.reason
    ) r
    group by r.row_id
  ),
  marked as (
    update athro_legacy.user_preferences t
    set athro_moved_at = moment, athro_left_out = (select r.left_out from reports r where r.row_id = t.athro_row)
    where t.athro_row = any (batch)
  )
  select count(*) into made from numbered;
  return seq + made;
end
$$;

revoke execute on all functions in schema athro from public;
