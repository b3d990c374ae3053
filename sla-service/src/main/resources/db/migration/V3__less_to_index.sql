-- Nobody looks for alerts by subject alone.
drop index alert_subject;

-- In the order in which they are shown; the state is left out, it changes with each clock that fires.
drop index clock_shop;
create index clock_shop on clock (shop, due_at);
