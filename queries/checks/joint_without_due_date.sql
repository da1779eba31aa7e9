-- Dossiers of other agencies without a day by which this one has to answer: never late. One row per dossier.
-- parameters: agency varchar, as_of date
select
    dossier_id as subject,
    'Hồ sơ phối hợp ' || dossier_id || ' của ' || lead_agency || ' không có hạn phối hợp nên không bao giờ bị tính trễ. '
    || 'Hãy bổ sung hạn.' as message,
from joint_dossiers_current
where agency = $agency and received_on <= $as_of and due_on is null
order by dossier_id
