-- An order's state is only ever read and written whole. As jsonb, PostgreSQL took it apart at each write and put it together
-- again at each read: that was half of what an order cost. In SQL: state::jsonb -> 'order' ->> 'number'.
alter table orders alter column state type text using state::text;

-- Without LZ4, large values are kept as they are: to compress them the old way costs more than all the rest of an insert.
do $$
begin
  alter table orders alter column state set compression lz4;
exception when feature_not_supported then
  alter table orders alter column state set storage external;
  alter table webhook alter column body set storage external;
end $$;
