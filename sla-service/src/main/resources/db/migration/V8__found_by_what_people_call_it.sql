-- Asked for by what people call it: an order's clocks lead to its id. A shop's number is its id.
create index clock_number on clock (number) where subject_type = 'order';
create index alert_subject on alert (subject_id);
