-- What students may do with push subscriptions: ask whether reminders are being sent, and have their own sent to a browser or no more.

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

revoke execute on all functions in schema athro from public;
revoke execute on function
  public.push_offer(),
  public.save_push(text, text, text, text, text),
  public.drop_push(text)
from public, anon, authenticated, service_role;
grant execute on function
  athro.push_offer(),
  athro.save_push(text, text, text, text, text),
  athro.drop_push(text),
  public.push_offer(),
  public.save_push(text, text, text, text, text),
  public.drop_push(text)
to authenticated;
