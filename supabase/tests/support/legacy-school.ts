import type { Pool } from "pg";

/** How many of each a generated project has. */
export interface School {
  students: number;
  sessionsEach: number;
  messagesEach: number;
}

export const studentOf = (n: number): string =>
  `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;

/**
 * Fills the older app's tables, made in the database itself. Among the sessions are, at fixed distances: entries that are no messages, messages
 * too long for one, messages that are no list, other names of an Athro, texts that are hard to hold, absurd times, and a second copy under
 * another name of its Athro.
 */
export const fillSchool = async (pool: Pool, school: School): Promise<void> => {
  const { students, sessionsEach, messagesEach } = school;
  await pool.query(
    `insert into auth.users (id)
     select ('00000000-0000-4000-8000-' || lpad(u::text, 12, '0'))::uuid from generate_series(1, $1::integer) u`,
    [students],
  );
  await pool.query(
    `insert into public.chat_sessions (user_id, session_id, athro_id, is_active, created_at, updated_at, messages)
     select
       ('00000000-0000-4000-8000-' || lpad(u::text, 12, '0'))::uuid,
       case when is_copy then 's' || s - 1 else 's' || s end,
       case when is_copy then 'Mathematics' when g % 37 = 0 then 'Athro-Latin' else 'athro-maths' end,
       case s % 4 when 0 then true when 1 then false when 2 then false end,
       case g % 53 when 0 then null when 1 then 'infinity' else timestamptz '2024-01-01' + g * interval '7 minutes' end,
       case g % 53 when 0 then timestamptz '1970-01-01' else timestamptz '2024-09-01' end,
       case g % 211
         when 0 then '{"role": "user", "content": "no list"}'
         when 1 then 'null'
         when 2 then '[]'
         else (
           select jsonb_agg(
             case
               when (g + m) % 499 = 0 then '7'::jsonb
               when (g + m) % 499 = 1 then jsonb_build_object('role', 'robot', 'content', 'x')
               else jsonb_build_object(
                 'role', (array['user', 'assistant', 'user', 'system'])[1 + m % 4],
                 'content', case
                   when g % 401 = 0 and m = 3 then repeat('A line of an essay, number ' || g || E'.\\n', 900)
                   when (g + m) % 83 = 0 then E'🙂 "ŵ" \\\\ \\u0001\\t' || g || E'\\n\\u2028' || m
                   when (g + m) % 61 = 0 then 'ok'
                   when (g + m) % 89 = 0 then ''
                   else 'Message ' || m || ' of session ' || s || ' of student ' || u || repeat(' and so on', (g + m) % 17)
                 end
               )
             end
             order by m
           )
           from generate_series(1, $3::integer) m
         )
       end
     from generate_series(1, $1::integer) u
     cross join generate_series(1, $2::integer) s
     cross join lateral (select u * 1000 + s) n (g)
     cross join lateral (select g % 101 = 0 and s > 1 and (g - 1) % 37 <> 0) c (is_copy)`,
    [students, sessionsEach, messagesEach],
  );
  // The copies, of the session before each.
  await pool.query(
    `update public.chat_sessions c set messages = o.messages
     from public.chat_sessions o
     where c.athro_id = 'Mathematics' and o.user_id = c.user_id and o.session_id = c.session_id and o.athro_id <> c.athro_id`,
  );
  await pool.query(
    `insert into public.user_preferences (user_id, preference_key, preference_value)
     select id, 'calendar_events', (
       select jsonb_agg(
         case
           when (u + e) % 31 = 0 then '"no event"'::jsonb
           when (u + e) % 31 = 1 then '{"title": "No start"}'::jsonb
           else jsonb_build_object(
             'id', (1712345678901 + e)::text, 'title', 'Lesson ' || e, 'subject', 'Maths', 'athroId', 'athro-maths',
             'start', to_char(timestamp '2024-03-01' + (u + e) * interval '17 hours', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'length', 45
           )
         end
       )
       from generate_series(1, 8) e
     )
     from generate_series(1, $1::integer) u
     cross join lateral (select ('00000000-0000-4000-8000-' || lpad(u::text, 12, '0'))::uuid) i (id)
     union all
     select ('00000000-0000-4000-8000-' || lpad(u::text, 12, '0'))::uuid, 'athro_confidence',
       jsonb_build_object('athro-maths', u % 11, 'ICT', (u % 7)::text)
     from generate_series(1, $1::integer) u`,
    [students],
  );
};
