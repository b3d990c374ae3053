package io.touchback.orders;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.touchback.messaging.Database;
import io.touchback.messaging.Packed;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** What a test finds in this service's database. */
@ApplicationScoped
public class Published {
  private final Database database;

  Published(Database database) {
    this.database = database;
  }

  /** The names of the events of a shop's orders, as {@code OrderPlaced}, oldest first. */
  public List<String> names(String shop) {
    return texts(
            "select type from outbox where source = '/shops/%s' and type not like '%%Shop%%'"
                    .formatted(shop)
                + " order by seq")
        .stream()
        .map(type -> type.replace("io.touchback.", "").replace(".v1", ""))
        .toList();
  }

  /** The first column of a query's rows, as text. */
  public List<String> texts(String sql) {
    return database.query(row -> String.valueOf(row.getObject(1)), sql);
  }

  /** The first column of a query's rows, which is kept packed. */
  public List<String> packed(String sql) {
    return database.query(row -> new String(Packed.unpacked(row.getBytes(1)), UTF_8), sql);
  }

  public long count(String sql) {
    return Long.parseLong(texts(sql).get(0));
  }
}
