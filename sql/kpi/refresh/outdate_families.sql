-- Makes every repository count anew what :families hold of it, as a new definition would.
update kpi.computation set definition_version = 0
where family = any (:families::text[]) and definition_version <> 0;
