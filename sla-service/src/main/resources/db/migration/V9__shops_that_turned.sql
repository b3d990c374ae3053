-- The event by which a shop left, came back or became known, until its clocks have followed it.
alter table shop add column turned_at timestamptz, add column turned_by text;
create index shop_turned on shop (shop) where turned_by is not null;
