package io.touchback.orders.webhook;

import io.touchback.messaging.Database;
import io.touchback.messaging.Filter;
import io.touchback.orders.order.SamePhones;
import io.touchback.orders.order.SearchKeys;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The tasks' rows, in SQL: each is gone when it is done. */
@Singleton
class TaskTable {
  private final Database database;

  TaskTable(Database database) {
    this.database = database;
  }

  void add(Task task) {
    database.update(
        """
        insert into task (id, shop, platform, kind, email, phone, platform_order_ids, since)
        values (?, ?, ?, ?, ?, ?, ?, ?)
        """,
        task.id(),
        task.shop(),
        task.platform(),
        task.kind(),
        task.email(),
        task.phone(),
        task.platformOrderIds().toArray(String[]::new),
        task.since());
  }

  /**
   * The oldest first.
   *
   * @param shop null: of all
   */
  List<Task> oldest(@Nullable String shop, int atMost) {
    var filter = new Filter().with("shop = ?", shop);
    return database.query(
        TaskTable::task,
        "select * from task" + filter.where() + " order by since, id limit ?",
        filter.arguments(atMost));
  }

  /**
   * @return whether there was one
   */
  boolean done(UUID id) {
    return database.update("delete from task where id = ?", id) > 0;
  }

  /** Those that name one of these customers. */
  void forget(Erasure erasure) {
    var phones = SamePhones.of(erasure.phone());
    database.update(
        """
        delete from task
        where shop = ?
          and (? and platform = coalesce(?::text, platform)
            or lower(btrim(email)) = ?::text or platform_order_ids && ?
            or (select key = any (?) or key ~>=~ ? and key ~<~ ? and length(key) <= ?
              from reverse(ltrim(regexp_replace(phone, '[^0-9]', '', 'g'), '0')) as key))
        """,
        erasure.shop(),
        erasure.wholeShop(),
        erasure.platform(),
        SearchKeys.email(erasure.email()),
        erasure.platformOrderIds().toArray(String[]::new),
        phones.keys().toArray(String[]::new),
        phones.from(),
        phones.before(),
        phones.longest());
  }

  Unfinished unfinished() {
    return database.query(Unfinished::of, "select count(*), min(since) as oldest from task").get(0);
  }

  private static Task task(ResultSet row) throws SQLException {
    return new Task(
        row.getObject("id", UUID.class),
        row.getString("shop"),
        row.getString("platform"),
        row.getString("kind"),
        row.getString("email"),
        row.getString("phone"),
        Database.texts(row, "platform_order_ids"),
        Database.instant(row, "since"));
  }
}
