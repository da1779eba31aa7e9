-- Counts wrong guesses and refused ones of one account, place and hour, one row.
-- parameters: hour timestamp, name varchar, address varchar, device varchar, wrong integer, refused integer, at timestamp
merge into guesses
using (select $hour as hour, $name as name, $address as address, $device as device) as said
    on not is_forgiven and guesses.hour = said.hour and guesses.name = said.name
    and guesses.address = said.address and guesses.device = said.device
when matched then update set wrong = guesses.wrong + $wrong, refused = guesses.refused + $refused, last_at = $at
when not matched then insert values (said.hour, said.name, said.address, said.device, $wrong, $refused, $at, false)
