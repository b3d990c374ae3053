-- Columns of instants come as microseconds: they need no parsing.
create function instant(micros bigint) returns timestamptz language sql stable
return timestamptz 'epoch' + micros * interval '1 microsecond';

-- Alerts of one moment may be told apart by a sort.
drop index alert_shop;
drop index alert_state;
create index alert_shop on alert (shop, state, raised_at);
create index alert_state on alert (state, raised_at);
