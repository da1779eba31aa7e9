-- The same rows of dossiers with what the dossier says of itself, narrowed to some. One row per record.
-- `offered`: only procedures of the list that can be filed online; `paper`: only those of the list that give their result on
-- paper; `without`: the groups that are left out.
-- parameters: attribute varchar, procedure varchar, field varchar, channel varchar, offered boolean, paper boolean, without varchar[]
select
    e.* replace (
        case $attribute
            when 'procedure' then d.procedure_name
            when 'code' then coalesce(d.procedure_code, d.procedure_key, d.procedure_name)
            when 'field' then d.field
            when 'channel' then d.channel
        end as attribute,
        d.channel as channel
    )
from {{ source }} e
join dossier_facts d on d.agency = e.agency and d.record_key = e.record_key
where
    ($procedure is null or $procedure in (coalesce(d.procedure_code, d.procedure_key), d.procedure_name))
    and ($field is null or coalesce(d.field, '') = $field)
    and ($channel is null or d.channel = $channel)
    and (not $offered or d.procedure_level in ('full', 'partial'))
    and (
        not $paper
        or (d.agency, d.procedure_key) in (select (agency, record_key) from procedures_known() where gives_paper_result)
    )
    and (d.exclusion_group is null or not list_contains($without, d.exclusion_group))
