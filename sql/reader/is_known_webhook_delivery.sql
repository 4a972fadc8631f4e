-- Whether a message of GitHub's has woken a loop before, by its signature.
select report.is_known_webhook_delivery(:signature::bytea) as is_known;
