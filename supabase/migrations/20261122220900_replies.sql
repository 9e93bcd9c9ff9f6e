-- A1 to A7. A function takes the claim on a question before it calls a tutor, and saves the reply under it; two that ask for one
-- question get one reply. While the reply is being written the function says so every second (write_reply): that keeps the claim, keeps
-- what is written so far where every instance can read it, and tells the function that the student wants it to stop. All but that
-- run under the student's clock, so that a claim and a reply cannot pass each other.
--
-- Here is what is kept of that, and how a reply becomes a row. The claim and what is written under it follow in migrations of their own.

create table athro.reply_limits (
  one boolean primary key default true check (one),
  replies_per_day integer not null default 100 check (replies_per_day >= 0),
  question_length integer not null default 8000 check (question_length > 0)
);
comment on table athro.reply_limits is 'One row. What one student may ask for: replies on one day (UTC), and characters in a question that is to be answered.';
insert into athro.reply_limits default values;

create table athro.reply_counts (
  user_id uuid not null references auth.users (id) on delete cascade,
  day date not null,
  taken integer not null check (taken >= 0),
  primary key (user_id, day)
);
comment on table athro.reply_counts is 'Replies that a student has asked for on a day. Counted before a tutor is called; one that could not be had is given back.';

create table athro.reply_claims (
  user_id uuid not null references auth.users (id) on delete cascade,
  reply_id uuid not null,
  question_id uuid not null,
  attempt integer not null,
  lease uuid not null,
  leased_until timestamptz not null,
  -- The day whose count it was taken from.
  day date not null,
  written text not null default '',
  stopped boolean not null default false,
  primary key (user_id, reply_id)
);
comment on table athro.reply_claims is 'Replies being made: who holds the lease may save. Gone once the reply is saved.';
comment on column athro.reply_claims.written is 'What is written so far, for a device that asks meanwhile.';
comment on column athro.reply_claims.stopped is 'The student wants no more of it.';

revoke all on athro.reply_limits, athro.reply_counts, athro.reply_claims from public, anon, authenticated, service_role;

-- Writes a reply's row under the clock that the caller holds. Another attempt stands where the first does.
create function athro.insert_reply(
  clock athro.clocks, asked public.chat_messages, attempt integer, content text, ended text
) returns bigint
language plpgsql
set search_path = ''
as $$
declare
  moment constant timestamptz := athro.now();
  first_key bigint;
begin
  select min(m.order_key) into first_key from public.chat_messages m
  where m.user_id = asked.user_id and m.session_id = asked.session_id and m.question_id = asked.id;
  insert into public.chat_messages (
    user_id, id, seq, session_id, role, content, order_key, question_id, attempt, wants_reply, created_at, ended
  )
  values (
    asked.user_id, athro.uuid_v5(asked.id, insert_reply.attempt::text), clock.seq + 1, asked.session_id, 'assistant',
    insert_reply.content, coalesce(first_key, greatest(athro.in_ms(moment), asked.order_key + 1)), asked.id,
    insert_reply.attempt, false, moment, insert_reply.ended
  );
  update public.chat_sessions s set updated_at = moment where s.user_id = asked.user_id and s.id = asked.session_id;
  update athro.clocks c
  set seq = clock.seq + 1, digest = athro.digest_moved(clock.digest, 0, clock.seq + 1)
  where c.user_id = asked.user_id;
  perform athro.poke(asked.user_id, clock.seq + 1);
  return clock.seq + 1;
end
$$;

-- A reply that was stopped: what there is of it, which may be nothing.
create function athro.keep_stopped(clock athro.clocks, asked public.chat_messages, attempt integer, written text)
returns bigint
language sql
set search_path = ''
as $$
  select athro.insert_reply(clock, asked, attempt, coalesce(nullif(btrim(written, E' \t\r\n'), ''), '…'), 'stopped')
$$;

revoke execute on all functions in schema athro from public;
