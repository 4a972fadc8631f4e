-- GraphQL has refused a credential: for a subject, or (any, 0) for everything.
insert into sync.graphql_refusal (credential, subject_kind, subject_id, reason, next_try_at)
values (
  :credential, :subject_kind, :subject_id::bigint, :reason,
  clock_timestamp() + make_interval(secs => :wait_seconds::float8)
)
on conflict (credential, subject_kind, subject_id) do update set reason = excluded.reason, next_try_at = excluded.next_try_at;
