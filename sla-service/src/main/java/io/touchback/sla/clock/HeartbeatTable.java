package io.touchback.sla.clock;

import static io.touchback.messaging.Database.column;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.touchback.messaging.Database;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** How often the shops are heard. */
@Singleton
final class HeartbeatTable {
  private final Database database;
  private final ObjectMapper json;

  HeartbeatTable(Database database, ObjectMapper json) {
    this.database = database;
    this.json = json;
  }

  /** By shop, locked; one never heard is left out, its shop is locked by {@link ShopTable}. */
  Map<String, Rhythm> of(Collection<String> shops) {
    return database
        .query(
            row -> Map.entry(row.getString(1), read(row.getString(2))),
            "select shop, rhythm from heartbeat where shop = any (?) order by shop for update",
            (Object) shops.toArray(String[]::new))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  void put(Map<String, Rhythm> rhythms) {
    var entries = rhythms.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList();
    database.update(
        """
        insert into heartbeat (shop, rhythm)
        select shop, rhythm::jsonb from unnest(?, ?) as heartbeat (shop, rhythm)
        on conflict (shop) do update set rhythm = excluded.rhythm
        """,
        column(entries, Map.Entry::getKey),
        column(entries, entry -> write(entry.getValue())));
  }

  private Rhythm read(String rhythm) {
    try {
      return json.readValue(rhythm, Rhythm.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("heartbeat.rhythm cannot be read", e);
    }
  }

  private String write(Rhythm rhythm) {
    try {
      return json.writeValueAsString(rhythm);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
