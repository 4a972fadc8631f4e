-- GraphQL has refused a credential: for a subject, or (0) for everything.
insert into sync.graphql_refusal (credential, subject_id, reason, next_try_at)
values (:credential, :refused_id::bigint, :reason, clock_timestamp() + make_interval(secs => :wait_seconds::float8))
on conflict (credential, subject_id) do update set reason = excluded.reason, next_try_at = excluded.next_try_at;
