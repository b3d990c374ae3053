-- The newest of all shops are found by it; without it, that list read and sorted the whole table. A notice's place never changes: changes
-- of state still touch no index.
create index notice_seq on notice (seq);
