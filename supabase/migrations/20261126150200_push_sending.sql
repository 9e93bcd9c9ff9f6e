-- What the Edge Function `remind` goes by: whose reminders to look at, which of them to send, and what became of them. The service's own
-- role alone can run it.

-- What of a student's calendar a reminder may come from within two days: they come four weeks before a start at the earliest, and a day
-- after it at the latest; three days cover what zones are apart.
create function athro.push_calendar(student uuid, moment timestamptz) returns json
language plpgsql stable
set search_path = ''
as $$
declare
  wall constant text := 'YYYY-MM-DD"T"HH24:MI:SS';
  from_wall constant timestamp := timezone('UTC', moment) - interval '3 days';
  to_wall constant timestamp := timezone('UTC', moment) + interval '32 days';
  events json;
  overrides json;
begin
  select coalesce(json_agg(json_build_object(
    'id', e.id, 'title', e.title, 'all_day', e.all_day, 'starts_at', to_char(e.starts_at, wall),
    'ends_at', to_char(e.ends_at, wall), 'zone', e.zone, 'rrule', e.rrule, 'reminders', e.reminders
  )), '[]') into events
  from (
    (
      select * from public.calendar_events c
      where c.user_id = student and not c.deleted and c.rrule is null and c.reminders <> '[]'
        and c.starts_at between from_wall and to_wall
      order by c.starts_at limit 2000
    )
    union all
    -- Without reminders too: one of its times may have them, or be the part of a series to which another part's change belongs.
    (
      select * from public.calendar_events c
      where c.user_id = student and not c.deleted and c.rrule is not null and c.starts_at <= to_wall
      order by c.starts_at desc limit 2000
    )
  ) e;
  select coalesce(json_agg(json_build_object(
    'id', o.id, 'event_id', o.event_id, 'original_start', to_char(o.original_start, wall), 'cancelled', o.cancelled,
    'title', o.title, 'all_day', o.all_day, 'starts_at', to_char(o.starts_at, wall), 'ends_at', to_char(o.ends_at, wall),
    'zone', o.zone, 'reminders', o.reminders
  )), '[]') into overrides
  from (
    select * from public.calendar_overrides c
    where c.user_id = student and not c.deleted
      and (c.original_start between from_wall and to_wall or c.starts_at between from_wall and to_wall)
    order by c.original_start limit 2000
  ) o;
  return json_build_object('events', events, 'overrides', overrides);
end
$$;

create function athro.take_push_work(public_key text, most integer) returns json
language plpgsql
security definer
set search_path = ''
as $$
declare
  moment constant timestamptz := athro.now();
  students uuid[];
  work json;
begin
  update athro.push_service s set public_key = take_push_work.public_key, ran_at = moment;
  delete from athro.push_sends d where d.due_at < moment - interval '1 hour';
  with chosen as (
    select p.user_id from athro.push_plans p
    left join athro.clocks c on c.user_id = p.user_id
    where p.leased_until <= moment
      and (p.seq is null or p.next_at is null or p.next_at <= moment or p.seq <> coalesce(c.seq, 0))
    order by p.next_at nulls first
    limit least(greatest(most, 1), 100)
    for update of p skip locked
  ), leased as (
    update athro.push_plans p set leased_until = moment + interval '60 seconds'
    from chosen c where p.user_id = c.user_id
    returning p.user_id
  )
  select coalesce(array_agg(l.user_id), '{}') into students from leased l;
  -- Signed out, on that device or from another, or the session was ended by the server.
  delete from athro.push_subscriptions s
  where s.user_id = any (students) and not exists (
    select from auth.sessions a where a.id = s.session_id and a.user_id = s.user_id
  );
  delete from athro.push_plans p
  where p.user_id = any (students) and not exists (select from athro.push_subscriptions s where s.user_id = p.user_id);
  select coalesce(json_agg(json_build_object(
    'user', p.user_id,
    'seq', coalesce((select c.seq from athro.clocks c where c.user_id = p.user_id), 0),
    'calendar', athro.push_calendar(p.user_id, moment),
    'subscriptions', (
      select json_agg(json_build_object(
        'id', s.id, 'endpoint', s.endpoint, 'p256dh', s.p256dh, 'auth', s.auth, 'language', s.language, 'zone', s.zone
      ))
      from athro.push_subscriptions s where s.user_id = p.user_id
    )
  )), '[]') into work
  from athro.push_plans p where p.user_id = any (students);
  return json_build_object('now', athro.in_ms(moment), 'students', work);
end
$$;
comment on function athro.take_push_work(text, integer) is
  'Students whose reminders are to be looked at now, with what is needed for it; they are this caller''s for a minute.';

create function athro.claim_pushes(student uuid, pushes json) returns json
language plpgsql
security definer
set search_path = ''
as $$
declare
  moment constant timestamptz := athro.now();
  claimed json;
begin
  with wanted as (
    select distinct s.id as subscription, w.key, to_timestamp(w.at / 1000.0) as due_at, w.at
    from json_to_recordset(pushes) as w (subscription uuid, key text, at bigint)
    join athro.push_subscriptions s on s.id = w.subscription and s.user_id = student
    -- After an outage, what is older than this is told of by the app when it is opened, and by nothing else.
    where to_timestamp(w.at / 1000.0) between moment - interval '5 minutes' and moment
    order by 1, 2, 3
  ), taken as (
    insert into athro.push_sends as d (subscription_id, event_key, due_at, leased_until)
    select w.subscription, w.key, w.due_at, moment + interval '60 seconds' from wanted w
    on conflict (subscription_id, event_key, due_at) do update set leased_until = excluded.leased_until
    where d.leased_until <= moment
    returning d.subscription_id, d.event_key, d.due_at
  )
  select coalesce(json_agg(json_build_object('subscription', w.subscription, 'key', w.key, 'at', w.at)), '[]') into claimed
  from wanted w
  join taken t on t.subscription_id = w.subscription and t.event_key = w.key and t.due_at = w.due_at;
  return claimed;
end
$$;
comment on function athro.claim_pushes(uuid, json) is
  'Those of some reminders that are due, not older than five minutes, and neither sent nor being sent by another; they are the caller''s for a minute.';

create function athro.finish_pushes(student uuid, seq bigint, next_at bigint, sent json, failed json, gone uuid[]) returns json
language plpgsql
security definer
set search_path = ''
as $$
declare
  moment constant timestamptz := athro.now();
begin
  delete from athro.push_subscriptions s where s.user_id = student and s.id = any (gone);
  update athro.push_sends d set leased_until = e.leased_until
  from (
    select w.subscription, w.key, w.at, timestamptz 'infinity' as leased_until
    from json_to_recordset(sent) as w (subscription uuid, key text, at bigint)
    union all
    select w.subscription, w.key, w.at, moment from json_to_recordset(failed) as w (subscription uuid, key text, at bigint)
  ) e
  join athro.push_subscriptions s on s.id = e.subscription and s.user_id = student
  where d.subscription_id = s.id and d.event_key = e.key and d.due_at = to_timestamp(e.at / 1000.0);
  update athro.push_plans p
  set seq = finish_pushes.seq, next_at = to_timestamp(finish_pushes.next_at / 1000.0), leased_until = moment
  where p.user_id = student;
  return json_build_object('status', 'finished');
end
$$;
comment on function athro.finish_pushes(uuid, bigint, bigint, json, json, uuid[]) is
  'What became of claimed reminders, which subscriptions are no more, and when to look at this student again.';

create function public.take_push_work(public_key text, most integer) returns json
language sql
security invoker
set search_path = ''
as $$
  select athro.take_push_work(public_key, most)
$$;
comment on function public.take_push_work(text, integer) is 'For the Edge Function remind alone: whose reminders are to be looked at.';

create function public.claim_pushes(student uuid, pushes json) returns json
language sql
security invoker
set search_path = ''
as $$
  select athro.claim_pushes(student, pushes)
$$;
comment on function public.claim_pushes(uuid, json) is 'For the Edge Function remind alone: which reminders it is to send.';

create function public.finish_pushes(student uuid, seq bigint, next_at bigint, sent json, failed json, gone uuid[]) returns json
language sql
security invoker
set search_path = ''
as $$
  select athro.finish_pushes(student, seq, next_at, sent, failed, gone)
$$;
comment on function public.finish_pushes(uuid, bigint, bigint, json, json, uuid[]) is 'For the Edge Function remind alone: what became of them.';

revoke execute on all functions in schema athro from public;
revoke execute on function
  public.take_push_work(text, integer),
  public.claim_pushes(uuid, json),
  public.finish_pushes(uuid, bigint, bigint, json, json, uuid[])
from public, anon, authenticated, service_role;
-- Of the schema this opens the three functions that are granted here, and no table.
grant usage on schema athro to service_role;
grant execute on function
  athro.take_push_work(text, integer),
  athro.claim_pushes(uuid, json),
  athro.finish_pushes(uuid, bigint, bigint, json, json, uuid[]),
  public.take_push_work(text, integer),
  public.claim_pushes(uuid, json),
  public.finish_pushes(uuid, bigint, bigint, json, json, uuid[])
to service_role;
