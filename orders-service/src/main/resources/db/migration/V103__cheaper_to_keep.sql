-- A webhook is written once and deleted after seven days: in its own row, and not in pieces beside it, it costs one insert. (What
-- does not fit into a page is still kept in pieces.) Such rows need not be frozen before they are deleted.
alter table webhook set (
  toast_tuple_target = 8160, autovacuum_vacuum_insert_threshold = -1, toast.autovacuum_vacuum_insert_threshold = -1);
alter index webhook_received set (autosummarize = on);

-- Nobody asks for them by what is in them, and what there is to know of the rest does not change with each tenth more.
alter table webhook alter column body set statistics 0;
alter table webhook set (autovacuum_analyze_scale_factor = 1);
alter table orders alter column state set statistics 0;
