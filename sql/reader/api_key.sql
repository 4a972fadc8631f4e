-- A key of the API that is not revoked, and whether it is time to note that it is used.
select name, scope, digest, is_use_due from report.api_key(:key_id::text);
