-- Reminders that reach a device while Athro is closed there, by Web Push (RFC 8030, 8291, 8292). What is here keeps the devices' push
-- subscriptions and remembers what was sent. When a reminder comes is worked out by the Edge Function `remind`, with the app's own rules
-- of recurrence and zones; something calls it every minute (pg_cron where there is one, see the README). Where nothing does, no device is
-- offered any of it: `push_offer` looks at when the function ran last.

-- Nothing here belongs to sync. Tables of this schema are closed to every role of the API. The next two migrations let students in, each
-- for their own rows alone, and the Edge Function, through functions that only the service's own role can run.

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
