-- Procedures with a fee that are offered with payment on the web ÷ those with a fee, by the newest list of procedures
-- that says it of every one of them. A year for which the office reported the figure itself keeps what it reported.
-- One row per agency.
create or replace macro procedure_figures() as table
with listed as (
    select
        agency, max(as_of) as date, 'payment_offer_rate' as indicator,
        (count(*) filter (has_online_payment))::double as numerator, count(*)::double as denominator,
    from known_rows('procedures')
    where has_fee
    group by agency
    having count(*) = count(has_online_payment)
)
select agency, indicator, date, indicator || ' | ' || date as record_key, numerator, denominator
from listed
where not exists (
    select 1
    from known_rows('measurements') told
    where
        told.agency = listed.agency and told.indicator = listed.indicator
        and year((told.date + interval 17 day)::date) = year((listed.date + interval 17 day)::date)
);
