-- More waited for these shops than fitted into the transaction in which they became known. Until all of that is decided, what is read of
-- them waits behind it.
alter table shop add column behind boolean not null default false;

create index shop_behind on shop (shop) where behind;
