-- An agency's dossiers of a month of receipt, else of filing, else 'none', as they are known now. One row per dossier.
-- parameters: agency varchar, month varchar
select *
from dossiers_current
where agency = $agency and coalesce(strftime(coalesce(received_at, submitted_at), '%Y-%m'), 'none') = $month
order by record_key
