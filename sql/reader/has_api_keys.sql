-- Whether there is a key of the API that is not revoked.
select report.has_api_keys() as has_keys;
