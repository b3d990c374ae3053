package io.touchback.sla.board;

import io.touchback.messaging.Database;
import jakarta.inject.Singleton;
import java.util.List;

/** The table of clocks, as people look at it. */
@Singleton
class ClockList {
  private final Database database;

  ClockList(Database database) {
    this.database = database;
  }

  List<ClockView> of(ClockQuery asked, PageRequest page) {
    return database.query(ClockView::of, asked.sql(), asked.arguments(page));
  }
}
