-- Whoever was found dead, or stopped, is remembered for a minute: a transaction of its that was open then may leave something behind.
alter table instance add column released_at timestamptz;
