-- Dossiers that stand in the file of those led by others and in the agency's own list as well: the statistics of who
-- co-operates were wrong so (document 001, X.6). One row per dossier.
-- parameters: agency varchar, as_of date
select
    joint.dossier_id as subject,
    'Hồ sơ ' || joint.dossier_id || ' vừa là hồ sơ của cơ quan vừa có trong tệp hồ sơ phối hợp (chủ trì: '
    || joint.lead_agency || '). Hãy đối chiếu với cơ quan chủ trì.' as message,
from joint_dossiers_current joint
join dossiers_current own on own.agency = joint.agency and own.dossier_id = joint.dossier_id
where joint.agency = $agency and joint.received_on <= $as_of
order by joint.dossier_id
