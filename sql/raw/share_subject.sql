-- For a transaction that writes typed rows of a subject without storing an answer first: it shares the subject with
-- others that store, and never with one that rebuilds it, until it ends.
select pg_advisory_xact_lock_shared(hashtextextended(:subject_kind, :subject_id::bigint));
