package io.touchback.sla.board;

import io.touchback.messaging.Database;
import io.touchback.messaging.Filter;
import io.touchback.sla.alert.Links;
import jakarta.inject.Singleton;
import java.util.List;

/** The table of alerts, as people look at it. */
@Singleton
class AlertList {
  private final Database database;
  private final Links links;

  AlertList(Database database, Links links) {
    this.database = database;
    this.links = links;
  }

  List<AlertView> newest(Filter filter, PageRequest page) {
    return database.query(
        row -> AlertView.of(row, links),
        "select * from alert" + filter.where() + " order by raised_at desc, id limit ? offset ?",
        filter.arguments(page.length(), page.offset()));
  }
}
