-- Why GraphQL is not asked about a subject now; no row: it is. The refusal of everything comes first.
select reason
from sync.graphql_refusal
where credential = :credential
  and (subject_kind, subject_id) in (('any', 0), (:subject_kind::text, :subject_id::bigint))
  and next_try_at > clock_timestamp()
order by subject_kind = 'any' desc
limit 1;
