-- Reminders that reach a device while Athro is closed there, by Web Push (RFC 8030, 8291, 8292). What is here keeps the devices' push
-- subscriptions and remembers what was sent. When a reminder comes is worked out by the Edge Function `remind`, with the app's own rules
-- of recurrence and zones; something calls it every minute (pg_cron where there is one, see the README). Where nothing does, no device is
-- offered any of it: `push_offer` looks at when the function ran last.
--
-- Nothing here belongs to sync. Tables of this schema are closed to every role of the API; students come in through save_push and
-- drop_push, each for their own rows alone, and the Edge Function through three functions that only the service's own role can run.

create table athro.push_service (
  one boolean primary key default true check (one),
  public_key text,
  ran_at timestamptz,
  constraint push_service_public_key_shape check (public_key ~ '^B[A-Za-z0-9_-]{86}$')
);
comment on table athro.push_service is 'One row. The public key that the Edge Function signs with, and when it ran last.';
insert into athro.push_service default values;

create table athro.push_subscriptions (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references auth.users (id) on delete cascade,
  -- The sign-in on that device. Once it has ended, however it did, nothing is sent there any more. No foreign key: the auth server's
  -- tables are its own.
  session_id uuid not null,
  endpoint text not null,
  p256dh text not null,
  auth text not null,
  language text not null,
  -- The device's: a date is one wherever one is.
  zone text not null,
  created_at timestamptz not null,
  used_at timestamptz not null,
  constraint push_subscriptions_endpoint_once unique (endpoint),
  constraint push_subscriptions_endpoint_length check (char_length(endpoint) <= 1000),
  constraint push_subscriptions_endpoint_https check (endpoint ~ '^https://[a-z0-9.-]+(:[0-9]{1,5})?/[!-~]+$'),
  constraint push_subscriptions_p256dh_shape check (p256dh ~ '^B[A-Za-z0-9_-]{86}$'),
  constraint push_subscriptions_auth_shape check (auth ~ '^[A-Za-z0-9_-]{22}$'),
  constraint push_subscriptions_language_known check (language in ('en', 'cy')),
  constraint push_subscriptions_zone_known check (athro.is_zone(zone, null))
);
create index push_subscriptions_user_id_idx on athro.push_subscriptions (user_id);
comment on table athro.push_subscriptions is
  'Devices that a student has asked to be reminded on. An endpoint is one browser''s, and belongs to one student at a time.';

create table athro.push_plans (
  user_id uuid primary key references auth.users (id) on delete cascade,
  seq bigint,
  next_at timestamptz,
  leased_until timestamptz not null default '-infinity'
);
comment on table athro.push_plans is 'When to look at a student''s reminders again. Only of students with a push subscription.';
comment on column athro.push_plans.seq is 'The student''s clock when that was worked out: what was written since may change it. Null: not yet.';
comment on column athro.push_plans.leased_until is 'Until then a run is at work on it.';

create table athro.push_sends (
  subscription_id uuid not null references athro.push_subscriptions (id) on delete cascade,
  event_key text not null,
  due_at timestamptz not null,
  -- 'infinity' once it was sent.
  leased_until timestamptz not null,
  primary key (subscription_id, event_key, due_at),
  constraint push_sends_event_key_length check (char_length(event_key) between 1 and 60)
);
create index push_sends_due_at_idx on athro.push_sends (due_at);
comment on table athro.push_sends is 'Reminders that are being sent or were, each once for a device, an occurrence and a time. Kept for an hour.';

revoke all on athro.push_service, athro.push_subscriptions, athro.push_plans, athro.push_sends
from public, anon, authenticated, service_role;

-- For students --------------------------------------------------------------------------------------------------------------

create function athro.push_offer() returns json
language plpgsql stable
security definer
set search_path = ''
as $$
declare
  service athro.push_service;
begin
  perform athro.caller();
  select * into service from athro.push_service;
  if service.public_key is null or service.ran_at is null or service.ran_at < athro.now() - interval '10 minutes' then
    return json_build_object('status', 'off');
  end if;
  return json_build_object('status', 'ready', 'key', service.public_key);
end
$$;
comment on function athro.push_offer() is 'Whether reminders are being sent, and the key to subscribe with. Off unless the Edge Function has run within 10 minutes.';

create function athro.save_push(endpoint text, p256dh text, auth text, language text, zone text) returns json
language plpgsql
security definer
set search_path = ''
set lock_timeout = '3s'
as $$
declare
  kept_max constant integer := 10;
  student constant uuid := athro.caller();
  moment constant timestamptz := athro.now();
  session uuid;
begin
  select s.id into session from auth.sessions s
  where s.user_id = student and s.id::text = auth.jwt() ->> 'session_id';
  if session is null then
    raise exception using errcode = 'PT401', message = 'sign in';
  end if;
  if athro.push_offer() ->> 'status' <> 'ready' then
    return json_build_object('status', 'off');
  end if;
  -- Also what makes two calls of one student take turns.
  insert into athro.push_plans as p (user_id) values (student)
  on conflict (user_id) do update set seq = null;
  -- Whoever has an endpoint's secrets is that browser. Another student who signs in there takes it over; no one else can.
  insert into athro.push_subscriptions as s (
    user_id, session_id, endpoint, p256dh, auth, language, zone, created_at, used_at
  )
  values (
    student, session, save_push.endpoint, save_push.p256dh, save_push.auth, save_push.language, save_push.zone, moment, moment
  )
  on conflict on constraint push_subscriptions_endpoint_once do update
  set user_id = excluded.user_id, session_id = excluded.session_id, language = excluded.language, zone = excluded.zone,
    used_at = excluded.used_at
  where s.p256dh = excluded.p256dh and s.auth = excluded.auth;
  if not found then
    return json_build_object('status', 'taken');
  end if;
  delete from athro.push_subscriptions s
  where s.user_id = student and s.id in (
    select old.id from athro.push_subscriptions old where old.user_id = student
    order by old.endpoint = save_push.endpoint desc, old.used_at desc, old.id offset kept_max
  );
  return json_build_object('status', 'saved');
end
$$;
comment on function athro.save_push(text, text, text, text, text) is
  'Has the caller''s reminders sent to a browser, as long as this sign-in lasts. Ten browsers at most: those used longest ago give way.';

create function athro.drop_push(endpoint text) returns json
language plpgsql
security definer
set search_path = ''
set lock_timeout = '3s'
as $$
declare
  student constant uuid := athro.caller();
begin
  delete from athro.push_subscriptions s where s.user_id = student and s.endpoint = drop_push.endpoint;
  return json_build_object('status', case when found then 'dropped' else 'unknown' end);
end
$$;
comment on function athro.drop_push(text) is 'Ends reminders on one of the caller''s browsers.';

-- For the Edge Function -----------------------------------------------------------------------------------------------------

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

-- The API's side ------------------------------------------------------------------------------------------------------------

create function public.push_offer() returns json
language sql stable
security invoker
set search_path = ''
as $$
  select athro.push_offer()
$$;
comment on function public.push_offer() is 'Whether this project sends reminders to closed devices: ready, with the key to subscribe with, or off.';

create function public.save_push(endpoint text, p256dh text, auth text, language text, zone text) returns json
language sql
security invoker
set search_path = ''
as $$
  select athro.save_push(endpoint, p256dh, auth, language, zone)
$$;
comment on function public.save_push(text, text, text, text, text) is 'Has the caller''s reminders sent to a browser: saved, off or taken.';

create function public.drop_push(endpoint text) returns json
language sql
security invoker
set search_path = ''
as $$
  select athro.drop_push(endpoint)
$$;
comment on function public.drop_push(text) is 'Ends reminders on one of the caller''s browsers: dropped or unknown.';

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
  public.push_offer(),
  public.save_push(text, text, text, text, text),
  public.drop_push(text),
  public.take_push_work(text, integer),
  public.claim_pushes(uuid, json),
  public.finish_pushes(uuid, bigint, bigint, json, json, uuid[])
from public, anon, authenticated, service_role;
grant execute on function
  athro.push_offer(),
  athro.save_push(text, text, text, text, text),
  athro.drop_push(text),
  public.push_offer(),
  public.save_push(text, text, text, text, text),
  public.drop_push(text)
to authenticated;
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
