-- Notes who has used a credential's quota in this hour, and adds what its answers came to; all arrays are of one length but the last three.
with used as (
  insert into sync.quota_use as known (credential, bucket, hour, subject_kind, subject_name, subject_id, requests)
  select credential, bucket, date_trunc('hour', clock_timestamp(), 'UTC'), subject_kind, subject_name, max(subject_id), sum(requests)
  from unnest(
    :credentials::text[], :buckets::text[], :subject_kinds::text[], :subject_names::text[], :subject_ids::bigint[], :used::int[]
  ) as told (credential, bucket, subject_kind, subject_name, subject_id, requests)
  group by credential, bucket, subject_kind, subject_name
  order by credential, bucket, subject_kind, subject_name
  on conflict (credential, bucket, hour, subject_kind, subject_name) do update set
    requests = known.requests + excluded.requests,
    subject_id = coalesce(excluded.subject_id, known.subject_id)
)
update sync.budget set
  requests = budget.requests + told.requests,
  not_modified = budget.not_modified + told.not_modified
from unnest(:charged::text[], :charged_buckets::text[], :requests::int[], :not_modified::int[])
  as told (credential, bucket, requests, not_modified)
where budget.credential = told.credential and budget.bucket = told.bucket;
