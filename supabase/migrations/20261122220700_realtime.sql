-- The poke: a hint that there is news, on a private channel of the student's own. It carries no content, and no one but the server
-- sends it: there is no policy for insert.

create policy "students hear their own pokes" on realtime.messages for select to authenticated
using (
  realtime.messages.extension = 'broadcast'
  and (select realtime.topic()) = 'user:' || (select auth.uid())::text
);

create function athro.poke(student uuid, seq bigint) returns void
language plpgsql
set search_path = ''
as $$
begin
  perform realtime.send(jsonb_build_object('seq', seq), 'poke', 'user:' || student::text, true);
end
$$;

revoke execute on all functions in schema athro from public;
