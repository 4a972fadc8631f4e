-- For a transaction that writes typed rows of a subject without storing an answer first: it shares the subject with
-- others that store, and never with one that rebuilds it, until it ends.
select sync.share_lock(:subject_kind, :subject_id::bigint);
